"""Makes README's picture: frames of clips that the built-in model renders from the sample graphs, nothing retouched.

    python packaging/make_pictures.py [--sheet OUT.png] [SAMPLE[:PROMPT] ...]

Each row is one clip at five moments, labelled with what was asked for. For developers; needs an installed `shotloom`.
"""

import argparse
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

import resources
from engine.media.decode import open_clip
from engine.media.sheets import sheet
from engine.media.stills import write_image
from engine.types import Size

ROWS = (
    "text-to-clip",
    "text-to-clip:a sailboat moves to the right on the sea at sunset",
    "text-to-clip:a blue car drives to the right in the desert",
    "text-to-clip:a dog runs to the right on a meadow",
    "storyboard",
)
MOMENTS = 5
CELL = Size(240, 136)


def main(arguments: Sequence[str] | None = None) -> int:
    """Render the rows and write the sheet."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sheet", type=Path, default=Path(__file__).parent / "pictures" / "sample.png")
    options.add_argument("--seed", type=int, default=11)
    options.add_argument("rows", nargs="*", default=list(ROWS))
    given = options.parse_args(arguments)
    shotloom = Path(sysconfig.get_path("scripts")) / "shotloom"
    pictures, labels = [], []
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(given.rows):
            name, _, prompt = row.partition(":")
            out = Path(folder) / f"{number}.mp4"
            graph = str(resources.path(f"samples/{name}.loom"))
            words = ["--set", f"Prompt.text={prompt}", "--seed", str(given.seed)] if prompt else []
            subprocess.run([shotloom, "render", graph, "-o", str(out), *words], check=True)
            clip = open_clip(out)
            for moment in np.linspace(0, clip.frames - 1, MOMENTS).round().astype(int):
                pictures.append(clip.frame(int(moment)))
                labels.append(
                    (prompt or f"{name}.loom") if moment == 0 else f"{moment / float(clip.rate):.1f} s"
                )
    image = sheet(pictures, MOMENTS, cell=CELL, labels=labels, font=resources.path("fonts/Inter-Regular.otf"))
    write_image(image, given.sheet, overwrite=True)
    print(given.sheet)
    return 0


if __name__ == "__main__":
    sys.exit(main())
