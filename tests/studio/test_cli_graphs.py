"""Bad graph files on the command line: one line that names place and remedy, exit code 1, and nothing written."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.studio.command import Ran, leftovers, text_to_clip, written

Command = Callable[..., Ran]

TEXTS = {
    "empty": (b"", "empty", "Restore"),
    "words": (b"hello", "not JSON", "line 1"),
    "bytes": (bytes(range(256)), "not UTF-8", "line"),
    "another kind": (b"[]", "not a JSON object", "Restore"),
    "100,000 nested lists": (b"[" * 100_000, "nested too deep", "64"),
    "nested inside": (b'{"format":1,"extra":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested", "64"),
    "another format": (b'{"format": 99, "nodes": []}', "newer Shotloom", "update"),
    "bytes of a video": (b"\0\0\0\x20ftypisom" + bytes(100), "graph.loom", "Restore"),
}
REPLACED = {
    "a key twice": ('"format": 1,', '"format": 1, "format": 1,', "stands twice", "Remove"),
    "not a number": ("0.4", "NaN", "not finite", "ordinary number"),
    "infinite": ("0.4", "-Infinity", "not finite", "ordinary number"),
    "beyond every range": ("0.4", "1e999", "out of every range", "ordinary number"),
    "5,000 digits": ("0.4", "9" * 5000, "too many digits", "Round it"),
    "a very long clip": ("0.4", "1e9", "Generate.duration", "0.05 to 60"),
    "a negative duration": ("0.4", "-1", "Generate.duration", "0.05 to 60"),
    "words for a number": ("0.4", '"long"', "Generate.duration", "0.05 to 60"),
    "a broken seed": ('"seed": 5', '"seed": 1.5', "Generate.seed", "whole number"),
    "an enormous size": ('"seed": 5', '"size": [100000, 100000]', "Generate.size", "16 to 8192"),
    "an enormous document": ("[320, 180]", "[100000, 100000]", "settings.size", "16 to 8192"),
    "no rate": ('"rate": 24, "size"', '"rate": 0, "size"', "settings.rate", "1 to 240"),
    "an unknown node": ("shotloom.generate", "acme.magic", "Generate", "Install"),
    "a misspelt node": ("shotloom.generate", "shotloom.generat", "Generate", '"shotloom.generate"'),
    "an unknown output": ('"prompt", "text"', '"prompt", "words"', "Prompt.words", "text"),
    "an unknown input": ('"generate", "prompt"', '"generate", "promt"', "Generate.promt", '"prompt"'),
    "a wrong type": ('["generate", "clip"', '["prompt", "text"', "Save.clip", "Clip output"),
    "an id twice": ('"id": "save"', '"id": "prompt"', "used twice", "own id"),
}  # fmt: skip
commands = pytest.mark.parametrize("command", ["render", "check", "plan"])


def refused(shotloom: Command, command: str, path: Path, *words: str) -> None:
    """The command says one line with these words and writes nothing."""
    before = sorted(path.parent.iterdir())
    output = ("-o", path.parent / "out.mp4") if command == "render" else ()
    shotloom(command, path, *output).refused(1, *words)
    assert sorted(path.parent.iterdir()) == before


@commands
@pytest.mark.parametrize("case", TEXTS)
def test_what_is_no_graph_is_refused(case: str, command: str, shotloom: Command, work: Path) -> None:
    text, *words = TEXTS[case]
    path = work / "graph.loom"
    path.write_bytes(text)
    refused(shotloom, command, path, *words)


@commands
@pytest.mark.parametrize("case", REPLACED)
def test_a_graph_with_a_mistake_is_refused_at_its_place(
    case: str, command: str, shotloom: Command, work: Path
) -> None:
    old, new, *words = REPLACED[case]
    path = text_to_clip(work)
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    refused(shotloom, command, path, *words)


@commands
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_graph_that_breaks_off_is_refused(
    share: float, command: str, shotloom: Command, work: Path
) -> None:
    path = text_to_clip(work)
    text = path.read_text()
    path.write_text(text[: int(len(text) * share)])
    refused(shotloom, command, path, "breaks off", "graph.loom")


@commands
def test_a_graph_that_is_not_there_is_refused(command: str, shotloom: Command, work: Path) -> None:
    refused(shotloom, command, work / "gone.loom", "gone.loom", "does not exist")


@commands
def test_a_folder_is_no_graph(command: str, shotloom: Command, work: Path) -> None:
    folder = work / "folder.loom"
    folder.mkdir()
    refused(shotloom, command, folder, "is a folder", "Choose a .loom file")


@commands
def test_a_bundle_has_to_be_unpacked_first(command: str, shotloom: Command, work: Path) -> None:
    path = work / "graph.loomz"
    path.write_bytes(b"PK")
    refused(shotloom, command, path, "bundle", "shotloom unpack graph.loomz")


@commands
def test_a_cycle_is_refused_with_its_nodes(command: str, shotloom: Command, work: Path) -> None:
    nodes = [
        {"id": "a", "type": "shotloom.finish", "title": "First"},
        {"id": "b", "type": "shotloom.finish", "title": "Second"},
        {"id": "s", "type": "shotloom.save_clip", "title": "Save"},
    ]
    links = [["a", "clip", "b", "clip"], ["b", "clip", "a", "clip"], ["b", "clip", "s", "clip"]]
    path = written(work, nodes, links)
    refused(shotloom, command, path, "First", "Second", "feed each other", "Remove one of these links")


@commands
def test_a_graph_without_an_output_is_refused(command: str, shotloom: Command, work: Path) -> None:
    path = written(work, [{"id": "n", "type": "shotloom.note", "title": "Note"}])
    refused(shotloom, command, path, "nothing", "Add a Shot")


@commands
def test_a_model_that_is_not_here_is_refused(command: str, shotloom: Command, work: Path) -> None:
    model = {"id": "m", "type": "shotloom.model", "title": "Model", "params": {"model": "elsewhere"}}
    path = text_to_clip(work, model)
    path.write_text(path.read_text().replace('"links": [', '"links": [["m", "model", "generate", "model"], '))
    refused(shotloom, command, path, "Model.model", "elsewhere", "built-in")


@pytest.mark.parametrize("command", ["render", "plan"])
def test_several_outputs_are_listed(command: str, shotloom: Command, work: Path) -> None:
    path = text_to_clip(work, {"id": "other", "type": "shotloom.save_clip", "title": "Other"})
    refused(shotloom, command, path, "Save (save)", "Other (other)", "--target")


def test_every_problem_of_a_graph_is_said_at_once(shotloom: Command, work: Path) -> None:
    path = text_to_clip(work, steps=1000, duration=-3)
    path.write_text(path.read_text().replace("a red ball rolls", "x" * 9000))
    ran = shotloom("check", path)
    assert ran.code == 1
    found = sorted(line.partition(": ")[2].split(":")[0] for line in ran.lines)
    assert found == ["Generate.duration", "Generate.steps", "Prompt.text"]


def test_words_of_a_stranger_do_not_steer_the_terminal(shotloom: Command, work: Path) -> None:
    path = text_to_clip(work, duration=-1)
    path.write_text(path.read_text().replace('"title": "Generate"', '"title": "[/red]\\u009b2J"'))
    ran = shotloom("check", path)
    assert ran.code == 1
    assert "[/red]" in ran.err
    assert ran.err.removesuffix("\n").isprintable()


def test_a_title_in_brackets_can_be_planned(shotloom: Command, work: Path) -> None:
    path = text_to_clip(work)
    path.write_text(path.read_text().replace('"title": "Generate"', '"title": "[/red] [bold]"'))
    ran = shotloom("plan", path)
    assert ran.code == 0
    assert "[/red] [bold]" in ran.out


def test_a_graph_with_warnings_alone_can_be_rendered(shotloom: Command, fake: object, work: Path) -> None:
    path = text_to_clip(work)
    path.write_text(path.read_text().replace("a red ball rolls", ""))
    ran = shotloom("render", path, "-o", work / "out.mp4")
    assert ran.code == 0, ran.err
    assert ran.err.startswith("warning: Generate.prompt")
    assert (work / "out.mp4").is_file()
    assert not leftovers(work)
