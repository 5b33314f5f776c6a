"""A channel's own words stay with it: WeChat's names of events and numbers of errors stand in `bot/wechat` alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.kernel.conversation.channels import Unasked
from bot.wechat.account.error_codes import find_error_code
from bot.wechat.events import EVENT_NAMES
from bot.wechat.inbound.event_details import EVENT_READERS
from bot.wiring.channels import CHANNELS, REGISTERED, RegisteredChannel
from testing.processes import ROOT
from tests.walls.test_structure import parse

_AT_HOME = "bot/wechat/"
_TOPS = ("actions", "bot", "claims", "vocabulary")
_ALSO_ENGLISH = {"location", "view"}
"""WeChat's names that mean something else in half of all programs."""
_NAMES = (EVENT_NAMES | set(EVENT_READERS)) - _ALSO_ENGLISH
_UNMISTAKABLE = re.compile("|".join(sorted(name for name in _NAMES if "_" in name or "jobfinish" in name)))
_NO_SUCH_NUMBER = find_error_code(99_999)

MEANT_OTHERWISE: dict[tuple[str, object], str] = {
    ("bot/coordination/redis_wake_ups.py", "subscribe"): "Redis calls its own message so",
    ("bot/web/members/page_door.py", "wechat"): "is the name of a page's parameter",
    ("bot/wiring/channel_pages.py", "wechat"): "is a value of WECHAT_DESK",
}


def find_files(*endings: str, at_home: bool = False) -> list[Path]:
    """What is served, without migrations, which keep the words of their day, and WeChat's folder unless `at_home`."""
    files = sorted(file for top in _TOPS for file in (ROOT / top).rglob("*") if file.suffix in endings)
    return [
        file
        for file in files
        if (at_home or not _name(file).startswith(_AT_HOME)) and "versions" not in file.parts
    ]


def find_words(tree: ast.Module) -> Iterator[object]:
    """WeChat's words in a module: numbers and texts that the program uses, not what is written about it."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in prose:
            continue
        if isinstance(node.value, str) and (
            node.value.lower() in _NAMES or _UNMISTAKABLE.search(node.value.lower())
        ):
            yield node.value
        if type(node.value) is int and _is_error_code(node.value):
            yield node.value


def find_made(tree: ast.Module) -> Iterator[str]:
    """Names of the channels that a module makes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Channel":
            named = [*node.args[:1], *(one.value for one in node.keywords if one.arg == "name")]
            yield from (str(one.value) for one in named if isinstance(one, ast.Constant))


def find_compared_names(tree: ast.Module) -> Iterator[str]:
    """Names of channels with which something is compared."""
    names = {one.name for one in CHANNELS}
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            compared = [side for part in (node.left, *node.comparators) for side in ast.walk(part)]
            yield from (one.value for one in compared if isinstance(one, ast.Constant) and one.value in names)


def test_wechats_words_stand_with_wechat_alone() -> None:
    found = {(_name(file), word) for file in find_files(".py") for word in find_words(parse(file))}
    assert found - set(MEANT_OTHERWISE) == set()


def test_no_page_and_no_script_knows_wechats_words() -> None:
    files = find_files(".html", ".js", ".yml", ".yaml")
    assert [_name(file) for file in files if _UNMISTAKABLE.search(file.read_text("utf-8").lower())] == []


def test_every_channel_is_registered_once_and_one_that_is_sent_to_has_a_messenger() -> None:
    made = [name for file in find_files(".py", at_home=True) for name in find_made(parse(file))]
    assert sorted(made) == sorted(one.name for one in CHANNELS)
    sent_to = [one for one in REGISTERED if one.channel.unasked is Unasked.SENT]
    assert [
        one.channel.name for one in sent_to if one.open_messenger is RegisteredChannel.open_messenger
    ] == []


def test_nobody_asks_a_channel_for_its_name() -> None:
    asking = {(_name(file), name) for file in find_files(".py") for name in find_compared_names(parse(file))}
    assert asking - set(MEANT_OTHERWISE) == set()


def test_what_is_meant_otherwise_still_stands_there() -> None:
    assert [one for one in MEANT_OTHERWISE if str(one[1]) not in (ROOT / one[0]).read_text("utf-8")] == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("closed = 'kf_close_session'", ["kf_close_session"]),
        ("if details['event'] == 'unsubscribe': pass", ["unsubscribe"]),
        ("query = 'event = TEMPLATESENDJOBFINISH'", ["event = TEMPLATESENDJOBFINISH"]),
        ("closed = {45015, -1, 45_047}", [45015, 45047]),
        ('"""After kf_close_session, or 45015."""\nlimit = 12345.67', []),
    ],
)
def test_a_word_of_wechats_is_noticed(source: str, words: list[object]) -> None:
    assert list(find_words(ast.parse(source))) == words


@pytest.mark.parametrize("line", ["a.channel == 'wechat'", "x if c != 'webchat' else y", "c in ('wechat',)"])
def test_a_question_for_a_channels_name_is_noticed(line: str) -> None:
    assert len(list(find_compared_names(ast.parse(line)))) == 1


def _is_error_code(number: int) -> bool:
    return number > 9_999 and find_error_code(number) != _NO_SUCH_NUMBER


def _name(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()
