"""Every phrase that an answer proposes to say is understood when it is typed, and does what its name says."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from testing.processes import BotServer
from tests.scenarios.conversation import Conversation
from tests.scenarios.proposed_words import find_proposed
from vocabulary.yaml_files import read_yaml

_ROWS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("proposed_words.yml"))
_PROPOSED = {one.words: one.home for one in find_proposed()}
_HAS_HOLE = re.compile(r"\{.+\}")
_NUMBER = re.compile(r"(?:LP|JZ|YY)[-\dA-Z]+")
_NOT_UNDERSTOOD = re.compile(
    "没听明白|没太听明白|没听懂|没懂|拿不准|没对上|收到。您想问这个的什么事|您说的我看到了|是我弄拧了"
)
_USUAL = "feng_xue"


@dataclass(frozen=True)
class Typed:
    """A phrase that is typed, by whom and after what, and what must come."""

    say: str
    who: str
    after: tuple[str, ...]
    must: str
    number: str | None
    waits: bool


def _read() -> Iterator[Typed]:
    for row in _ROWS:
        if row.get("elsewhere"):
            continue
        for words in [row["say"]] if "say" in row else row["words"]:
            yield Typed(
                words,
                row.get("who", _USUAL),
                tuple(row.get("after", ())),
                row["must"],
                row.get("number"),
                row.get("waits", False),
            )


TYPED = list(_read())


def test_every_proposed_phrase_has_its_row_and_no_row_is_left_over() -> None:
    written = {words for row in _ROWS for words in row["words"]}
    assert {words: home for words, home in _PROPOSED.items() if words not in written} == {}
    assert written - _PROPOSED.keys() == set()


def test_what_is_typed_has_no_hole() -> None:
    assert [one.say for one in TYPED if _HAS_HOLE.search(one.say.replace("{number}", ""))] == []
    assert [one.say for one in TYPED if "{number}" in one.say and not one.number] == []


def test_the_walk_finds_quoted_words_choices_tables_and_starters() -> None:
    for words in ("转人工", "换收款卡", "我要申请复核", "接着填", "不复核了", "京卡丢了怎么补", "评价：满意"):
        assert words in _PROPOSED
    assert _PROPOSED.keys() >= {"报名{title}", "我要申请复核 {claim.number}"}


@pytest.mark.parametrize("typed", TYPED, ids=[f"{one.say}-{len(one.after)}" for one in TYPED])
def test_a_proposed_phrase_does_what_it_says(proposing: httpx.Client, bot: BotServer, typed: Typed) -> None:
    number = _find_number(proposing, bot, typed) if typed.number else ""
    talk = _begin(proposing, bot, typed.who)
    for words in typed.after:
        talk.say(words)
    answer = talk.say(typed.say.replace("{number}", number))
    assert not _NOT_UNDERSTOOD.search(answer), answer
    links = [link["title"] for reply in talk.last["replies"] for link in reply["links"]]
    assert re.search(typed.must, "\n".join([answer, *talk.choices, *links])), answer
    assert (talk.status == "waiting") >= typed.waits


@pytest.fixture(scope="module")
def proposing(bot: BotServer) -> Iterator[httpx.Client]:
    """One connection for all phrases."""
    with httpx.Client(base_url=bot.url, timeout=30) as http:
        yield http


def _begin(http: httpx.Client, bot: BotServer, who: str) -> Conversation:
    """Somebody who has said nothing before, and left no form half filled in."""
    with closing(sqlite3.connect(bot.folder / "var" / "claims.db", timeout=10)) as claims, claims:
        claims.execute("DELETE FROM drafts")
    talk = Conversation(http)
    talk.become(who)
    return talk


def _find_number(http: httpx.Client, bot: BotServer, typed: Typed) -> str:
    """The number of a record of theirs, as they learn it themselves in another chat."""
    talk = _begin(http, bot, typed.who)
    answer = talk.say(typed.number or "")
    found = _NUMBER.search("\n".join([answer, *talk.choices]))
    assert found, answer
    return found[0]
