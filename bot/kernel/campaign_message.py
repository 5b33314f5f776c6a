"""Fills a campaign's notice with a member's values, and binds an approval to what was approved."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from typing import Any

from bot.kernel.audiences import Audience
from bot.kernel.campaigns import Campaign, CampaignContent
from bot.kernel.masking import mask_name

NAME = "姓名"
_VARIABLE = re.compile(r"\{([^{}]{1,30})\}")


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


def mask_values(values: Mapping[str, str]) -> dict[str, str]:
    """For staff: the member's name is masked wherever it stands."""
    name = values.get(NAME, "")
    return {key: value.replace(name, mask_name(name)) if name else value for key, value in values.items()}


def fill(content: CampaignContent, values: Mapping[str, str]) -> dict[str, str]:
    """The notice for one member, by field; a variable without a value is empty."""
    return {name: fill_pattern(pattern, values) for name, pattern in content.patterns.items()}


def fill_pattern(pattern: str, values: Mapping[str, str]) -> str:
    """One field of it."""
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
