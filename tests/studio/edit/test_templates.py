"""Templates: kept as small files, listed by title, added to any project."""

from pathlib import Path

import pytest

from engine import Document, GraphError, InputError, MediaItem, OutputError, Size
from engine.files import loads
from studio.edit import groups, templates
from studio.edit.templates import Template
from tests.engine.graphs import document, node
from tests.studio.edit.scenes import faces


def chain() -> Document:
    return document(
        node("load_clip"), node("trim", start=0.5), node("reverse"),
        "load_clip.clip trim.clip", "trim.clip reverse.clip",
    )  # fmt: skip


def test_a_selection_comes_back_in_another_project_with_its_links_and_params(tmp_path: Path) -> None:
    kept = templates.save(chain(), None, ["trim", "reverse"], "Cut and turn", folder=tmp_path / "new")
    assert templates.templates(tmp_path / "new") == [kept]
    assert kept.title == "Cut and turn"
    after, made = templates.added(Document(), None, kept, (100.0, 50.0))
    first, second = (after.graph[name] for name in made)
    assert (first.type, first.params["start"], second.type) == ("shotloom.trim", 0.5, "shotloom.reverse")
    assert first.position == (100.0, 50.0)
    assert [(x.source, x.target) for x in after.graph.links] == [(first.id, second.id)]


def test_a_template_of_one_group_comes_as_that_group(tmp_path: Path) -> None:
    doc, instance = groups.group(chain(), None, faces(), ["trim", "reverse"], "Cut")
    kept = templates.save(doc, None, [instance], "Cut", folder=tmp_path)
    after, (made,) = templates.added(Document(), None, kept, (0.0, 0.0))
    assert after.groups == doc.groups
    assert after.graph[made].type == doc.graph[instance].type
    again, _ = templates.added(after, None, kept, (0.0, 200.0))
    assert again.groups == after.groups


def test_a_group_cannot_be_added_to_its_own_inside(tmp_path: Path) -> None:
    doc, instance = groups.group(chain(), None, faces(), ["trim"], "Cut")
    kept = templates.save(doc, None, [instance], "Cut", folder=tmp_path)
    with pytest.raises(GraphError, match="cannot hold itself"):
        templates.added(doc, doc.graph[instance].group, kept, (0.0, 0.0))


def test_a_title_that_is_taken_gets_a_number_and_nothing_is_overwritten(tmp_path: Path) -> None:
    titles = [
        templates.save(chain(), None, ["trim"], t, folder=tmp_path).title
        for t in ("Cut", "Cut", "cut", "CUT")
    ]
    assert titles == ["Cut", "Cut 2", "cut 3", "CUT 4"]
    assert [t.title for t in templates.templates(tmp_path)] == ["Cut", "Cut 2", "cut 3", "CUT 4"]


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("a/b: c?", "a b c"),
        ("..", "Template"),
        ("", "Template"),
        ("con", "Template"),
        ("Über  uns.", "Über uns"),
    ],
)
def test_any_title_becomes_a_name_that_every_system_keeps(tmp_path: Path, title: str, stem: str) -> None:
    assert templates.save(chain(), None, ["trim"], title, folder=tmp_path).path.name == f"{stem}.loom"


def test_a_template_says_nothing_of_the_project_that_it_came_from(tmp_path: Path) -> None:
    item = MediaItem(
        "pic", "fox.png", "ab" * 32, "image", 1, chain().settings.rate * 0, Size(64, 36), "film.media/fox.png"
    )
    doc = document(
        node("load_image", image="pic"), node("resize"), "load_image.image resize.image"
    ).with_media(item)
    kept = templates.save(doc, None, ["load_image"], "Fox", folder=tmp_path)
    held = loads(kept.path.read_bytes()).document
    assert held.media["pic"].relative is None
    assert not held.extra
    assert set(held.graph.nodes) == {"load_image"}


def test_without_a_folder_templates_lie_in_the_users_data() -> None:
    assert templates.templates() == []
    kept = templates.save(chain(), None, ["trim"], "Cut")
    assert templates.templates() == [kept]
    templates.remove(kept)
    templates.remove(kept)
    assert templates.templates() == []


def test_nothing_selected_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GraphError, match="nothing to keep"):
        templates.save(chain(), None, [], "Cut", folder=tmp_path)


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError):
        templates.save(chain(), None, ["trim"], "Cut", folder=tmp_path / "file")


@pytest.mark.parametrize("text", [None, "no graph", '{"format": 1, "nodes": [}'])
def test_a_template_that_is_gone_or_damaged_is_named(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "Broken.loom"
    if text is not None:
        path.write_text(text)
    with pytest.raises(InputError) as caught:
        templates.added(Document(), None, Template(path), (0.0, 0.0))
    assert caught.value.node == "Broken"
    assert "clipboard" not in str(caught.value)
    assert caught.value.remedy == templates.ANEW
