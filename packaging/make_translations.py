"""Collects every word that the window can show, and brings the files of the translators up to date.

    python packaging/make_translations.py [LANGUAGE …]

Out: `resources/i18n/<language>.ts`, for Qt Linguist or any editor. What was translated stays; a text that is gone is
dropped; a new one is marked unfinished. Without a language every file that is there is brought up to date. For
developers; the program reads the files as they are.
"""

import argparse
import ast
from collections.abc import Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import resources
from engine.params import ChoiceParam
from engine.plan import OPS
from engine.presets import PRESETS
from engine.types import PortType
from nodes import all_types
from studio.actions import ACTIONS
from studio.language import words

ROOT = Path(__file__).parent.parent
FOLDER = resources.path("i18n")
CONTEXT = "Shotloom"


def every_text() -> dict[str, str]:
    """Every text with the place it is said at first: code of the window, the action table, declarations."""
    found: dict[str, str] = {}
    for where, text in (*_said(), *_actions(), *_nodes(), *_steps(), *_presets()):
        if any(letter.isalpha() for letter in text):
            found.setdefault(text, where)
    return found


def said_in(source: str) -> Iterator[str]:
    """The literals that `tr` gets in a module, and those of its own tables that `tr` reads by key."""
    tree = ast.parse(source)
    tables: set[str] = set()
    for call in ast.walk(tree):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Name)
            and call.func.id == "tr"
            and call.args
        ):
            for part in ast.walk(call.args[0]):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value
                elif isinstance(part, ast.Name):
                    tables.add(part.id)
    for statement in tree.body:
        if isinstance(statement, ast.Assign | ast.AnnAssign) and statement.value is not None:
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            if any(isinstance(target, ast.Name) and target.id in tables for target in targets):
                yield from _table(statement.value)


def _table(value: ast.expr) -> Iterator[str]:
    entries = value.values if isinstance(value, ast.Dict) else [value]
    for entry in entries:
        for part in ast.walk(entry):
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def _said() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "studio").rglob("*.py")):
        for text in said_in(path.read_text("utf-8")):
            yield path.relative_to(ROOT).as_posix(), text


def _actions() -> Iterator[tuple[str, str]]:
    for row in ACTIONS.values():
        yield from ((f"action {row.id}", text) for text in (row.text, row.help, *row.menu.split("/")))


def _nodes() -> Iterator[tuple[str, str]]:
    yield from (("port type", kind.value) for kind in PortType)
    for kind in all_types():
        texts = [kind.label, kind.category, kind.help, *kind.synonyms]
        for port in (*kind.inputs, *kind.outputs):
            texts += [port.label or port.name.replace("_", " ").capitalize(), port.help]
        for param in kind.params:
            texts += [param.label, param.help, param.unit]
            texts += (param.labels or {}).values() if isinstance(param, ChoiceParam) else [param.range_text]
        yield from ((f"node {kind.id}", text) for text in texts)


def _steps() -> Iterator[tuple[str, str]]:
    yield from ((f"step {name}", spec.label) for name, spec in OPS.items())


def _presets() -> Iterator[tuple[str, str]]:
    yield from ((f"preset {preset.id}", text) for preset in PRESETS for text in (preset.label, preset.help))


def write(language: str, texts: dict[str, str], known: dict[str, str]) -> None:
    """Write the file of a language."""
    root = ElementTree.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ElementTree.SubElement(root, "context")
    ElementTree.SubElement(context, "name").text = CONTEXT
    for text, where in texts.items():
        message = ElementTree.SubElement(context, "message")
        ElementTree.SubElement(message, "extracomment").text = where
        ElementTree.SubElement(message, "source").text = text
        target = ElementTree.SubElement(message, "translation")
        target.text = known.get(text, "")
        if not target.text:
            target.set("type", "unfinished")
    ElementTree.indent(root, "  ")
    body = ElementTree.tostring(root, encoding="unicode")
    (FOLDER / f"{language}.ts").write_text(
        f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8"
    )


def main(languages: Iterable[str]) -> None:
    """Bring some languages, or all that are there, up to date and say how far each is."""
    FOLDER.mkdir(exist_ok=True)
    texts = every_text()
    for language in languages or sorted(path.stem for path in FOLDER.glob("*.ts")):
        known = words(language)
        write(language, texts, known)
        done = sum(text in known for text in texts)
        dropped = len(set(known) - set(texts))
        print(f"{language}: {done} of {len(texts)} texts are translated, {dropped} are gone")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("language", nargs="*")
    main(parser.parse_args().language)
