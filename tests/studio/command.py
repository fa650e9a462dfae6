"""What tests of the command line share: commands in a process of their own, and small graphs as files."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import resources

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = resources.path("samples")
PROMPT, GENERATE, SAVE, LOAD = "prompt", "generate", "save", "load"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        """What was said on stderr."""
        return self.err.splitlines()

    def refused(self, code: int, *words: str) -> None:
        """Assert that the command ended with `code` and exactly one line, which holds all these words."""
        assert self.code == code, self.err
        assert len(self.lines) == 1, self.err
        assert "Traceback" not in self.err
        assert not self.out
        for word in words:
            assert word in self.err, self.err


def in_own_process(*arguments: object, before: str = "", **options: Any) -> Ran:
    """Run a command as a user would; `before` is Python that runs first in that process."""
    done = subprocess.run(
        command(*arguments, before=before), capture_output=True, text=True, cwd=ROOT, timeout=120, **options
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def started(*arguments: object, before: str = "") -> "subprocess.Popen[str]":
    """Start a command and return at once; its output comes through pipes."""
    return subprocess.Popen(
        command(*arguments, before=before),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ},
    )  # fmt: skip


def command(*arguments: object, before: str = "") -> list[str]:
    """The command line of such a process, with Ctrl-C as a terminal has it: a shell's background job ignores it."""
    listen = "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)"
    script = f"{listen}\n{before}\nimport sys\nfrom studio.cli import main\nsys.exit(main(sys.argv[1:]))"
    return [sys.executable, "-c", script, *map(str, arguments)]


def written(
    folder: Path, nodes: Sequence[dict[str, Any]], links: Sequence[Sequence[str]] = (), **top: Any
) -> Path:
    """A graph file of these nodes (id, type, title, params) and links."""
    path = folder / "graph.loom"
    whole = [
        {"version": 1, "package": "shotloom", "position": [0, 0], "params": {}, **node} for node in nodes
    ]
    document = {
        "format": 1, "version": 0, "app": "shotloom 0.1.0",
        "settings": {"rate": 24, "size": [320, 180], "look": ""}, "media": [], **top,
        "nodes": whole, "links": list(links), "groups": [], "frames": [], "shots": [],
        "timeline": {"rate": 24, "items": []}, "extra": {}, "view": {},
    }  # fmt: skip
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def text_to_clip(folder: Path, *more: dict[str, Any], **params: Any) -> Path:
    """A prompt, half a second of clip, and a Save Clip that names it."""
    settings = {"duration": 0.4, "steps": 2, "seed": 5, **params}
    nodes = [
        {"id": PROMPT, "type": "shotloom.prompt", "title": "Prompt", "params": {"text": "a red ball rolls"}},
        {"id": GENERATE, "type": "shotloom.generate", "title": "Generate", "params": settings},
        {"id": SAVE, "type": "shotloom.save_clip", "title": "Save", "params": {}},
        *more,
    ]
    return written(folder, nodes, [[PROMPT, "text", GENERATE, "prompt"], [GENERATE, "clip", SAVE, "clip"]])


def still(folder: Path) -> Path:
    """A prompt, a picture, and a Save Image."""
    nodes = [
        {
            "id": GENERATE,
            "type": "shotloom.still",
            "title": "Still",
            "params": {"text": "a ball", "steps": 2},
        },
        {"id": SAVE, "type": "shotloom.save_image", "title": "Save", "params": {}},
    ]
    return written(folder, nodes, [[GENERATE, "image", SAVE, "image"]])


def loading(folder: Path, media: Path, kind: str) -> Path:
    """A graph that loads a file of its folder ("clip" or "image") and saves it again."""
    item = {
        "id": "m", "name": media.name, "sha256": "0" * 64, "kind": kind, "frames": 17 if kind == "clip" else 1,
        "rate": 12, "size": [112, 64], "relative": media.name,
    }  # fmt: skip
    nodes = [
        {"id": LOAD, "type": f"shotloom.load_{kind}", "title": "Footage", "params": {"media": "m"}},
        {"id": SAVE, "type": f"shotloom.save_{kind}", "title": "Save", "params": {}},
    ]
    return written(folder, nodes, [[LOAD, kind, SAVE, kind]], media=[item])


def events(output: str) -> list[dict[str, Any]]:
    """The JSON lines of a render."""
    return [json.loads(line) for line in output.splitlines()]


def leftovers(folder: Path) -> list[str]:
    """Temporary files in a folder."""
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]
