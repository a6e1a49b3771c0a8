"""Study: one ``.bouwsteen`` file, opened for reading and writing."""

from __future__ import annotations

__all__ = ["Study"]

import hashlib
import json
import os
import sqlite3
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Connection, Engine

from bouwsteen.codebook.model import Codebook
from bouwsteen.errors import StudyError
from bouwsteen.study.carried_store import CarriedStore
from bouwsteen.study.codebook_store import CodebookStore
from bouwsteen.study.coder_store import CoderStore
from bouwsteen.study.consensus_store import ConsensusStore
from bouwsteen.study.correction import Correction, CorrectionStore
from bouwsteen.study.engine import connect, create_file, translated, written
from bouwsteen.study.faults import faults
from bouwsteen.study.illustration_store import IllustrationStore, InterpretationStore
from bouwsteen.study.quotation_store import QuotationStore
from bouwsteen.study.respondent_store import RespondentStore
from bouwsteen.study.session import Event, Session
from bouwsteen.study.settings import SettingStore
from bouwsteen.study.suggestion_store import SuggestionStore
from bouwsteen.study.transcript_store import TranscriptStore
from bouwsteen.study.unplaced_store import UnplacedStore
from bouwsteen.study.version_store import VersionStore
from bouwsteen.study.writer import Writer
from bouwsteen.transcripts.model import Transcript


class Study:
    """A study file: transcripts, respondents, codebook, coders, quotations and the log.

    Read at any time; write inside `change`, which is one transaction with one line in the log.

    Parameters
    ----------
    path : Path
        Where the file stands.
    engine : Engine
        From `open` or `create`, which check the file first.

    Attributes
    ----------
    transcripts : TranscriptStore
    respondents : RespondentStore
    codebook : CodebookStore
    coders : CoderStore
    quotations : QuotationStore
    settings : SettingStore
    suggestions : SuggestionStore
    consensus : ConsensusStore
    versions : VersionStore
    unplaced : UnplacedStore
    corrections : CorrectionStore
    illustrations : IllustrationStore
    interpretations : InterpretationStore
    carried : CarriedStore

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from bouwsteen.codebook.model import Code, Codebook
    >>> from bouwsteen.coding.model import Coder
    >>> book = Codebook(key="demo", codes=(Code(key="leren", labels={"nl": "Leren"}),))
    >>> with TemporaryDirectory() as folder:
    ...     with Study.create(Path(folder) / "s.bouwsteen", codebook=book) as study:
    ...         with study.change("coder add"):
    ...             study.coders.add([Coder(key="anna")])
    ...         before = [coder.key for coder in study.coders.all()]
    ...         study.undo().action, before, study.coders.all()
    ('coder add', ['anna'], [])
    """

    def __init__(self, path: Path, engine: Engine) -> None:
        self.path = path
        self._engine = engine
        self._session = Session(path, engine)
        self.transcripts = TranscriptStore(self._session)
        self.respondents = RespondentStore(self._session)
        self.codebook = CodebookStore(self._session)
        self.settings = SettingStore(self._session)
        self.coders = CoderStore(self._session, self.settings)
        self.quotations = QuotationStore(self._session, self.coders, self.settings)
        self.suggestions = SuggestionStore(self._session, self.settings, self.coders, self.codebook)
        self.consensus = ConsensusStore(self._session, self.settings, self.coders, self.quotations)
        self.illustrations = IllustrationStore(self._session, self.settings)
        self.interpretations = InterpretationStore(self._session, self.settings)
        self.carried = CarriedStore(self._session)
        self.versions = VersionStore(self._session, self.transcripts)
        self.unplaced = UnplacedStore(self._session)
        self.corrections = CorrectionStore(
            self._session,
            self.versions,
            self.quotations,
            self.unplaced,
            self.consensus,
            self.settings,
        )

    @classmethod
    def open(cls, path: str | os.PathLike[str]) -> Study:
        """Open a study that exists.

        Raises
        ------
        StudyError
            No file, a foreign or damaged one, one from a newer release, or one in use.
        """
        return cls(Path(path), connect(Path(path)))

    @classmethod
    def create(cls, path: str | os.PathLike[str], *, codebook: Codebook) -> Study:
        """Make a study that holds a codebook and nothing else.

        Raises
        ------
        StudyError
            When `path` exists or cannot be written.
        """
        target = Path(path)
        fresh = create_file(target)
        try:
            with cls.open(fresh) as study, study.change("init", codebook=codebook.key):
                study.codebook.put(codebook, reason=f"{codebook.key}, as it came")
            with written(target):
                os.replace(fresh, target)
        finally:
            fresh.unlink(missing_ok=True)
        return cls.open(target)

    def __enter__(self) -> Study:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def reading(self) -> AbstractContextManager[Connection]:
        """Hold one state of the study for several reads."""
        return self._session.reading()

    def change(
        self, action: str, *, actor: str | None = None, **details: Any
    ) -> AbstractContextManager[Writer]:
        """Write in one transaction with one line in the log; see `Session.change`."""
        return self._session.change(action, actor=actor, **details)

    def note(self, action: str, *, actor: str | None = None, **details: Any) -> None:
        """Log something that happened and changed nothing; see `Session.note`."""
        self._session.note(action, actor=actor, **details)

    def correct(self, new: Transcript, *, reason: str, actor: str | None = None) -> Correction:
        """Put a corrected text in the place of a transcript; its codings are carried along.

        Parameters
        ----------
        new : Transcript
            Under the key of the transcript that it corrects.
        reason : str
            Why, for the log and the list of versions.
        actor : str, optional
            Key of the coder who corrects.

        Returns
        -------
        Correction
            What became of every quotation.

        Raises
        ------
        TranscriptError
            When the study has no such transcript, or it reads like that already.
        """
        with self.change("transcript correct", actor=actor, transcript=new.key) as writer:
            plan = self.corrections.plan(new)
            done = self.corrections.apply(plan, reason=reason, actor=actor)
            writer.details.update(
                version=done.version, reason=reason, **done.counts, reopened=done.reopened
            )
        return done

    def undo(self, *, actor: str | None = None, event: int | None = None) -> Event:
        """Take back the last change that still stands; see `Session.undo`."""
        return self._session.undo(actor=actor, event=event)

    def take_back(self, event: int, *, actor: str) -> Event:
        """Take back one change of a coder's own below later ones; see `Session.take_back`."""
        return self._session.take_back(event, actor=actor)

    def redo(self, *, actor: str | None = None, event: int | None = None) -> Event:
        """Do again what was undone last; see `Session.redo`."""
        return self._session.redo(actor=actor, event=event)

    def log(self, *, since: int = 0) -> list[Event]:
        """Every change ever made, or made after a number of the log, oldest first."""
        return self._session.log(since=since)

    def last_event(self) -> int:
        """Number of the newest line of the log; 0 when it is empty."""
        return self._session.last_event()

    def verify(self) -> list[StudyError]:
        """What is not as it was stored: texts whose digest differs, spans on other words."""
        with self.reading() as connection:
            return list(faults(connection, self))

    def backup(self, target: Path) -> None:
        """Copy the whole study to a new file, in one consistent state.

        Raises
        ------
        StudyUnwritable
            When `target` cannot be written.
        """
        with self.reading() as connection, translated(target):
            source = connection.connection.driver_connection
            assert isinstance(source, sqlite3.Connection)
            try:
                copy = sqlite3.connect(target)
                try:
                    source.backup(copy)
                finally:
                    copy.close()
            except sqlite3.Error:
                target.unlink(missing_ok=True)
                raise

    def fingerprint(self) -> str:
        """SHA-256 over everything but numbers, times and the log: equal studies, equal digests."""
        with self.reading():
            rows: list[Any] = [self.codebook.get()]
            rows += sorted(self.transcripts.all(), key=lambda one: one.key)
            rows += sorted(self.respondents.all(), key=lambda one: one.key)
            rows += sorted(self.respondents.links())
            rows += sorted(self.coders.all(), key=lambda one: one.key)
            rows += sorted(self.coders.done())
            rows += sorted(
                (one.transcript, one.span, one.coder, str(one.layer), sorted(one.codes), one.memo)
                for one in self.quotations.select()
            )
            rows += self.versions.digests()
            rows += sorted(
                (one.quote, one.version, held.coder, str(held.layer), sorted(held.codes), held.memo)
                for one in self.unplaced.select()
                for held in [one.quotation]
            )
            rows += sorted(self.interpretations.all())
            said = {one.quotation: one for one in self.illustrations.all()}
            rows += sorted(
                (held.transcript, held.span, held.coder, str(held.layer), one.state, one.text)
                for held in self.quotations.select()
                if (one := said.get(held.id)) is not None
            )
        return hashlib.sha256(json.dumps(rows, default=_plain).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """Give a value that is not JSON in a form that has one text only."""
    if isinstance(value, frozenset):
        return sorted(value)
    return {name: getattr(value, name) for name in sorted(value.__dataclass_fields__)}
