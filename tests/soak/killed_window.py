"""The window that `work_kills` kills: goes on with what the one before left, and keeps three jobs in the queue.

It tells what happens as JSON lines: ["queued", job, seed], ["begun", job] and ["step", job] as its steps begin and
end, ["made", take, file], ["over", job, state], and at its end ["again", steps that ran].
"""

import json
import sys
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QTimer

from engine import events
from engine.device import prepare_environment
from engine.job import RUNNING, WAITING
from studio.app import Studio, make_application
from studio.projects import recovery
from studio.projects.opened import OpenDocument
from studio.work.bridge import Bridge
from tests.soak.work_kills import steps_of
from tests.studio import quick

AHEAD = 3
LOOK_MS = 30
PACE = 5
"""The project is saved whenever it has so many takes more."""
QUICK_STEP_SECONDS = 0.05
"""A step of the quick model: as long as one of the built-in model takes on a good machine."""


def tell(*what: object) -> None:
    """One line, at once: the kill comes when it comes."""
    print(json.dumps(what), flush=True)


class KilledWindow(QObject):
    """One start of the program, and a wish whenever fewer than three jobs are left. `last` is the newest job's seed."""

    def __init__(self, path: Path, last: int) -> None:
        super().__init__()
        self.studio = Studio(make_application())
        self.parts = self.studio.parts
        self.seed = last
        self._wishing = False
        self._begun: set[str] = set()
        self._known: set[str] = set()
        bridge = self.studio.findChild(Bridge)
        assert bridge is not None
        bridge.happened.connect(self.hear)
        self.document = self._opened(path)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        self.parts.warmup.ready.connect(self._clock.start)

    def _opened(self, path: Path) -> OpenDocument:
        offers = recovery.offers()
        self.studio.show(None if offers else path, None)
        for offer in offers:
            self.parts.workspace.recover(offer)
        (document,) = self.parts.workspace.documents
        return document

    def hear(self, event: events.Event) -> None:
        """Tell what the engine said."""
        match event:
            case events.Queued() if self._wishing and event.job not in self._known:
                self._wishing = False
                tell("queued", event.job, self.seed)
            case events.StepStarted():
                tell("step" if event.job in self._begun else "begun", event.job)
                self._begun.add(event.job)
            case events.StepFinished():
                tell("step", event.job)
            case events.Finished() if event.take is not None:
                tell("made", event.take.id, event.take.file)
                self._save_now_and_then()
            case events.Ended():
                tell("over", event.job, event.state)
        self._known.add(event.job)

    def _save_now_and_then(self) -> None:
        shot = self.document.model.document.shots.get("shot")
        if shot is not None and len(shot.takes) % PACE == 0:
            self.parts.workspace.save(self.document)

    def look(self) -> None:
        """Wish for another job, or end the program once nothing is left to do."""
        jobs = self.parts.jobs
        left = sum(not line.over for line in jobs.lines)
        if self.seed >= 0 and left < AHEAD and not self._wishing:
            self.seed += 1
            self._wish()
        elif self.seed < 0 and not jobs.busy and self._at_rest():
            self._clock.stop()
            self._ask_again()

    def _at_rest(self) -> bool:
        """Whether the queue has nothing left and all that arrived is in the project: the window hears of either later
        than it opens.
        """
        session, shots = self.parts.session, self.document.model.document.shots
        there = {take.key for take in shots["shot"].takes} if "shot" in shots else set()
        arrived = session.arrivals.of(str(self.document.place))
        left = session.queue.records(WAITING, RUNNING)
        return not left and all(arrival.take.key in there for arrival in arrived)

    def _wish(self) -> None:
        self._wishing = True
        self._known |= {line.id for line in self.parts.jobs.lines}
        self._ask(self.seed)

    def _ask(self, seed: int) -> None:
        params = {"seed": seed, "steps": steps_of(seed)}
        self.document.model.edit(
            "Draw", lambda d: d.with_graph(d.graph.put(d.graph["generate"].with_params(**params)))
        )
        self.studio.window.bindings.run("work.all")

    def _ask_again(self) -> None:
        """Everything is there: a take's job must find it in the cache. Then save, and end."""

        def ended(event: events.Event) -> None:
            if isinstance(event, events.Ended):
                tell("again", event.ran)
                assert self.parts.workspace.save(self.document)
                self.studio.application.exit(0)

        bridge = self.studio.findChild(Bridge)
        assert bridge is not None
        bridge.happened.connect(ended)
        # The project may hold a wish that its window did not live to queue: asked for is the take that came last.
        self._ask(self.document.model.document.shots["shot"].takes[-1].seed)


def work(path: Path, last: int, model: str) -> None:
    """Open the window on a project and generate until killed; with `last` -1 until nothing waits."""
    prepare_environment()
    if model == "quick":
        quick.install(QUICK_STEP_SECONDS)
        quick.without_torch()
    sys.setswitchinterval(0.001)
    window = KilledWindow(path, last)

    def fail(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, error, trace)
        window.studio.application.exit(1)

    sys.excepthook = fail
    code = window.studio.application.exec()
    window.studio.close()
    sys.exit(code)


if __name__ == "__main__":
    work(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
