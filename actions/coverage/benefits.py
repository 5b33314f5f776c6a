"""The figures of a plan version, as they are said."""

from actions.wording import LATEST_RULES, say_list
from claims.values import Benefit, PlanVersion
from vocabulary.saying import say_money


def say_benefits(version: PlanVersion, tier: str | None) -> str:
    """The figures of a plan version that may be said, with their year; empty where there are none."""
    said = [
        _say_benefit(one)
        for one in version.benefits
        if one.is_speakable and (tier is None or one.tier is None or one.tier == tier)
    ]
    if not said:
        return ""
    return f"{say_list(said)}（{version.as_of.year}年公布，{LATEST_RULES}）"


def _say_benefit(benefit: Benefit) -> str:
    tier = f"{benefit.tier} " if benefit.tier else ""
    if benefit.amount is None:
        return f"{tier}{benefit.label} {benefit.per}"
    whose = benefit.per.removesuffix("最高")
    return f"{tier}{benefit.label}{whose} {say_money(benefit.amount)}"
