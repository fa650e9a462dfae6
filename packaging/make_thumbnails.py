"""Makes the pictures that the welcome page shows for samples and templates: a frame of what the built-in model renders.

    python packaging/make_thumbnails.py [GRAPH.loom ...]

Out: `thumbnails/<name>.jpg` beside each graph, nothing retouched. For developers; needs an installed `shotloom`.
"""

import argparse
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from pathlib import Path

import resources
from engine.media.decode import open_clip
from engine.media.imaging import Filter, resize
from engine.media.stills import write_image
from engine.types import Size

SIZE = Size(384, 216)
MOMENT = 0.4
"""Which moment of the clip is shown, as a share of its length."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Render each graph and keep one frame."""
    options = argparse.ArgumentParser(description=__doc__)
    graphs = [*resources.path("samples").glob("*.loom"), *resources.path("templates").glob("*.loom")]
    options.add_argument("graphs", nargs="*", type=Path, default=sorted(graphs))
    shotloom = Path(sysconfig.get_path("scripts")) / "shotloom"
    with tempfile.TemporaryDirectory() as folder:
        for graph in options.parse_args(arguments).graphs:
            out = Path(folder) / f"{graph.stem}.mp4"
            subprocess.run([shotloom, "render", str(graph), "-o", str(out)], check=True)
            clip = open_clip(out)
            frame = resize(clip.frame(int(clip.frames * MOMENT)), SIZE, Filter.LANCZOS)
            picture = graph.parent / "thumbnails" / f"{graph.stem}.jpg"
            picture.parent.mkdir(exist_ok=True)
            write_image(frame, picture, overwrite=True, quality=85)
            print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
