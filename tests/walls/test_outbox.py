"""Whatever changes a member's records leaves a row in the outbox: a new function that writes cannot be forgotten."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import claims.changes
import claims.relief_desk
from claims.outbox.events import EVENTS
from testing.outbox_acts import ACTS
from testing.tables import each

_READS = re.compile(r"(access|count|find|is|list|read)_")
_WRITES = re.compile(
    r"\.add\(|\bupdate\(|\bdelete\(|\block_|store_once|record_change|\.merge\(|_put_|_decide\("
)
_INSIDE = {
    "access_draft": "drafts stay inside: what was not sent is nobody's but the member's",
    "access_drafts": "the same",
    "drop_draft": "the same",
    "drop_drafts": "the same",
    "keep_draft": "the same",
}
FUNCTIONS: list[tuple[str, Callable[..., Any]]] = [
    (name, getattr(package, name))
    for package in (claims.changes, claims.relief_desk)
    for name in package.__all__
    if inspect.iscoroutinefunction(getattr(package, name))
]


@each(FUNCTIONS)
def test_what_writes_is_told_and_what_reads_writes_nothing(name: str, function: Callable[..., Any]) -> None:
    if name in _INSIDE:
        assert name.removesuffix("s").endswith("draft")
    elif _READS.match(name):
        assert not _WRITES.search(inspect.getsource(function)), "a reading name, but it writes"
    else:
        assert name in ACTS, "it has a way in testing/outbox_acts.py that shows the row it leaves"


def test_nothing_is_named_that_there_is_not() -> None:
    names = {name for name, _ in FUNCTIONS}
    assert set(ACTS) | set(_INSIDE) <= names
    assert len(names) > 20


def test_every_event_has_a_name_of_its_own_and_a_line() -> None:
    names = [event.name for event in EVENTS]
    assert len(set(names)) == len(names)
    for event in EVENTS:
        assert re.fullmatch(r"[a-z]+\.[a-z_]+", event.name)
        assert event.__doc__


def test_every_event_comes_from_something_that_is_done() -> None:
    of_acts = {name for one in ACTS.values() for name in one.events}
    assert {event.name for event in EVENTS} - of_acts == {
        "activity.seat_given",
        "member.erased",
        "wish.left",
        "wish.closed",
    }
