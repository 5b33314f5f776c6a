"""Reads the XML of a push as plain nodes, and refuses all else that XML can do."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Never
from xml.parsers.expat import ExpatError, ParserCreate

from bot.errors import BadRequest
from bot.kernel.plain_text import drop_no_text

Nodes = Mapping[str, Any]
"""Below `<xml>`: text, None where an element is empty, nodes where it holds some, a list where it repeats."""

# The deepest node of any push lies five below <xml>; the largest push has some hundreds of elements.
_MAX_DEPTH = 10
_MAX_ELEMENTS = 2000
_ONCE = ("FromUserName", "ToUserName", "CreateTime", "MsgType", "Content", "MsgId")
_ONE = r"<(?!Content>)\w+>(?:<!\[CDATA\[[^\]<]{0,300}\]\]>|[^<\]]{0,300})</\w+>\s*"
_FIELD = re.compile(
    r"<(?P<name>\w+)>(?:<!\[CDATA\[(?P<quoted>[^\]<]{0,300})\]\]>|(?P<plain>[^<\]]{0,300}))</(?P=name)>"
)
_HEAD = re.compile(rf"\s*<xml>\s*(?P<head>(?:{_ONE}){{1,12}})")
_TEXT_MESSAGE = re.compile(
    rf"<xml>\s*(?P<head>(?:{_ONE}){{1,12}})<Content><!\[CDATA\[(?P<words>.*)\]\]></Content>\s*(?P<tail>(?:{_ONE}){{0,12}})</xml>\s*",
    re.DOTALL,
)


class UnreadablePush(BadRequest):
    """Nothing can be made of what a push holds; to send it again would not help."""

    code = "unreadable_push"
    advice = "Nothing to do, unless it comes often: then see what WeChat has added to its pushes."
    remains: "Remains | None" = None
    """What could be read of it all the same, where WeChat itself sent it."""


@dataclass(frozen=True)
class Remains:
    """Whom to answer, with the key to seal it by; `words` is the rest of the push, whatever it may hold."""

    openid: str = field(repr=False)
    account: str
    words: str = field(repr=False)
    aes_key: str = field(default="", repr=False)


def parse_nodes(body: bytes) -> Nodes:
    """The nodes below <xml>; raises UnreadablePush for whatever else the bytes may be.

    Control characters that members paste are left out, as XML does not allow them; a NUL is refused.
    """
    if b"\0" in body:
        raise UnreadablePush("a NUL byte")
    try:
        text = drop_no_text(body.decode("utf-8-sig").lstrip())
    except UnicodeError as fault:
        raise UnreadablePush(f"no XML: {type(fault).__name__}") from None
    reading = _Reading()
    try:
        # UTF-8, whatever the XML declaration says.
        reading.parser.Parse(text.encode("utf-8"), True)
    except (ExpatError, UnicodeError) as fault:
        if salvaged := _salvage(text):
            return salvaged
        raise UnreadablePush(f"no XML: {type(fault).__name__}") from None
    if reading.root != "xml" or not isinstance(reading.value, dict):
        raise UnreadablePush("no <xml> element with nodes")
    if any(isinstance(reading.value.get(name), list) for name in _ONCE) and (salvaged := _salvage(text)):
        return salvaged
    return reading.value


def find_remains(body: bytes) -> Remains | None:
    """Whom an unreadable push came from; None for an event, which nobody waits on, and where nothing says."""
    text = drop_no_text(body.decode("utf-8", "replace"))
    head = dict(_find_fields(_HEAD.match(text)))
    if not head.get("FromUserName") or not head.get("ToUserName"):
        return None
    if head.get("MsgType", "").lower() == "event":
        return None
    return Remains(head["FromUserName"], head["ToUserName"], text)


def _salvage(text: str) -> Nodes | None:
    """A text message whose words hold the end of a CDATA section: WeChat pastes them in as they are.

    Only what stands before the words, and behind the last end of them, is WeChat's own.
    """
    whole = _TEXT_MESSAGE.fullmatch(text)
    if whole is None or "]]>" not in whole["words"]:
        return None
    own = [*_FIELD.finditer(whole["head"]), *_FIELD.finditer(whole["tail"])]
    nodes = {found["name"]: (found["quoted"] or found["plain"] or "").strip() or None for found in own}
    return {**nodes, "Content": whole["words"].strip() or None}


def _find_fields(found: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    for one in _FIELD.finditer(found["head"]) if found else ():
        yield one["name"], one["quoted"] or one["plain"] or ""


class _Reading:
    """One document: a stack of open elements, each with its children and its text so far."""

    def __init__(self) -> None:
        self.parser = ParserCreate("utf-8")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse_doctype
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.CharacterDataHandler = self._read
        self.root, self.value = "", None
        self._open_elements: list[tuple[dict[str, Any], list[str]]] = []
        self._count = 0

    def _refuse_doctype(self, *_declared: object) -> Never:
        # Every entity needs one, so nothing can be expanded or fetched.
        raise UnreadablePush("a document type declaration")

    def _open(self, name: str, _attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > _MAX_ELEMENTS or len(self._open_elements) >= _MAX_DEPTH:
            raise UnreadablePush("too many elements, or too deep")
        self.root = self.root or name
        self._open_elements.append(({}, []))

    def _read(self, text: str) -> None:
        self._open_elements[-1][1].append(text)

    def _close(self, name: str) -> None:
        children, pieces = self._open_elements.pop()
        value: Any = children or "".join(pieces).strip() or None
        if not self._open_elements:
            self.value = value
            return
        siblings = self._open_elements[-1][0]
        if name not in siblings:
            siblings[name] = value
        elif isinstance(siblings[name], list):
            siblings[name].append(value)
        else:
            siblings[name] = [siblings[name], value]
