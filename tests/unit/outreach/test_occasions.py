"""The table of occasions and whoever finds their changes agree: what one of them forgot is named here."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta

import pytest

from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.campaign_message import fill
from bot.kernel.outreach.occasions import OCCASIONS, SAMPLES, Change, Occasion
from bot.members.changes import ClaimsChanges
from claims.access import CHANGES, RecentChange
from claims.database import ClaimsDatabase
from testing.processes import ROOT

LONG_AGO = date(2000, 1, 1)
OF_A_DAY_TO_COME = {Occasion.COVER_ENDING, Occasion.VISIT_TOMORROW}


async def find(claims: ClaimsDatabase, occasion: Occasion, today: date) -> Sequence[Change]:
    """What happened among the demo members, or comes within a year."""
    days = (
        [today + timedelta(days=ahead) for ahead in range(365)] if occasion in OF_A_DAY_TO_COME else [today]
    )
    for day in days:
        if found := await ClaimsChanges(claims, lambda day=day: day).find_changes(occasion, LONG_AGO, 0, 500):  # type: ignore[misc]
            return [change for _, change in found]
    return []


def test_every_occasion_has_its_rule_and_a_reader_of_its_changes() -> None:
    assert set(OCCASIONS) == set(Occasion)
    assert set(CHANGES) == set(Occasion)


@pytest.mark.parametrize("occasion", Occasion)
def test_every_variable_shows_a_fact_of_the_change_and_has_a_sample(occasion: Occasion) -> None:
    rule = OCCASIONS[occasion]
    assert set(rule.variables.values()) <= {one.name for one in fields(RecentChange)}
    assert set(rule.variables) <= set(SAMPLES)


def test_there_is_no_sample_that_nothing_says() -> None:
    assert set(SAMPLES) == {name for rule in OCCASIONS.values() for name in rule.variables}


@pytest.mark.parametrize("occasion", Occasion)
async def test_every_change_fills_all_that_may_be_said_of_it(
    claims: ClaimsDatabase, today: date, occasion: Occasion
) -> None:
    changes = await find(claims, occasion, today)
    assert changes, "the demo members have none: nobody has seen how it is told"
    assert len({one.key for one in changes}) == len(changes)
    for change in changes:
        assert change.key.startswith(f"{occasion}:")
        assert len(change.key) <= 52, (
            "with the number of a chat behind it, a template message's key has 64 signs"
        )
        assert set(change.values) == set(OCCASIONS[occasion].variables)
        assert all(change.values.values()), change.values
        written = {f"thing{number}": f"{{{name}}}" for number, name in enumerate(change.values)}
        notice = AutomaticNotice(occasion, True, "T", written)
        assert list(fill(notice.content, change.values).values()) == list(change.values.values())


@pytest.mark.parametrize("occasion", [one for one, rule in OCCASIONS.items() if rule.say])
async def test_what_the_table_says_in_the_chat_is_said_of_every_change(
    claims: ClaimsDatabase, today: date, occasion: Occasion
) -> None:
    for change in await find(claims, occasion, today):
        assert change.words
        assert change.words.text


def test_the_manual_names_every_occasion_and_no_other() -> None:
    manual = (ROOT / "docs" / "outreach.md").read_text(encoding="utf-8")
    titles = "、".join(rule.title for rule in OCCASIONS.values())
    assert f"“自动通知”里有这些：{titles}。" in manual
