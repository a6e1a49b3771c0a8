"""Whether a file lies on a network drive, where SQLite's locks cannot be relied on."""

from __future__ import annotations

__all__ = ["kind_of", "network_drive"]

import os
import subprocess
import sys
from pathlib import Path

_NETWORK = {
    *("9p", "afpfs", "afs", "ceph", "cifs", "davfs", "fuse.davfs2", "fuse.glusterfs"),
    *("fuse.rclone", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb2"),
    *("smb3", "smbfs", "webdav"),
}
_REMOTE = 4
"""What Windows calls a drive on the network."""


def network_drive(path: Path) -> str | None:
    """Name the kind of network file system that a file lies on.

    Returns
    -------
    str or None
        For example ``nfs4``; None when the file lies on this machine, or that cannot be told.
    """
    place = path.resolve()
    if sys.platform == "win32":
        import ctypes

        drive = ctypes.windll.kernel32.GetDriveTypeW(f"{place.drive}\\")
        return "network" if drive == _REMOTE or str(place).startswith("\\\\") else None
    return kind_of(place, _mounts())


def kind_of(place: Path, mounts: list[tuple[str, str]]) -> str | None:
    """The network file system behind a place, by the mount that lies nearest.

    Examples
    --------
    >>> mounts = [("/", "ext4"), ("/srv/anna/team", "nfs4")]
    >>> kind_of(Path("/srv/anna/team/s.bouwsteen"), mounts)
    'nfs4'
    >>> kind_of(Path("/srv/anna/s.bouwsteen"), mounts) is None
    True
    """
    around = [(point, kind) for point, kind in mounts if place.is_relative_to(point)]
    nearest = max(around, key=lambda mount: len(mount[0]), default=("", ""))
    return nearest[1] if nearest[1] in _NETWORK else None


def _mounts() -> list[tuple[str, str]]:
    """Mount points with their kinds; empty when the system does not tell."""
    try:
        if sys.platform == "darwin":
            said = subprocess.run(
                ["/sbin/mount"], capture_output=True, text=True, timeout=2, check=True
            ).stdout
            return [_mac(line) for line in said.splitlines() if " (" in line]
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return []
    fields = [line.split() for line in lines.splitlines()]
    return [(os.fsdecode(_unescaped(one[1])), one[2]) for one in fields if len(one) > 2]


def _mac(line: str) -> tuple[str, str]:
    where, _, more = line.partition(" on ")[2].rpartition(" (")
    return where, more.partition(",")[0].rstrip(")")


def _unescaped(point: str) -> bytes:
    # Spaces and the like stand there in octal.
    return point.encode().decode("unicode_escape").encode("latin-1")
