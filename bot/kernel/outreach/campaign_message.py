"""Fills a campaign's notice with a member's values, and binds an approval to what was approved."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.kernel.conversation.masking import mask_name
from bot.kernel.outreach.audiences import Audience
from bot.kernel.outreach.campaigns import Campaign, CampaignContent
from vocabulary.names import DOT, normalise_name

NAME = "姓名"
_VARIABLE = re.compile(r"\{([^{}]{1,30})\}")
_NAME_FIELD = re.compile(r"name\d*")
_LONGEST_NAME = 10
"""WeChat takes no more signs for a name in Chinese."""
_HAN = re.compile(r"[\u3400-\u9fff]")


def find_variables(content: CampaignContent) -> frozenset[str]:
    """The variables that the notice says."""
    return frozenset(
        name for pattern in content.patterns.values() for name in find_pattern_variables(pattern)
    )


def find_pattern_variables(pattern: str) -> list[str]:
    """Those of one field."""
    return _VARIABLE.findall(pattern)


def find_unknown_variables(content: CampaignContent, known: Collection[str]) -> list[str]:
    """Those that the audience has no value for."""
    return sorted(find_variables(content) - set(known))


def fill(content: CampaignContent, values: Mapping[str, str]) -> dict[str, str]:
    """The notice for one member, by field; a variable without a value is empty."""
    return {name: fill_field(name, pattern, values) for name, pattern in content.patterns.items()}


def fill_masked(content: CampaignContent, values: Mapping[str, str]) -> dict[str, str]:
    """The same for staff: the member's name is masked wherever it stands."""
    name = values.get(NAME, "")
    spellings = [one for one in (name, _shorten(name)) if one]
    filled = fill(content, values)
    for one in spellings:
        filled = {field: value.replace(one, mask_name(one)) for field, value in filled.items()}
    return filled


def fill_field(field: str, pattern: str, values: Mapping[str, str]) -> str:
    """One field of it; where only a name fits, one too long for WeChat is said by its first part, as people do."""
    value = _fill(pattern, values)
    if _NAME_FIELD.fullmatch(field) and len(value) > _LONGEST_NAME and values.get(NAME):
        return _fill(pattern, {**values, NAME: _shorten(values[NAME])})
    return value


def find_short_name(field: str, pattern: str, values: Mapping[str, str]) -> str:
    """By which part of their name a member is called in this field; empty where it is the whole name."""
    is_short = fill_field(field, pattern, values) != _fill(pattern, values)
    return _shorten(values[NAME]) if is_short else ""


def _shorten(name: str) -> str:
    """阿卜杜热合曼 of 阿卜杜热合曼·阿卜杜外力; any other name as it is."""
    first = normalise_name(name).split(DOT)[0]
    return first if len(name) > _LONGEST_NAME and first and _HAN.search(first) else name


def _fill(pattern: str, values: Mapping[str, str]) -> str:
    return _VARIABLE.sub(lambda found: values.get(found[1], ""), pattern)


def hash_campaign(campaign: Campaign, audience: Audience) -> str:
    """Changes with any change of the notice, of whom it is for, or of a value that it says to somebody."""
    content = campaign.content
    approved: dict[str, Any] = {
        "kind": content.kind,
        "way": content.way,
        "template": content.template_id,
        "patterns": dict(content.patterns),
        "url": content.url,
        "source": audience.source,
        "definition": dict(audience.definition),
        "found": audience.found,
        "members": audience.digest,
    }
    if campaign.repeats is not None:
        # Approvals from before there were repeats stay what they are.
        approved["repeats"] = campaign.repeats
    return hashlib.sha256(json.dumps(approved, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
