"""Which take each job makes: found again for jobs of earlier starts, and looked for once however often it is asked."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from uuid import NAMESPACE_OID, uuid5

import pytest

from engine.document import Document
from engine.shots import Shot, Take
from engine.types import Size
from studio.work import numbers
from studio.work.lines import JobLine, Lines
from studio.work.numbers import Numbers

BEGUN = 1_790_000_000.0
PLACE = "/film.loom"


def take_at(seconds: float, name: str) -> Take:
    """A take that was made so long after the first job began."""
    made = datetime.fromtimestamp(BEGUN + seconds, UTC).isoformat(timespec="seconds")
    return Take(name, f"{name}.mp4", 8, Fraction(8), Size(160, 90), 1, 1.0, made, "m", "d", f"key of {name}")


def lines_of(count: int) -> Lines:
    """Jobs of an earlier start that took ten seconds each, one after the other."""
    lines = Lines()
    for i in range(count):
        start = BEGUN + 10 * i
        lines.put(JobLine(f"job{i}", "done", document=PLACE, place="shot", started=start, ended=start + 10))
    return lines


def film(*takes: Take) -> Document:
    return Document(shots={"shot": Shot("shot", takes=takes)})


def taken(lines: Lines) -> dict[str, int]:
    return {line.id: line.take for line in lines.all()}


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Takes and jobs that were compared; a take is of the job that it is named after."""
    seen: list[tuple[str, str]] = []

    def look(take: Take, job: str, output: str, most: int) -> bool:
        seen.append((take.id, job))
        return take.id == job

    monkeypatch.setattr(numbers, "made_by", look)
    return seen


def test_a_job_of_an_earlier_start_is_known_by_the_name_of_its_take() -> None:
    lines = lines_of(2)
    last = replace(take_at(10.4, str(uuid5(NAMESPACE_OID, "job0/shot/key/7"))), key="key")
    Numbers(lines).number(PLACE, film(take_at(9, "foreign"), last))
    assert taken(lines) == {"job0": 2, "job1": 0}


def test_no_take_is_compared_with_a_job_twice(compared: list[tuple[str, str]]) -> None:
    lines = lines_of(20)
    kept = film(*(take_at(10 * i + 9, f"job{i}") for i in range(0, 20, 2)))
    found = Numbers(lines)
    found.number(PLACE, kept)
    assert taken(lines) == {f"job{i}": i // 2 + 1 if i % 2 == 0 else 0 for i in range(20)}
    # The likeliest first: where there is a take of the job it is met at once.
    assert [pair for pair in compared if pair[1] == "job4"] == [("job4", "job4")]
    assert len(compared) == len(set(compared))
    compared.clear()
    assert found.number(PLACE, kept) == set()
    assert compared == []


def test_a_take_that_comes_back_is_found(compared: list[tuple[str, str]]) -> None:
    lines = lines_of(2)
    found = Numbers(lines)
    found.number(PLACE, film(take_at(9, "job0")))
    found.number(PLACE, film(take_at(9, "job0"), take_at(19, "job1")))
    assert taken(lines) == {"job0": 1, "job1": 2}


def test_what_is_yet_to_be_made_is_numbered_behind_what_is_there() -> None:
    lines = lines_of(0)
    for job in "ab":
        lines.put(JobLine(job, "waiting", document=PLACE, place="shot", position=ord(job)))
    found = Numbers(lines)
    found.number(PLACE, film(take_at(9, "there")))
    assert taken(lines) == {"a": 2, "b": 3}
    made = take_at(30, "other name of it")
    found.made("a", made)
    found.number(PLACE, film(replace(made, id="there already")))
    assert taken(lines) == {"a": 1, "b": 2}
