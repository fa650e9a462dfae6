"""The keys of playing, as every panel offers them that has a playhead: space, J K L, arrows, marks.

In: a stage. Out: `Command`s by action id (`studio.actions`), for the transport that the viewer shows unless told.
Called where viewer and timeline offer what they can.
"""

from collections.abc import Callable, Mapping

from studio.actions import Command
from studio.playing.stage import Stage
from studio.playing.transport import Transport


def play_commands(stage: Stage, which: Callable[[], Transport] | None = None) -> Mapping[str, Command]:
    """What can be done with the playhead; `which` one, the viewer's unless told."""
    now = which or (lambda: stage.current)

    def some() -> bool:
        return now().frames > 0

    def command(run: Callable[[Transport], object], enabled: Callable[[], bool] = some) -> Command:
        return Command(lambda: run(now()), enabled)

    def shuttle(way: int) -> Callable[[Transport], object]:
        # With K held, J and L are single frames.
        return lambda transport: transport.step(way) if stage.jog.held else transport.shuttle(way)

    return {
        "play.toggle": command(Transport.toggle),
        "play.span": command(lambda transport: transport.play(within=True)),
        "play.seam": command(lambda transport: transport.play_around(_around_cut(stage, transport))),
        "play.back": command(shuttle(-1)),
        "play.stop": command(Transport.pause),
        "play.forward": command(shuttle(1)),
        "play.frame_back": command(lambda transport: transport.step(-1)),
        "play.frame_on": command(lambda transport: transport.step(1)),
        "play.second_back": command(lambda transport: transport.step(-_second(transport))),
        "play.second_on": command(lambda transport: transport.step(_second(transport))),
        "play.start": command(lambda transport: transport.go(0)),
        "play.end": command(lambda transport: transport.go(transport.frames - 1)),
        "play.previous_cut": command(lambda transport: transport.go(previous_cut(stage, transport))),
        "play.next_cut": command(lambda transport: transport.go(next_cut(stage, transport))),
        "play.set_in": command(lambda transport: transport.set_in()),
        "play.set_out": command(lambda transport: transport.set_out()),
        "play.go_in": command(lambda transport: transport.go(transport.span[0])),
        "play.go_out": command(lambda transport: transport.go(transport.span[1] - 1)),
        "play.clear_marks": command(Transport.clear_marks),
        "play.mute": Command(
            lambda: stage.booth.set_level(0.0 if stage.booth.level else 1.0),
            lambda: True,
            lambda: stage.booth.level == 0.0,
        ),
        "play.loop": Command(
            lambda: now().set_loop(not now().loop), lambda: True, lambda: now().loop
        ),
    }  # fmt: skip


def previous_cut(stage: Stage, transport: Transport) -> int:
    """Where the cut before the playhead is; the start, where there is none."""
    if transport is not stage.program:
        return 0
    return stage.film.previous_cut(transport.frame) or 0


def next_cut(stage: Stage, transport: Transport) -> int:
    """Where the next cut is; the end, where there is none."""
    last = transport.frames - 1
    if transport is not stage.program:
        return last
    found = stage.film.next_cut(transport.frame)
    return last if found is None else min(found, last)


def _around_cut(stage: Stage, transport: Transport) -> tuple[int, int]:
    """A second on both sides of the nearest cut; of the playhead, where nothing is cut."""
    middle, second = transport.frame, _second(transport)
    if transport is stage.program:
        cuts = [cut for cut in stage.film.cuts() if 0 < cut < transport.frames]
        middle = min(cuts, key=lambda cut: abs(cut - transport.frame), default=middle)
    return middle - second, middle + second


def _second(transport: Transport) -> int:
    return max(1, round(float(transport.rate)))
