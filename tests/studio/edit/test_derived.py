"""What shots that came out of others are called."""

from studio.edit import growing
from studio.edit.derived import called, title_of
from studio.edit.titles import MAX_TITLE
from tests.studio.edit.test_growing import FACES, film

EXTENDED, BETWEEN = "{name}, extended", "{name} – {other}"


def test_a_name_tells_where_it_comes_from_and_is_used_once() -> None:
    assert title_of(EXTENDED, "Dog", "", {"Dog"}) == "Dog, extended"
    assert title_of(EXTENDED, "Dog", "", {"Dog, extended"}) == "Dog, extended 2"
    assert title_of(BETWEEN, "Boat 2", "Dog", set()) == "Boat 2 – Dog"
    assert title_of(BETWEEN, "Boat", "Dog", {"Boat – Dog"}) == "Boat – Dog (2)"


def test_what_is_extended_again_does_not_say_so_twice() -> None:
    taken = {"Dog", "Dog, extended", "Dog, extended 2"}
    assert title_of(EXTENDED, "Dog, extended", "", taken) == "Dog, extended 3"
    assert title_of(EXTENDED, "Dog, extended 2", "", taken) == "Dog, extended 3"
    assert (
        title_of("verlängert: {name}", "verlängert: Hund", "", {"verlängert: Hund"}) == "verlängert: Hund 2"
    )


def test_long_names_stay_within_what_a_title_may_be() -> None:
    assert len(title_of(EXTENDED, "x" * 500, "", set())) <= MAX_TITLE
    title = title_of(BETWEEN, "x" * 500, "y" * 500, set())
    assert len(title) <= MAX_TITLE
    assert title.endswith("y")


def test_the_new_shot_bears_it_and_no_other_node_changes() -> None:
    grown = growing.extend(film(48, 24), FACES, "item1")
    after = called(grown, EXTENDED, "Scene 1")
    assert after.document.graph[after.shot].title == "Scene 1, extended"
    changed = [n.id for n in after.document.graph if n != grown.document.graph[n.id]]
    assert changed == [after.shot]
