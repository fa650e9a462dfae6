"""Which steps of a plan have to run, and together with which others: pure functions over frozen plans.

Used by the executor before it starts, and again when a stored result turns out to be unreadable.
"""

from collections.abc import Callable, Collection, Iterable, Sequence

from engine.plan import Step


def missing(steps: Sequence[Step], wanted: Collection[str], has: Callable[[str], bool]) -> list[Step]:
    """The steps that must run so that the wanted results exist, in running order.

    Walks back from what is wanted and stops at every result that `has` knows, so what lies behind a stored result is
    not even looked at. `has` is asked for views too (it knows those that somebody wanted to see).
    """
    needed = set(wanted)
    todo = []
    for step in reversed(steps):
        if step.key in needed and not has(step.key):
            todo.append(step)
            needed.update(step.inputs)
    return todo[::-1]


def units(todo: Sequence[Step], batches: Iterable[Sequence[str]]) -> list[tuple[Step, ...]]:
    """The steps in running order, those of a batch together, everything that any of them needs before them."""
    table = {step.key: step for step in todo}
    group: dict[str, tuple[Step, ...]] = {}
    for keys in batches:
        members = tuple(table[k] for k in keys if k in table)
        group.update(dict.fromkeys((m.key for m in members), members))
    if not group:
        return [(step,) for step in todo]
    done: set[str] = set()
    found: list[tuple[Step, ...]] = []
    for root in todo:
        stack = [root.key]
        while stack:
            key = stack[-1]
            members = group.get(key, (table[key],))
            open_inputs = [k for m in members for k in m.inputs if k in table and k not in done]
            if key in done:
                stack.pop()
            elif open_inputs:
                stack.extend(reversed(open_inputs))
            else:
                stack.pop()
                found.append(members)
                done.update(m.key for m in members)
    return found
