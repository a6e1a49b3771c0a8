"""Open, make and migrate the SQLite file behind a study; turn its failures into clear errors."""

from __future__ import annotations

__all__ = ["connect", "create_file", "migrate", "translated", "written"]

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, exc, pool

from bouwsteen.errors import NotAStudy, StudyBusy, StudyError, StudyTooNew, StudyUnwritable
from bouwsteen.study.schema import APPLICATION_ID, HEAD

_MAGIC = b"SQLite format 3\x00"
_BUSY_SECONDS = 5.0


def connect(path: Path) -> Engine:
    """Check that a file is a study this release can read, and give an engine on it.

    An older study is migrated first, after a copy of it is put beside it as ``.bak``.

    Raises
    ------
    StudyError
        When there is no file at `path`.
    NotAStudy
        When it is another kind of file, or damaged.
    StudyTooNew
        When a newer release wrote it.
    StudyBusy, StudyUnwritable
        When it must be migrated and cannot be.
    """
    _check_header(path)
    with translated(path):
        engine = _engine(path)
        try:
            with engine.connect() as connection:
                verdict = connection.exec_driver_sql("PRAGMA quick_check(1)").scalar_one()
                if verdict != "ok":
                    raise _damaged(path, verdict)
                found = _revision(connection)
            _refuse_newer(path, found)
            if found < HEAD:
                with written(path):
                    shutil.copy2(path, path.with_name(path.name + ".bak"))
                with engine.connect() as connection:
                    migrate(connection)
        except BaseException:
            engine.dispose()
            raise
    return engine


def create_file(path: Path) -> Path:
    """Make an empty study beside `path`, under a passing name, and give that name.

    The caller fills it and then moves it to `path`, so that a crash never leaves half a study.
    """
    if path.exists():
        raise StudyError(
            f"{path} is there already.",
            "Choose another name; nothing was changed.",
            key="study_taken",
            path=path,
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=".new", dir=path.parent)
    except OSError as error:
        raise StudyUnwritable(
            f"Cannot make {path}: {error.strerror}.",
            "Choose a folder that you can write in.",
            key="study_unmade",
            path=path,
            said=error.strerror,
        ) from None
    os.close(handle)
    fresh = Path(name)
    with translated(path), _discarded_on_error(fresh):
        engine = _engine(fresh)
        try:
            with engine.connect() as connection:
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.commit()
                migrate(connection)
        finally:
            engine.dispose()
    return fresh


def migrate(connection: Connection, revision: str = HEAD) -> None:
    """Bring a study to a revision, in one transaction."""
    # Alembic is slow to import and only needed when a study is made or is old.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    connection.info["writing"] = True
    try:
        with connection.begin():
            command.upgrade(config, revision)
    finally:
        connection.info["writing"] = False


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Turn what SQLite says of the file at `path` into the study errors a user can act on."""
    try:
        yield
    except (exc.OperationalError, exc.DatabaseError, sqlite3.Error) as error:
        said = str(getattr(error, "orig", None) or error)
        raise _meaning(path, said) or error from None


@contextmanager
def written(path: Path) -> Iterator[None]:
    """Turn a failure to put a file at `path` into the study error a user can act on."""
    try:
        with translated(path):
            yield
    except OSError as error:
        raise _unwritable(path, error.strerror) from None


def _meaning(path: Path, said: str) -> StudyError | None:
    if "locked" in said or "busy" in said:
        return StudyBusy(
            f"{path} is in use by another program.",
            "Nothing was changed. Try again in a moment.",
            key="study_busy",
            path=path,
        )
    if "readonly" in said or "unable to open" in said or "full" in said or "disk I/O" in said:
        return _unwritable(path, said)
    if "not a database" in said or "malformed" in said or "no such table" in said:
        return _damaged(path, said)
    return None


def _unwritable(path: Path, said: str | None) -> StudyUnwritable:
    return StudyUnwritable(
        f"Cannot write {path}: {said}.",
        "Nothing was changed. Make room, or move the study to a place that you can write in.",
        key="study_unwritable",
        path=path,
        said=said,
    )


def _damaged(path: Path, said: str) -> NotAStudy:
    return NotAStudy(
        f"{path} is damaged: {said}.",
        "Go back to a backup of it.",
        key="study_damaged",
        path=path,
        said=said,
    )


def _engine(path: Path) -> Engine:
    def opened() -> sqlite3.Connection:
        # mode=rw: never let SQLite make an empty file where a study was meant to be.
        uri = f"{path.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            uri, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA trusted_schema = OFF")
        return connection

    engine = create_engine("sqlite://", creator=opened, poolclass=pool.NullPool)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A writer takes the lock at once, so that it never finds out halfway that it cannot write.
        writing = connection.info.get("writing", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _check_header(path: Path) -> None:
    if path.is_dir():
        raise NotAStudy(
            f"{path} is a folder, not a study.",
            "Name the .bouwsteen file.",
            key="study_folder",
            path=path,
        )
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise StudyError(
            f"There is no study at {path}.",
            "Make one with: bouwsteen init NAME.bouwsteen",
            key="study_absent",
            path=path,
        ) from None
    except OSError as error:
        raise StudyError(
            f"Cannot read {path}: {error.strerror}.",
            key="study_unreadable",
            path=path,
            said=error.strerror,
        ) from None
    if header[:16] != _MAGIC or int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAStudy(
            f"{path} is not a bouwsteen study.",
            "Nothing was changed. Name a .bouwsteen file.",
            key="study_not_one",
            path=path,
        )


def _revision(connection: Connection) -> str:
    rows: list[Any] = list(
        connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalars()
    )
    return str(rows[0]) if rows else ""


def _refuse_newer(path: Path, found: str) -> None:
    if found > HEAD:
        raise StudyTooNew(
            f"{path} was written by a newer bouwsteen (schema {found}; this one knows {HEAD}).",
            "Nothing was changed. Install the newest bouwsteen.",
            key="study_too_new",
            path=path,
            found=found,
            known=HEAD,
        )


@contextmanager
def _discarded_on_error(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        path.unlink(missing_ok=True)
        raise
