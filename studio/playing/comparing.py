"""What is compared with what the viewer shows (B, beside A): another take, a clip, or the film; on the same clock.

In: the stage, and what was chosen as B. Out: pictures of B in step with A's playhead. With the film as A, a take of one
of its shots is seen in its place in the cut: as the same film with that take picked. Made by the stage.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from PySide6.QtCore import QObject, Signal

from engine.session import Session
from studio.playing.booth import Booth
from studio.playing.clips import of_take, reel_of
from studio.playing.second import Second
from studio.survey.pictures import Source

if TYPE_CHECKING:
    from engine.document import Document
    from engine.film import Film
    from engine.media.reel import Reel

FILM: Final = "film"
Other = Source | Literal["film"]
MOST_OFFSET = 10_000
"""Frames that B can be ahead or behind at most."""


class Shown(Protocol):
    """What comparing asks of the stage: what A is, and what the film is made of."""

    @property
    def on_program(self) -> bool: ...

    @property
    def looked_at(self) -> Source | None: ...

    @property
    def film(self) -> "Film": ...

    @property
    def document(self) -> "Document": ...

    @property
    def folder(self) -> Path: ...

    def shot_at_hand(self) -> tuple[str | None, str | None]: ...

    def reel(self) -> "Reel": ...


class Comparing(QObject):
    """`on` while pictures of B are brought."""

    said = Signal(str)
    """Why B cannot be shown."""
    changed = Signal()
    """B is something else, its offset is another one, or comparing began or ended."""

    def __init__(self, stage: Shown, booth: Booth, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._stage, self._booth, self._session = stage, booth, session
        self._closed = False
        self._other: Other | None = None
        self._chosen = False
        self.on = False
        self.second = Second(self)

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def other(self) -> Other | None:
        """What B is; None until something was chosen, or proposed when comparing begins."""
        return self._other

    @property
    def offset(self) -> int:
        """How many frames B is ahead of A."""
        return self.second.offset

    # -- hands ---------------------------------------------------------------------------------------------------------

    def use(self, other: Other | None) -> None:
        """Compare with this; with None, what is looked at now is kept as B."""
        self._other, self._chosen = other if other is not None else self._now(), True
        self.open()
        self.changed.emit()

    def switch(self, on: bool) -> None:
        """Bring pictures of B, or no longer. Without a B one is proposed."""
        if on == self.on:
            return
        self.on = on
        if on and (self._other is None or (not self._chosen and self._other == self._now())):
            self._other, self._chosen = self.proposal() or self._other, False
        if on:
            self.open()
        else:
            self._nothing()
        self.changed.emit()

    def shift(self, by: int) -> None:
        """Move B against A by so many frames."""
        self.set_offset(self.offset + by)

    def set_offset(self, frames: int) -> None:
        """Show B so many frames ahead of A, or behind it."""
        frames = min(max(frames, -MOST_OFFSET), MOST_OFFSET)
        if frames != self.offset:
            self.second.shift(frames)
            self.changed.emit()

    def open(self) -> None:
        """Have pictures of B, while comparing; again after whatever changes what B looks like."""
        if not self.on or self._closed:
            return
        cinema, other = self._booth.cinema, self._other
        if other is None:
            self._nothing()
        elif cinema is None:
            self._booth.open()
        elif other == FILM:
            self._opened(self._stage.reel())
        elif (film := self._film_with(other)) is not None:
            from engine.media.reel import film_reel

            self._opened(film_reel(film, self._stage.folder))
        else:
            folder: Path = self._stage.folder
            self._booth.errands.run(
                lambda: reel_of(other, self._session, folder),
                lambda reel: self._opened(reel) if other == self._other else None,
                key=f"comparing {id(self)}", first=True, failed=self.said.emit, host=self,
            )  # fmt: skip

    @property
    def edited(self) -> bool:
        """Whether an edit of the film changes what B looks like."""
        return self.on and (self._other == FILM or self._stage.on_program)

    def close(self) -> None:
        """End for good."""
        self._closed = True
        self._booth.errands.forget(f"comparing {id(self)}")
        self.second.close()

    # -- inside --------------------------------------------------------------------------------------------------------

    def _now(self) -> Other | None:
        """What A is."""
        return FILM if self._stage.on_program else self._stage.looked_at

    def proposal(self) -> Other | None:
        """What most likely is to be compared with A: another take of the same shot, else what is looked at."""
        stage = self._stage
        shot, shown = stage.shot_at_hand()
        document = stage.document
        if shot is not None and shown is not None:
            takes = document.shots[shot].takes
            for number in range(len(takes), 0, -1):
                take = takes[number - 1]
                if take.file != shown:
                    return of_take(take, number)
        looked = stage.looked_at
        if stage.on_program:
            return looked if looked is not None and looked.name != shown else None
        return FILM if stage.film.frames else None

    def _film_with(self, source: Source) -> "Document | None":
        """The document whose film shows this take; None where the film is not A, or has no place for the take."""
        if not self._stage.on_program or source.kind != "take":
            return None
        document = self._stage.document
        for shot in self._stage.film.shots:
            held = document.shots.get(shot)
            take = next((t for t in held.takes if t.file == source.name), None) if held is not None else None
            if take is not None:
                return document.with_pick(shot, take.id)
        return None

    def _opened(self, reel: "Reel | None") -> None:
        if self.on and not self._closed and self._booth.cinema is not None:
            self.second.use(reel, self._booth.cinema.screen)

    def _nothing(self) -> None:
        if self._booth.cinema is not None:
            self.second.use(None, self._booth.cinema.screen)
