"""Takes template messages: fields by type, one message for each client_msg_id, and reports of what became of them."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from wechat_sim.allowances import Follower
from wechat_sim.book import Book, Entry, read_book
from wechat_sim.refusals import OK, Body, Refused
from wechat_sim.replies import DecryptedReply, read_text

# The same openid and client_msg_id make one message for ten minutes.
_ONE_MESSAGE_FOR = timedelta(minutes=10)
LOCAL_TEMPLATE = "local-template-claim-progress"
_TITLES = {LOCAL_TEMPLATE: "业务办理进度提醒"}
_LABELS = {"thing1": "业务名称", "phrase2": "办理状态", "time3": "更新时间"}

_MOMENT = r"(\d{4}年\d{1,2}月\d{1,2}日 ?)?\d{1,2}:\d{2}(:\d{2})?"
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日( ?\d{1,2}:\d{2}(:\d{2})?)?"
# Typed value limits.
_FORMS = {
    "thing": r"[\s\S]{1,20}",
    "character_string": r"[ -~]{1,32}",
    "number": r"[-+]?[\d.]{1,32}",
    "letter": r"[A-Za-z]{1,32}",
    "symbol": r"[^\w\s]{1,5}",
    "amount": r"[¥$€£¥]?\d{1,10}(\.\d+)?元?",
    "time": rf"{_MOMENT}(~{_MOMENT})?",
    "date": rf"{_DAY}(~{_DAY})?",
    "phone_number": r"[\d+*() -]{1,17}",
    "car_number": r"[\w]{1,8}",
    "name": r"(?=.*[一-鿿])[^\d]{1,10}|[^\d一-鿿]{1,20}",
    "phrase": r"[一-鿿]{1,5}",
    "const": r"[\s\S]{1,20}",
    "short_thing": r"[\s\S]{1,20}",
}


@dataclass(frozen=True)
class AcceptedTemplate:
    """One accepted message."""

    openid: str
    template_id: str
    values: Mapping[str, str]
    url: str
    msgid: int


@dataclass
class TemplateDesk:
    """The templates of one account and what was sent with them; `failing` is the next reports' Status."""

    templates: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {LOCAL_TEMPLATE: ("thing1", "phrase2", "time3")}
    )
    muted: set[tuple[str, str]] = field(default_factory=set)
    messages: list[AcceptedTemplate] = field(default_factory=list)
    reports: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    failing: str = ""
    _seen: dict[tuple[str, str], tuple[int, datetime]] = field(default_factory=dict)
    _book: Book | None = None

    def keep_book(self, path: Path) -> None:
        """Writes every accepted message into a file, and remembers those that stand in it already."""
        for entry in read_book(path):
            at = datetime.fromtimestamp(entry.at, UTC)
            self._seen[entry.openid, entry.client_msg_id] = entry.msgid, at
        self._book = Book(path)

    def list_all(self) -> Body:
        """Get_all_private_template, with the words that stand before each field."""
        return {
            "template_list": [
                {
                    "template_id": template_id,
                    "title": _TITLES.get(template_id, template_id),
                    "primary_industry": "",
                    "deputy_industry": "",
                    "content": "\n".join(f"{_LABELS.get(name, name)}:{{{{{name}.DATA}}}}" for name in names),
                    "example": "\n".join(f"{_LABELS.get(name, name)}:…" for name in names),
                }
                for template_id, names in self.templates.items()
            ]
        }

    def draw(self, message: AcceptedTemplate) -> DecryptedReply:
        """As a phone shows it: the title, each value behind its words, and where it leads."""
        lines = [f"【{_TITLES.get(message.template_id, message.template_id)}】"]
        lines += [f"{_LABELS.get(name, name)}：{value}" for name, value in message.values.items()]
        if message.url:
            lines.append(f'<a href="{message.url}">查看详情</a>')
        return read_text("\n".join(lines))

    def send(self, body: Body, followers: Mapping[str, Follower], now: datetime) -> Body:
        """Accepted only; what became of it is reported by an event."""
        openid, template_id = body.get("touser", ""), body.get("template_id", "")
        self._check(openid, template_id, followers)
        values = self._read_values(body.get("data"), self.templates[template_id])
        msgid, is_new = self._number(openid, body.get("client_msg_id", ""), now)
        if is_new:
            message = AcceptedTemplate(openid, template_id, values, body.get("url") or "", msgid)
            if self._book:
                self._book.add(Entry(openid, body.get("client_msg_id", ""), msgid, now.timestamp()))
            self.messages.append(message)
            self.reports.append((openid, self._report(msgid)))
        return OK | {"msgid": msgid}

    def _check(self, openid: str, template_id: str, followers: Mapping[str, Follower]) -> None:
        if openid not in followers:
            raise Refused(40003)
        if template_id not in self.templates:
            raise Refused(40037)
        if not followers[openid].is_following:
            raise Refused(43004)
        # A follower can mute one template.
        if (openid, template_id) in self.muted:
            raise Refused(43101)

    def _read_values(self, data: object, names: tuple[str, ...]) -> Mapping[str, str]:
        """An empty or ill-formed value is refused with the field's name."""
        values = {}
        for name in names:
            item = data.get(name) if isinstance(data, dict) else None
            value = item.get("value") if isinstance(item, dict) else None
            form = _FORMS.get(name.rstrip("0123456789"), r"[\s\S]{1,200}")
            if not isinstance(value, str) or not value.strip() or not re.fullmatch(form, value):
                raise Refused(47003, f"data.{name}.value invalid")
            values[name] = value
        return values

    def _number(self, openid: str, client_msg_id: str, now: datetime) -> tuple[int, bool]:
        msgid, at = self._seen.get((openid, client_msg_id), (0, now))
        if client_msg_id and msgid and now - at < _ONE_MESSAGE_FOR:
            return msgid, False
        msgid = 10**18 + secrets.randbelow(10**18)
        self._seen[openid, client_msg_id] = msgid, now
        return msgid, True

    def _report(self, msgid: int) -> Mapping[str, str]:
        """TEMPLATESENDJOBFINISH with its MsgID, capital D."""
        status = self.failing or "success"
        return {
            "MsgType": "event",
            "Event": "TEMPLATESENDJOBFINISH",
            "MsgID": str(msgid),
            "Status": status,
        }
