"""Reads the XML of a push as plain nodes, and refuses all else that XML can do."""

from collections.abc import Mapping
from typing import Any, Never
from xml.parsers.expat import ExpatError, ParserCreate

from bot.errors import BadRequest
from bot.wechat.markup import drop_forbidden

Nodes = Mapping[str, Any]
"""Below `<xml>`: text, None where an element is empty, nodes where it holds some, a list where it repeats."""

# The sheet's deepest node lies five below <xml>; its largest push has some hundreds of elements.
_MAX_DEPTH = 10
_MAX_ELEMENTS = 2000


class UnreadablePush(BadRequest):
    """Nothing can be made of what a push holds; to send it again would not help."""

    code = "unreadable_push"
    advice = "Nothing to do, unless it comes often: then see what WeChat has added to its pushes."


def parse_nodes(body: bytes) -> Nodes:
    """The nodes below <xml>; raises UnreadablePush for whatever else the bytes may be.

    Control characters that members paste are left out, as XML does not allow them; a NUL is refused.
    """
    if b"\0" in body:
        raise UnreadablePush("a NUL byte")
    reading = _Reading()
    try:
        text = drop_forbidden(body.decode("utf-8-sig").lstrip())
        # UTF-8, whatever the XML declaration says.
        reading.parser.Parse(text.encode("utf-8"), True)
    except (ExpatError, UnicodeError) as fault:
        raise UnreadablePush(f"no XML: {type(fault).__name__}") from None
    if reading.root != "xml" or not isinstance(reading.value, dict):
        raise UnreadablePush("no <xml> element with nodes")
    return reading.value


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
