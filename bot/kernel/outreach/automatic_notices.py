"""How an occasion is told by template message: on its own switch, agreed to by two people or set by the operator."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.kernel.outreach.campaigns import CampaignContent, SendingWay
from bot.kernel.outreach.occasions import OCCASIONS, Occasion


@dataclass(frozen=True)
class AutomaticNotice:
    """How an occasion is told: `fields` are the template's, with variables; nothing from before `on_since` is told."""

    occasion: Occasion
    is_on: bool = False
    template_id: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)
    url: str = ""
    on_since: datetime | None = None
    changed_by: str = ""
    approved_by: str = ""
    is_by_setting: bool = False
    """Switched on by the operator: it carries what is said in the chat, and what WeChat refuses waits there."""

    @property
    def content(self) -> CampaignContent:
        """What is said, as a campaign says it."""
        return CampaignContent(
            OCCASIONS[self.occasion].kind, SendingWay.TEMPLATE, self.template_id, self.fields, self.url
        )


@dataclass(frozen=True)
class Proposal:
    """How one person wants an occasion told from now on: a second person has to agree, or sends it back with a note."""

    notice: AutomaticNotice
    staff_id: int
    at: datetime
    note: str = ""

    @property
    def is_waiting(self) -> bool:
        """Whether a second person is still to look at it."""
        return not self.note

    @property
    def hash(self) -> str:
        """What an approval is bound to."""
        one = self.notice
        told = [one.occasion, one.template_id, dict(one.fields), one.url, self.staff_id, self.at.isoformat()]
        return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


_SETTING_NAMES = {"place": "地点", "when": "时间", "number": "预约编号"}


def read_visit_setting(words: str) -> AutomaticNotice | None:
    """`ID thing1=place time2=when character_string3=number`; None where empty. Raises ValueError."""
    if not words.strip():
        return None
    template_id, *pairs = words.split()
    fields = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
    if not fields or len(fields) != len(pairs) or not set(fields.values()) <= set(_SETTING_NAMES):
        raise ValueError(
            f"after the template's id: field=value, where a value is one of {', '.join(_SETTING_NAMES)}"
        )
    patterns = {name: f"{{{_SETTING_NAMES[value]}}}" for name, value in fields.items()}
    return AutomaticNotice(Occasion.VISIT_TOMORROW, True, template_id, patterns, is_by_setting=True)
