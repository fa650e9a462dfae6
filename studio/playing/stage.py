"""What plays on one page: the film under one playhead, and what is looked at beside it (a take, a clip) under another.

In: the document, what its nodes show, moving previews. Out: the two transports, which viewer and timeline follow, and
the one of them that was touched last. Every edit makes the film anew at once; its files are opened when a picture is
wanted. Made by the page.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from engine.document import Document
from engine.film import Film
from engine.session import Session
from engine.timeline import Timeline
from studio.document import Change, DocumentModel
from studio.playing.booth import Booth
from studio.playing.clips import plays, reel_of
from studio.playing.comparing import Comparing, Other
from studio.playing.jog import Jog
from studio.playing.previewing import lead_of
from studio.playing.transport import Transport
from studio.survey.pictures import Source
from studio.survey.status import Place

if TYPE_CHECKING:
    from engine.media.cinema import Cinema
    from engine.media.footage import Footage
    from engine.media.frames import Clip
    from engine.media.player import Mix, Player
    from engine.media.reel import Reel


class Stage(QObject):
    """`program` is the film, `source` what is looked at beside it; `current` the one that the viewer shows.

    `takes` tells the folder of the masters; `made_of` whether what a shot shows is made of what another node makes.
    """

    switched = Signal()
    """`current` is the other one now."""
    ready = Signal()
    """`cinema` is there."""
    cinema_changed = Signal(str)
    """The key of footage that has a new thumbnail or proxy."""
    sounds_changed = Signal()
    """A sound was decoded: its peaks can be drawn."""
    said = Signal(str)
    """Why something cannot be played."""

    def __init__(
        self,
        model: DocumentModel,
        session: Session,
        booth: Booth,
        takes: Callable[[], Path],
        made_of: Callable[[Place, Place], bool] = lambda shot, node: shot == node,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._model, self._session, self._booth = model, session, booth
        self._takes, self._made_of = takes, made_of
        self._closed = False
        self._film: Film | None = None
        self._live: dict[str, Clip] = {}
        self._source: Source | None = None
        self._sounds: set[str] = set()
        self._proxied: set[str] = set()
        self.program = Transport(self._sounding, self)
        self.source = Transport(parent=self)
        self.current = self.source
        self.comparing = Comparing(self, booth, session, self)
        """What is compared with what the viewer shows."""
        self.comparing.said.connect(self.said)
        self.comparing.second.follow(self.current)
        self.program.touched.connect(self.use_program)
        self.source.touched.connect(self._source_touched)
        self.program.wanted.connect(self._open_film)
        self.program.changed.connect(self._program_changed)
        self.source.wanted.connect(self._open_source)
        model.changed.connect(self._on_change)
        booth.ready.connect(self._opened)
        booth.changed.connect(self.cinema_changed)
        booth.failed.connect(self.said)
        self._watching = self._stale = False
        self.jog = Jog(parent=self)
        """How J, K and L are held."""
        self.program.show(self.film)

    # -- what is there -------------------------------------------------------------------------------------------------

    @property
    def film(self) -> Film:
        """The film as it is now; the reel's, where that is open."""
        if self._film is None:
            self._film = Film.of(self._model.document)
        return self._film

    @property
    def cinema(self) -> "Cinema | None":
        """The engine's cinema; None until its modules are read (`open`, then `ready`)."""
        return self._booth.cinema

    @property
    def booth(self) -> Booth:
        """Where the pictures come from, and how loud films are heard."""
        return self._booth

    @property
    def sounds(self) -> bool:
        """Whether what the viewer shows can be heard."""
        return self.on_program and bool(self._model.document.timeline.sounds)

    @property
    def document(self) -> Document:
        """What the film is made of."""
        return self._model.document

    @property
    def folder(self) -> Path:
        """Where the masters of the takes lie."""
        return self._takes()

    @property
    def looked_at(self) -> Source | None:
        """What is shown beside the film, where that is a clip."""
        return self._source

    @property
    def on_program(self) -> bool:
        """Whether the viewer shows the film."""
        return self.current is self.program

    def open(self) -> None:
        """Have the cinema ready soon: somebody wants thumbnails, or the bar of what is cached."""
        if self.cinema is None:
            self._booth.open()
        elif self.program.reel is None:
            self._opened()

    def footage(self, shot: str) -> "Footage | None":
        """The file that a shot shows now; None where it has none, or its modules are not read yet."""
        reel = self.program.reel
        if reel is not None:
            return reel.footage.get(shot)
        take = self._model.document.picked(shot) if shot in self._model.document.shots else None
        if take is None or self.cinema is None:
            return None
        from engine.media.footage import take_footage

        return take_footage(take, self._takes())

    def shot_at_hand(self) -> tuple[str | None, str | None]:
        """The shot of what the viewer shows, and the file of the take that it shows of it."""
        document = self._model.document
        if self.on_program:
            spot = self.film.shot_at(self.program.frame)
            shot = spot.item.shot if spot is not None else None
            take = document.picked(shot) if shot is not None and shot in document.shots else None
            return shot, take.file if take is not None else None
        if self._source is None or self._source.kind != "take":
            return None, None
        file = self._source.name
        shots = document.shots.values()
        return next((s.id for s in shots if any(t.file == file for t in s.takes)), None), file

    @property
    def live(self) -> "Mapping[str, Clip]":
        """Moving previews of shots that are being made, by shot."""
        return self._live

    def states(self, start: float, stop: float, columns: int, done: Callable[[object], None]) -> None:
        """Ask for the bar below the ruler, a `playback_state.State` per column of the film's frames [start, stop)."""
        cinema, reel = self.cinema, self.program.reel
        if cinema is None or reel is None:
            self.open()
        else:
            self._booth.errands.run(
                lambda: cinema.states(reel, start, stop, columns),
                done,
                key=f"{self._name}: states",
                host=self,
            )

    # -- what is shown -------------------------------------------------------------------------------------------------

    def try_on(self, timeline: Timeline | None, frame: int = 0) -> None:
        """While a hand tries a cut, show a frame of it if the film is looked at; None: as the film is."""
        reel = self.program.reel
        if timeline is None or reel is None or not self.on_program:
            self.program.try_on(None)
        else:
            film = Film(timeline, self.film.size, self.film.sources)
            self.program.try_on(replace(reel, film=film), frame)

    def stay_with_program(self) -> None:
        """Somebody works on the film that is looked at: a node that this selects does not take its place."""
        if self.on_program:
            self.program.touched.emit()

    def use_program(self) -> None:
        """Show the film."""
        self._use(self.program)

    def use_source(self) -> None:
        """Show what is looked at beside it."""
        self._use(self.source)

    @property
    def watching(self) -> bool:
        """Whether anybody sees the pictures."""
        return self._watching

    def watch(self, on: bool) -> None:
        """Whether anybody sees the pictures; what nobody sees is not read."""
        self._watching = on
        self.program.watched = on and self.on_program
        self.source.watched = on and not self.on_program and self.source.reel is not None

    def show_source(self, source: Source | None) -> bool:
        """What the viewer shows of a node, and whether that is another one now. Nothing is opened before it is played
        or scrubbed.
        """
        source = source if plays(source) else None
        if source == self._source:
            return False
        self._source = source
        self.source.watched = False
        facts = source.facts if source is not None else None
        # The middle one is the picture that nodes show.
        self.source.show_new(facts, facts.frames // 2 if facts is not None else 0)
        return True

    def set_second(self, other: Other | None = None) -> None:
        """What to compare with: this, or what is looked at now."""
        self.comparing.use(other)

    def play_live(self, made: Place, frames: object, rate: float) -> None:
        """What is being made looks like this now: shots that are made of it show it in the film."""
        from fractions import Fraction

        import numpy as np

        pixels = np.asarray(frames)
        shots = [shot for shot in self.film.shots if self._made_of(shot, made)]
        # What continues a shot that has no take yet is made of the same, but not now.
        shots = [shot for shot in shots if not any(o != shot and self._made_of(shot, o) for o in shots)]
        if not shots or pixels.ndim != 4:
            return
        from engine.media.frames import ArrayClip

        exact = Fraction(rate).limit_denominator(1001)
        for shot in shots:
            lead = lead_of(self._model.document, shot, made, len(pixels) / exact)
            # Until the preview begins its first frame stands still.
            order = np.maximum(np.arange(len(pixels) + round(lead * exact)) - round(lead * exact), 0)
            self._live[shot] = ArrayClip(np.ascontiguousarray(pixels[order]), exact)
        self._renew_at_rest()

    def rest_live(self) -> None:
        """Nothing is being made any more."""
        if self._live:
            self._live.clear()
            self._renew_at_rest()

    def pause(self) -> None:
        """Rest: the page goes out of sight, or what it plays changes hands."""
        self.program.pause()
        self.source.pause()

    def renew(self) -> None:
        """The takes lie elsewhere now."""
        self._renew()

    def look_for_sounds(self) -> None:
        """Files that were missing may have been found."""
        if self.cinema is not None and not self._closed:
            self._load_sounds()

    def close(self) -> None:
        """End for good."""
        if self._closed:
            return
        self._closed = True
        self._model.changed.disconnect(self._on_change)
        self._booth.errands.forget(self._name)
        self.program.close()
        self.source.close()
        self.comparing.close()

    # -- inside --------------------------------------------------------------------------------------------------------

    @property
    def _name(self) -> str:
        return f"stage {id(self)}"

    def _source_touched(self) -> None:
        self.use_source()
        self.source.watched = self._watching

    def _use(self, transport: Transport) -> None:
        if transport is not self.current:
            self.current.pause()
            self.current = transport
            self.watch(self._watching)
            self.comparing.second.follow(transport)
            self.switched.emit()
            self.comparing.open()

    def _on_change(self, change: Change) -> None:
        before, after = change.before, change.after
        if (
            _without_markers(before.timeline) != _without_markers(after.timeline)
            or before.shots is not after.shots
            or before.settings != after.settings
        ):
            self._renew()

    def _renew(self) -> None:
        """The film as it is now, with its reel if that was open."""
        if self._closed:
            return
        self._film = None
        if self.cinema is None:
            self.program.show(self.film)
            return
        reel = self.reel()
        self.program.show(self.film, reel)
        fresh = [footage for footage in reel.footage.values() if footage.key not in self._proxied]
        if fresh:
            self._proxied.update(footage.key for footage in fresh)
            self.cinema.want_proxies(fresh)
        self._load_sounds()
        if self.comparing.edited:
            self.comparing.open()

    def _renew_at_rest(self) -> None:
        """As `_renew`, but what plays is not held up by a preview."""
        self._stale = self.program.playing
        if not self._stale:
            self._renew()

    def _program_changed(self) -> None:
        if self._stale and not self.program.playing:
            self._stale = False
            self._renew()

    def reel(self) -> "Reel":
        """The film to be read, with its moving previews."""
        from engine.media.reel import film_reel

        reel = film_reel(self._model.document, self._takes(), dict(self._live))
        assert isinstance(reel.film, Film)
        self._film = reel.film
        return reel

    def _opened(self) -> None:
        if self._closed:
            return
        self._renew()
        self.ready.emit()
        if self.source.watched or self.source.playing:
            self._open_source()
        self.comparing.open()

    def _open_film(self) -> None:
        cinema = self.cinema
        if cinema is None:
            self._booth.open()
            return
        if self.program.reel is None:
            self._renew()
        if not self._closed and self.program.reel is not None:
            self.program.give(self.program.reel, cinema.screen)

    def _open_source(self) -> None:
        cinema, source = self.cinema, self._source
        if source is None:
            return
        if cinema is None:
            self._booth.open()
            return
        takes = self._takes()
        self._booth.errands.run(
            lambda: reel_of(source, self._session, takes),
            lambda reel: self._source_opened(source, reel),
            key=f"{self._name}: source", first=True, failed=self._not_opened, host=self,
        )  # fmt: skip

    def _source_opened(self, source: Source, reel: "Reel") -> None:
        cinema = self.cinema
        if source == self._source and cinema is not None and not self._closed:
            self.source.give(reel, cinema.screen)

    def _not_opened(self, message: str) -> None:
        self.source.pause()
        self.said.emit(message)

    # -- what is heard -------------------------------------------------------------------------------------------------

    def _sounding(self) -> "tuple[Player, Mix] | None":
        sounds, cinema = self._model.document.timeline.sounds, self.cinema
        if not sounds or cinema is None:
            return None
        from engine.media.sound_mix import mix

        tracks = self._session.sounds.tracks(self._model.document.media)
        return cinema.player, lambda first, count: mix(sounds, tracks, first, count)

    def _load_sounds(self) -> None:
        """Decode what the film sounds of, one after the other; until then those are silent."""
        document, session = self._model.document, self._session
        for sound in document.timeline.sounds:
            item = document.media.get(sound.media)
            if item is None or not item.sha256 or item.sha256 in self._sounds:
                continue
            self._sounds.add(item.sha256)
            self._booth.errands.run(
                lambda sha=item.sha256: _load(session, sha),  # type: ignore[misc]
                lambda there, sha=item.sha256: self._sound_there(sha, there),  # type: ignore[misc]
                key=f"{self._name}: sound {item.sha256}",
                failed=self.said.emit,
                host=self,
            )

    def _sound_there(self, sha256: str, there: bool) -> None:
        if not there:
            # Its file is gone, and may be found yet.
            self._sounds.discard(sha256)
        elif not self._closed:
            self.sounds_changed.emit()


def _load(session: Session, sha256: str) -> bool:
    """Decode a sound and measure its peaks; False where its file is gone."""
    path = session.media.find(sha256)
    if path is None:
        return False
    session.sounds.load(sha256, path)
    session.sounds.peaks(sha256)
    return True


def _without_markers(timeline: Timeline) -> Timeline:
    """What is seen and heard of a cut: setting markers to the beat must not hold up what plays."""
    return replace(timeline, markers=()) if timeline.markers else timeline
