"""Where results go: an encoded file of the cache becomes a file of the user's, or the master of a take.

In: an output of a plan, its encoded file, and the request's `Delivery`. Out: the file under its final name, whole, or
an OutputError and nothing; and the `Take`. Called by the executor on the engine thread.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from pathlib import Path
from uuid import NAMESPACE_OID, uuid5

from engine.errors import OutputError
from engine.graph import new_id
from engine.paths import takes_folder
from engine.plan import Output, Plan, Step
from engine.presets import SEQUENCE
from engine.shots import Take


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the outputs of one job go. Plain values, because the queue writes it down.

    `files` names the final path of each output of kind "file" by its `id`; `takes` is the folder of masters; `metadata`
    the texts that files carry (`shotloom`: the graph, `comment`: a line for people), empty for "share without prompts".
    With `make_folders` folders of files that are missing are made, once there is something to put into them.
    `document` says whose takes these are and `place` which node was asked for; `label` is the name and `prompt` the
    text that the queue shows.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    overwrite: bool = False
    takes: str = ""
    metadata: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    label: str = ""
    prompt: str = ""
    place: str = ""
    make_folders: bool = False

    def moved(self, old: str, new: str) -> "Delivery":
        """The same for a document that lies elsewhere now; its masters go there, unless they were never beside it."""
        beside = self.takes == str(takes_folder(Path(old)))
        return replace(self, document=new, takes=str(takes_folder(Path(new))) if beside else self.takes)


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was made of an output."""

    path: Path | None
    take: Take | None = None


def check_delivery(plan: Plan, delivery: Delivery) -> None:
    """Raise OutputError for a place that cannot take an output, before hours are spent on it."""
    from engine.media.outputs import check_folder, check_target

    folders: dict[Path, str] = {}
    for output in plan.outputs:
        if output.kind == "file":
            target = _target(output, delivery)
            if delivery.make_folders and not target.parent.is_dir():
                folder = _nearest(target.parent, output.node)
                check_target(folder / target.name, overwrite=True)
            else:
                folder = target.parent
                for path in _names(output, plan, target):
                    check_target(path, delivery.overwrite)
            folders[folder] = output.node
        elif output.kind == "take":
            _takes_folder(output, delivery)
    for folder, node in folders.items():
        try:
            check_folder(folder)
        except OutputError as error:
            raise error.at(node) from error


def deliver(
    output: Output,
    plan: Plan,
    encoded: Path | None,
    delivery: Delivery,
    *,
    seconds: float,
    notes: Sequence[str] = (),
    job: str = "",
) -> Delivered:
    """Bring one output to its place; `encoded` is its file in the cache, None for a mere result.

    A `job` that delivers once more, because it was interrupted at the end, makes a take of the same id. Raises
    OutputError; then nothing new is under the final name.
    """
    if encoded is None:
        return Delivered(None)
    try:
        if output.kind == "file":
            return Delivered(_deliver_file(output, encoded, delivery))
        path = _deliver_master(encoded, _takes_folder(output, delivery), output.key)
    except OSError as error:
        raise OutputError(
            f"the result could not be written: {error.strerror or error}",
            node=output.node,
            remedy="Free some space, or choose another folder",
        ) from error
    take = take_of(output, plan, path.name, seconds, notes)
    return Delivered(path, replace(take, id=_take_id(job, output)) if job else take)


def made_by(take: Take, job: str, output: str, most: int) -> bool:
    """Whether a job made this take of an output, as one of at most `most` takes that were asked for together."""
    return any(take.id == _id_of(job, output, take.key, number) for number in range(most))


def _take_id(job: str, output: Output) -> str:
    return _id_of(job, output.id, output.key, output.take)


def _id_of(job: str, output: str, key: str, number: int) -> str:
    return str(uuid5(NAMESPACE_OID, f"{job}/{output}/{key}/{number}"))


def take_of(output: Output, plan: Plan, file: str, seconds: float, notes: Sequence[str] = ()) -> Take:
    """The take of an output whose master is `file`; a still counts as one frame that lasts a second."""
    title, digest = _model_of(output, plan)
    return Take(
        id=new_id(),
        file=file,
        frames=output.facts.frames,
        rate=output.facts.rate or Fraction(1),
        size=output.facts.size,
        seed=output.seed or 0,
        seconds=round(seconds, 3),
        created=datetime.now().astimezone().isoformat(timespec="seconds"),
        model=title,
        model_digest=digest,
        key=output.key,
        settings=output.settings,
        notes=tuple(notes),
        made_of=output.made_of,
    )


def _deliver_file(output: Output, encoded: Path, delivery: Delivery) -> Path:
    from engine.media import sequences
    from engine.media.remux import deliver_copy

    target = _target(output, delivery)
    deliver_to = sequences.unpack if encoded.suffix == sequences.PACK else deliver_copy
    made = make_folder(target.parent, output.node) if delivery.make_folders else []
    try:
        deliver_to(encoded, target, delivery.metadata, overwrite=delivery.overwrite)
    except BaseException as error:
        for folder in made:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OutputError):
            raise error.at(output.node) from error
        raise
    return target


def make_folder(folder: Path, node: str | None = None) -> list[Path]:
    """Make a folder and those above it that are missing; which were made, the innermost first. Raises OutputError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder cannot be made: {error.strerror or error}",
            node=node,
            value=folder.name,
            remedy="Choose another folder, or change the permissions of the one above it",
        ) from error
    return missing


def _nearest(folder: Path, node: str | None) -> Path:
    """The nearest folder above one that is to be made. Raises OutputError where that is no folder."""
    found = next((place for place in (folder, *folder.parents) if place.exists()), folder)
    if not found.is_dir():
        raise OutputError(
            f"the folder cannot be made: {found.name} is a file", node=node, remedy="Choose another folder"
        )
    return found


def _names(output: Output, plan: Plan, target: Path) -> list[Path]:
    """The files that an output becomes: one, or those of a sequence of pictures."""
    step = next((step for step in plan.steps if step.key == output.key), None)
    if step is None or step.params.get("kind") != SEQUENCE:
        return [target]
    from engine.media.sequences import names

    return names(target, output.facts.frames)


def _deliver_master(encoded: Path, folder: Path, key: str) -> Path:
    """The file as `<key>.<suffix>` in the takes folder, so that the cache never holds the only copy.

    A hard link costs nothing and outlives the cache's own name; another disk gets a copy.
    """
    from engine.media.outputs import sync, temp_path

    target = folder / f"{key}{encoded.suffix}"
    if target.is_file() and target.stat().st_size == encoded.stat().st_size:
        return target
    temp = temp_path(folder)
    try:
        try:
            os.link(encoded, temp)
        except OSError:
            shutil.copyfile(encoded, temp)
        if temp.stat().st_size != encoded.stat().st_size:
            raise OutputError("the take could not be written whole", remedy="Free some space")
        sync(temp)
        os.replace(temp, target)
        sync(folder)
    finally:
        temp.unlink(missing_ok=True)
    return target


def _target(output: Output, delivery: Delivery) -> Path:
    try:
        return Path(delivery.files[output.id])
    except KeyError:
        raise OutputError(
            "no file name was given for this output", node=output.node, remedy="Use -o"
        ) from None


def _takes_folder(output: Output, delivery: Delivery) -> Path:
    if not delivery.takes:
        raise OutputError("this document has no folder for takes", node=output.node, remedy="Save it first")
    folder = Path(delivery.takes)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"the folder for takes cannot be made: {error.strerror or error}",
            node=output.node,
            value=folder.name,
            remedy="Change its permissions, or save the document elsewhere",
        ) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(
            "the folder for takes may not be written",
            node=output.node,
            value=folder.name,
            remedy="Change its permissions, or save the document elsewhere",
        )
    return folder


def upstream(plan: Plan, key: str) -> list[Step]:
    """The steps that a result depends on, itself included, in running order."""
    needed = {key}
    found = []
    for step in reversed(plan.steps):
        if step.key in needed:
            needed.update(step.inputs)
            found.append(step)
    return found[::-1]


def _model_of(output: Output, plan: Plan) -> tuple[str, str]:
    """Title and digest of the model that made this output; empty where no model had a part."""
    digests = [str(s.params["model"]) for s in upstream(plan, output.key) if s.op == "denoise"]
    digest = digests[-1] if digests else ""
    return output.model.removesuffix(digest).strip(), digest
