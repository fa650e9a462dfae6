"""What a wish would cost before it is made: seconds, memory, steps to run, steps that are there already.

In: what is selected, the checker's last look at the document, the cache. Out: a `Forecast`, and a signal when it is
another one. Compiling is done on the errands' thread, after each check and each change of the selection. One per
open document; the generate bar shows it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from engine.compile import CLIP_FORMATS, IMAGE_FORMATS, Compiler, Request, Target
from engine.errors import Problem
from engine.estimate import Costs, Figures, kind_of
from engine.plan import Plan, Step
from engine.session import Session
from engine.survey import Survey
from engine.types import FactKind
from engine.walk import missing
from studio.edit.seeds import with_fresh_seeds
from studio.errands import Errands
from studio.focus import Focus
from studio.survey.checker import Checker
from studio.survey.findings import name_in, named, problems_in
from studio.survey.status import Place, Status
from studio.words import tr
from studio.work.aims import behind, meant
from studio.work.asking import FILE, TAKE, is_kept, targets_of
from studio.work.load import Load
from studio.work.waves import waves, with_takes_to_come

UNSEEN = 2**53 - 3
"""A seed that no take has, for those that are yet to be drawn."""
REST_MS = 60
"""Selections under a moving rubber band that follow each other this closely are computed once."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What it takes to make `targets`: `seconds`, `bytes` at most at one time, steps to `run` and steps `cached`.

    `allowed` is the memory that the device gives, in bytes, 0 while that is unknown. `problem` says why nothing can be
    made, "" where something can. `names` are what the artist calls the targets. `behind` are, where everything is
    there, the names of shots that are not; `made` says whether each of these has takes of an earlier graph. `files`
    are written beside that. `gone` are the names of shots of whose take, made from exactly this, the file is gone.
    `busy`: some of it was never measured here, and is taken to last longer as other programs compute.
    """

    targets: tuple[Target, ...] = ()
    seconds: float = 0.0
    bytes: int = 0
    allowed: int = 0
    run: int = 0
    cached: int = 0
    problem: str = ""
    names: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    made: bool = True
    files: int = 0
    gone: tuple[str, ...] = ()
    busy: bool = False

    @property
    def fits(self) -> bool:
        """Whether memory suffices without the ways of using less."""
        return not self.allowed or self.bytes <= self.allowed

    @property
    def ready(self) -> bool:
        """Whether everything that is wanted is there already."""
        return bool(self.targets) and not self.problem and not (self.run or self.files or self.gone)


def forecast(
    compiler: Compiler,
    survey: Survey,
    selected: Collection[Place],
    has: Callable[[str], bool],
    figures: Figures,
    takes: int = 1,
    done: Callable[[str], float] = lambda _: 0.0,
    there: Callable[[str], bool] = lambda _: True,
    slower: float = 1.0,
) -> Forecast:
    """The forecast of a wish; `has` says whether the cache holds a key, `figures` how long steps take, `done` how much
    of a step that was stopped is there to go on from (0 to 1).

    Of several takes each has a seed of its own: what hangs on the noise runs once for every one of them. Not for the
    GUI thread.
    """
    targets = tuple(targets_of(survey, meant(survey, selected, has)))
    if not targets:
        return Forecast(problem=_obstacle(survey))
    names = tuple(name_in(survey, target.node) for target in targets)
    written = [_written(survey, target) for target in targets]
    files = sum(target.kind == FILE for target in written)
    plans, errors = _plans(compiler, survey, written)
    if not plans:
        first = next(iter(errors), None)
        told = named(survey, first) if first else tr("Nothing can be made.")
        return Forecast(targets, problem=told, names=names)
    wanted_keys = {output.key for plan in plans for output in plan.outputs}
    shots = survey.document.shots.values()
    takes_of = {take.key: take.file for shot in shots for take in shot.takes if take.key in wanted_keys}
    made = {key for key, file in takes_of.items() if there(file)}

    def held(key: str) -> bool:
        # A take that was made from exactly this is an answer, whether or not its parts are stored any more.
        return key in made or has(key)

    steps: dict[str, Step] = {}
    todo: dict[str, Step] = {}
    again: list[Step] = []
    costs: Costs = {}
    for plan in plans:
        figures.forecast(plan.steps, costs)
        steps |= {step.key: step for step in _work(plan.steps)}
        wanted = [output.key for output in plan.outputs]
        todo |= {step.key: step for step in _work(missing(plan.steps, wanted, held))}
        again += _noisy(plan) * (takes - 1) if plan.outputs[0].kind == TAKE else []
    run = [*todo.values(), *again]
    budget = compiler.environment.budget
    guessed = {step.key for step in run if kind_of(step) not in figures.curves}
    pace = {step.key: slower if step.key in guessed else 1.0 for step in run}
    begun = sum(costs[key][0] * pace[key] * done(key) for key, step in todo.items() if step.op == "denoise")
    others = behind(survey, has) if not run and not files else ()
    parts = {step.spec.component for step in run}
    weights = max((budget.components.get(part, 0) for part in parts if part is not None), default=0)
    return Forecast(
        targets,
        seconds=sum(costs[step.key][0] * pace[step.key] for step in run) - begun,
        bytes=max((costs[step.key][1] for step in run), default=0) + weights,
        allowed=budget.memory,
        run=len(run),
        cached=len(steps) - len(todo),
        names=names,
        behind=tuple(name_in(survey, place) for place in others),
        made=all(_has_takes(survey, place) for place in others),
        files=files,
        busy=bool(guessed) and slower > 1.0,
        gone=tuple(o.title for plan in plans for o in plan.outputs if o.key in takes_of.keys() - made),
    )


def _written(survey: Survey, target: Target) -> Target:
    """What is really asked for: of a node that saves a file its file, which is encoded, in the usual format."""
    part = survey.lowered.get(target.node)
    if target.kind == TAKE or part is None or part.sink is None or part.sink.kind != FILE:
        return target
    clip = part.sink.picture.facts.kind is FactKind.CLIP
    return Target(target.node, FILE, (CLIP_FORMATS if clip else IMAGE_FORMATS)[0])


def _plans(compiler: Compiler, survey: Survey, targets: Sequence[Target]) -> tuple[list[Plan], list[Problem]]:
    """Plans of the takes and of the mere results, and what stands in the way.

    Where a seed is drawn for every take, none that was made before will do. What hangs on a shot is made of the take
    that this gets first.
    """
    document = survey.document
    drawn = with_fresh_seeds(document, lambda: UNSEEN)
    found: list[Plan] = []
    errors: list[Problem] = []
    for wave in waves(survey, targets):
        shots = with_takes_to_come(document, found).shots
        for given, takes in ((drawn, True), (document, False)):
            wanted = tuple(target for target in wave if (target.kind == TAKE) is takes)
            compiled = compiler.compile(replace(given, shots=shots), Request(wanted)) if wanted else None
            if compiled is not None:
                errors += compiled.errors
                found += [compiled.plan] if compiled.plan is not None else []
    return found, errors


def _has_takes(survey: Survey, place: Place) -> bool:
    shot = survey.document.shots.get(place)
    return shot is not None and bool(shot.takes)


def _work(steps: Collection[Step]) -> list[Step]:
    return [step for step in steps if not step.spec.view]


def _noisy(plan: Plan) -> list[Step]:
    """The steps that another seed changes: what denoises, and whatever is made of that."""
    changed: set[str] = set()
    found = []
    for step in plan.steps:
        if step.op == "denoise" or changed.intersection(step.inputs):
            changed.add(step.key)
            found.append(step)
    return _work(found)


def _obstacle(survey: Survey) -> str:
    """Why no shot can be made, where there are shots."""
    wrong = [(place, p) for place, p in problems_in(survey) if p.severity == "error"]
    return next((named(survey, replace(problem, node=place)) for place, problem in wrong), "")


class Forecaster(QObject):
    """Keeps the forecast of one document in step with it; `folder` is asked where its takes lie.

    `value` is None while keys mean nothing yet.
    """

    changed = Signal()

    def __init__(
        self,
        focus: Focus,
        status: Status,
        checker: Checker,
        session: Session,
        errands: Errands,
        folder: Callable[[], Path],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._load = Load()
        self.value: Forecast | None = None
        self._focus = focus
        self._status = status
        self._checker = checker
        self._session = session
        self._errands = errands
        self._takes = 1
        self._closed = False
        self._name = f"forecast {id(self)}"
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        checker.checked.connect(self._rest.start)
        focus.selection_changed.connect(self._rest.start)

    def selected(self) -> list[Place]:
        """What is selected, as places."""
        return [self._status.place(node) for node in sorted(self._focus.nodes)]

    def set_takes(self, takes: int) -> None:
        """How many takes are wanted from now on."""
        if takes != self._takes:
            self._takes = takes
            self._rest.start()

    def again(self) -> None:
        """Look again: work ended, or was stopped and can go on."""
        if not self._closed:
            self._rest.start()

    def close(self) -> None:
        """Look no more."""
        self._closed = True
        self._rest.stop()
        self._errands.forget(self._name)

    def _look(self) -> None:
        survey, compiler = self._checker.survey, self._checker.compiler
        if self._closed or not self._checker.keys or survey is None or compiler is None:
            return
        selected, takes, session = self.selected(), self._takes, self._session
        folder = self._folder()

        def work() -> Forecast:
            figures = session.figures.snapshot()
            return forecast(
                compiler, survey, selected, session.cache.has, figures, takes, session.checkpoints.share,
                lambda file: is_kept(folder, file), self._load.factor(),
            )  # fmt: skip

        # The checker's compiler is used on the errands' thread only, where one errand follows the other.
        self._errands.run(work, self._told, key=self._name)

    def _told(self, value: Forecast) -> None:
        if not self._closed and value != self.value:
            self.value = value
            self.changed.emit()
