"""REPORT.md and its contact sheets: what the built-in model can do, in words, figures and pictures.

In: a folder of weights.  Out: ``REPORT.md`` and three JPEG sheets in a folder.  Called by
``python -m engine.training report``.
"""

import json
import tempfile
from pathlib import Path
from typing import Final

from engine.model.weights import save_weights
from engine.model_file import read_header
from engine.training.checkpoint import load_checkpoint
from engine.training.evaluation.metrics import FACTS, SCORED, Figure, told
from engine.training.evaluation.prompts import HELD_OUT, SEEN
from engine.training.evaluation.sheets import write_sheets
from engine.training.evaluation.survey import SEEDS, Row, Survey, left_right, survey
from engine.training.student import averaged_dit

TITLES: Final = {
    "kind": "object", "colour": "colour of the object", "direction": "direction, left or right", "motion": "motion",
    "camera": "camera", "place": "place", "time_of_day": "time of day", "weather": "weather", "style": "style",
    "count": "count",
}  # fmt: skip
AIMS: Final = {
    "kind": "0.60 / 0.90", "colour": "- / 0.85", "direction": "0.75 / 0.85", "camera": "- / 0.80", "place": "0.90",
    "time_of_day": "0.90", "count": "- / 0.75",
}  # fmt: skip
"""What weights trained on a CPU / on a GPU should reach."""


def write_report(
    models: Path, out: Path, *, prompts: int = 400, state: Path | None = None, device: str = "cpu"
) -> list[Path]:
    """Survey the model of a folder and write the report; returns the files.

    Where ``state`` holds the checkpoint that the weights were exported from, the report says what 8 bits cost.
    """
    with tempfile.TemporaryDirectory() as folder:
        floats = None if state is None else float_weights(models, state, Path(folder))
        found = survey(models, prompts, lambda text: print(text, flush=True), device=device, floats=floats)
    out.mkdir(parents=True, exist_ok=True)
    pictures = write_sheets(found, out)
    page = out / "REPORT.md"
    page.write_text(report_text(found), encoding="utf-8")
    return [page, *pictures]


def float_weights(models: Path, state: Path, folder: Path) -> Path | None:
    """The transformer of the checkpoint in ``state`` without rounding, if it is the one that ``models`` holds."""
    shipped = sorted(models.glob("*.dit.safetensors"))
    stored = load_checkpoint(state / "dit.pt")
    if not shipped or stored is None:
        return None
    metadata = dict(read_header(shipped[0]).metadata)
    if metadata.get("steps") != str(stored["progress"]["step"]):
        return None
    target = folder / shipped[0].name
    save_weights(target, averaged_dit(stored).state_dict(), metadata, bits=32)
    return target


def report_text(found: Survey) -> str:
    """The page."""
    low, high = found.interval
    weights = found.weights
    size = json.loads(weights["config"])
    test = left_right(found)
    lines = [
        "# What the built-in model can do",
        "",
        (
            f"Weights: {weights['name']}, {size['layers']} layers of width {size['dim']}, "
            f"{weights.get('steps', '?')} steps, {weights.get('clips', '?')} clips seen, "
            f"{weights.get('hours', '?')} hours of training. Measured on {len(found.prompts)} fixed prompts in "
            f"{found.minutes:.0f} minutes by `python -m engine.training report`; nothing on this page is written by "
            "hand."
        ),
        "",
        "## In plain words",
        "",
        *_plain_words(found),
        "",
        (
            f"**Score: {found.model.score:.1f} of 100** (95 % interval {low:.1f} to {high:.1f}). 0 is a model that "
            "does not read its prompt, 100 the renderer that made the training clips. It is the mean over "
            f"{', '.join(TITLES[fact] for fact in told(found.oracle.figures))} of (agreement - null) / "
            "(oracle - null), each between 0 and 1; what the evaluator cannot tell even in the renderer's clips is "
            "left out. New weights replace these when they score at least 3 more on the same prompts."
        ),
        "",
        "## Does the clip show what the prompt asks for?",
        "",
        *_agreement_table(found),
        "",
        (
            "The evaluator is a small network that was trained on rendered clips alone and enters no training loss; "
            "*its own* is how often it is right about rendered clips that it never saw, after the autoencoder's round "
            "trip. Nobody can be measured as better than that. *Null*: the same clips against shuffled prompts. "
            "*Chance*: one of so many answers, whatever is shown. *Oracle*: the renderer's clips of the same scenes "
            "through the autoencoder and back. A fact is judged only where the text names it. Intervals are Wilson's "
            "at 95 %. Aims are for weights trained on a CPU / on a GPU."
        ),
        "",
        "## Left or right",
        "",
        (
            f"{test['model'].right} of {test['model'].asked} clips of {test['model'].asked // 2} pairs of prompts that "
            "differ in one word move the right way (chance is half; "
            f"interval {_interval(test['model'])}). The renderer's clips: {test['oracle'].right} of "
            f"{test['oracle'].asked}. The way is read from the track of the evaluator's map of actors."
        ),
        "",
        "## Steps, sizes, lengths, bits",
        "",
        *_variant_table(found),
        "",
        "## Over time",
        "",
        *_looks_table(found),
        "",
        "## The autoencoder, keyframes and joins",
        "",
        *_kept_lines(found),
        "",
        "## Pictures",
        "",
        "Four frames of each clip: left the model, right the renderer's clip of the same scene.",
        "",
        "![Drafts](REPORT-drafts.jpg)",
        "",
        "The same model, one frame of each clip enlarged four times by the bundled upscaler.",
        "",
        "![Upscaled](REPORT-upscaled.jpg)",
        "",
        "Where it fails: the clips that miss most of what was asked.",
        "",
        "![Failures](REPORT-failures.jpg)",
        "",
    ]
    return "\n".join(lines)


def _plain_words(found: Survey) -> list[str]:
    """What follows the prompt, what partly does, what does not, and what the evaluator cannot tell."""
    sure, partly, never = [], [], []
    judged = told(found.oracle.figures)
    untold = [TITLES[fact] for fact in SCORED if found.oracle.figures[fact].asked and fact not in judged]
    for fact in judged:
        figure, best = found.model.figures[fact], found.oracle.figures[fact]
        said = f"{TITLES[fact]} ({figure.share:.2f}, null {figure.null:.2f})"
        if figure.share >= 0.9 * best.share and figure.interval[0] > figure.null:
            sure.append(said)
        elif figure.interval[0] > figure.null:
            partly.append(said)
        else:
            never.append(said)
    drop = found.groups[SEEN]["model"].score - found.groups[HELD_OUT]["model"].score
    words = [
        f"- Follows the prompt nearly as well as can be measured: {', '.join(sure) or 'nothing yet'}.",
        f"- Follows it more often than by chance: {', '.join(partly) or 'nothing else'}.",
        f"- Does not follow it measurably: {', '.join(never) or 'nothing of what is measured'}.",
        (
            f"- On combinations of object, place and motion that training never showed it scores {abs(drop):.1f} "
            f"points {'less' if drop > 0 else 'more'} than on those it did."
        ),
    ]
    if untold:
        words.insert(3, f"- The evaluator cannot tell, even in the renderer's clips: {', '.join(untold)}.")
    return words


def _interval(figure: Figure) -> str:
    low, high = figure.interval
    return f"{low:.2f}-{high:.2f}"


def _agreement_table(found: Survey) -> list[str]:
    lines = [
        "| | asked | chance | null | **model** | 95 % | seen | held out | oracle | its own | aim |",
        "|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    own = found.accuracy["round trip"]
    for fact in FACTS:
        figure = found.model.figures[fact]
        groups = [found.groups[group]["model"].figures[fact].share for group in (SEEN, HELD_OUT)]
        lines.append(
            f"| {TITLES[fact]} | {figure.asked} | {found.chance[fact]:.2f} | {figure.null:.2f} | "
            f"**{figure.share:.2f}** | {_interval(figure)} | {groups[0]:.2f} | {groups[1]:.2f} | "
            f"{found.oracle.figures[fact].share:.2f} | {own[fact]:.2f} | {AIMS.get(fact, '')} |"
        )
    groups = [found.groups[group]["model"].score for group in (SEEN, HELD_OUT)]
    lines.append(
        f"| score | {len(found.prompts)} | 0 | 0 | **{found.model.score:.1f}** | "
        f"{found.interval[0]:.1f}-{found.interval[1]:.1f} | {groups[0]:.1f} | {groups[1]:.1f} | 100 | | |"
    )
    return lines


def _variant_table(found: Survey) -> list[str]:
    shown = ("kind", "direction", "motion", "place", "time_of_day")
    first = next(iter(found.variants.values()))
    lines = [
        (
            f"On {first.clips} of the prompts; each row's score has the renderer's clips of its size and length as "
            "ceiling. Bars and repeats: share of clips with a black edge, and of those whose second half is the first "
            "again."
        ),
        "",
        f"| | score | {' | '.join(TITLES[fact] for fact in shown)} | bars | repeats |",
        f"|---|---|{'---|' * len(shown)}---|---|",
    ]
    for name, row in found.variants.items():
        shares = " | ".join(_share(row, fact) for fact in shown)
        lines.append(f"| {name} | {row.score:.1f} | {shares} | {row.bars:.2f} | {row.repeats:.2f} |")
    return lines


def _share(row: Row, fact: str) -> str:
    figure = row.figures[fact]
    return f"{figure.share:.2f}" if figure.asked else "-"


def _looks_table(found: Survey) -> list[str]:
    model, oracle = found.looks["model"], found.looks["oracle"]
    rows = (
        ("steadiness of still scenery, 1 is without flicker", model.flicker, oracle.flicker, ".4f"),
        ("smoothness: error of a frame foretold by its neighbours, of 255", model.jerk, oracle.jerk, ".2f"),
        ("roughness of the actor's track, in frame widths", model.roughness, oracle.roughness, ".4f"),
        (
            "dynamic degree: share of clips in which something moves much",
            model.dynamic,
            oracle.dynamic,
            ".2f",
        ),
        (f"diversity: distance of {SEEDS} clips of one prompt", model.diversity, oracle.diversity, ".2f"),
        ("Frechet distance to the renderer's clips (less is nearer)", model.frechet, oracle.frechet, ".2f"),
    )
    return [
        "| | model | oracle |",
        "|---|---|---|",
        *(f"| {name} | {mine:{form}} | {best:{form}} |" for name, mine, best, form in rows),
        "",
        "The oracle's Frechet distance is that of two different sets of its own clips: the floor of the figure.",
    ]


def _kept_lines(found: Survey) -> list[str]:
    kept, (mean, least) = found.kept, found.autoencoder
    return [
        f"- Autoencoder on clips whose actor moves sideways: {mean:.2f} dB in the mean, {least:.2f} dB at worst.",
        (
            f"- A picture given as the first frame comes back at {kept.first:.2f} dB, as the last frame at "
            f"{kept.last:.2f} dB; the autoencoder alone gives {kept.ceiling:.2f} dB."
        ),
        (
            f"- Where a clip is extended, the change into the first new frame is {kept.seam:.2f} times the median "
            f"change (real clips: {kept.real_seam:.2f})."
        ),
    ]
