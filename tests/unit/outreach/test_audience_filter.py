"""One field, all the way: asked on the page, read from the form, told in words, and narrowing whom it finds."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest
from starlette.datastructures import FormData

from bot.kernel.outreach.audience_filter import (
    CONDITIONS,
    AudienceFilter,
    Choices,
    describe_filter,
    variables_of,
)
from bot.kernel.outreach.audiences import VARIABLES, FoundMember
from bot.members.audience import ClaimsAudience
from bot.web.outreach.forms import read_filter
from bot.web.templating import TEMPLATES
from claims.access import MemberFilter
from claims.database import ClaimsDatabase
from claims.tables import GrassrootsUnionRow

FIELDS = [one.name for one in fields(AudienceFilter)]


@pytest.fixture
def audience(claims: ClaimsDatabase, today: date) -> ClaimsAudience:
    return ClaimsAudience(claims, lambda: today)


class Controls(HTMLParser):
    """Each value that the page's controls may send, by the control's name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, list[str]] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in ("input", "textarea"):
            self.values.setdefault(told["name"] or "", []).append(told.get("value") or "")


async def find(audience: ClaimsAudience, chosen: AudienceFilter) -> list[FoundMember]:
    return [one async for page in audience.find_members(chosen) for one in page]


async def samples_of(name: str, audience: ClaimsAudience) -> list[Any]:
    """Values that staff can choose for a field."""
    condition = CONDITIONS[name]
    choices = condition.choices or (await audience.find_choices()).get(name, {})
    match condition.control:
        case "many":
            return [(code,) for code in choices]
        case "one":
            return [code for code in choices if code]
        case "yes":
            return [True]
        case "days":
            return [30, 365]
        case "unions":
            async with audience.claims.begin() as session:
                union = await session.get_one(GrassrootsUnionRow, 1)
            return [(union.code,)]


@pytest.mark.parametrize("name", FIELDS)
async def test_each_field_alone_narrows_whom_it_finds(name: str, audience: ClaimsAudience) -> None:
    everybody = len(await find(audience, AudienceFilter()))
    found = [
        len(await find(audience, AudienceFilter(**{name: value})))
        for value in await samples_of(name, audience)
    ]
    assert all(count < everybody for count in found), found
    assert any(found)


def test_the_claims_database_knows_each_field_and_no_other() -> None:
    assert [one.name for one in fields(MemberFilter)] == ["today", *FIELDS]


@pytest.mark.parametrize("name", FIELDS)
async def test_each_field_is_told_in_words_of_its_own(name: str, audience: ClaimsAudience) -> None:
    choices = await audience.find_choices()
    for value in await samples_of(name, audience):
        chosen = AudienceFilter(**{name: value})
        assert list(chosen.chosen) == [name]
        [(told, words)] = describe_filter(chosen, choices).items()
        assert told == CONDITIONS[name].told
        assert words
        assert AudienceFilter.from_json(chosen.to_json()) == chosen
    assert len({one.told for one in CONDITIONS.values()}) == len(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
async def test_what_a_field_promises_is_known_of_everybody_found(name: str, audience: ClaimsAudience) -> None:
    for value in await samples_of(name, audience):
        chosen = AudienceFilter(**{name: value})
        promised = set(variables_of(chosen))
        assert promised <= VARIABLES.keys()
        assert all(promised <= one.values.keys() for one in await find(audience, chosen))


@pytest.mark.parametrize("name", FIELDS)
async def test_the_page_asks_each_field_and_its_answer_is_read(name: str, audience: ClaimsAudience) -> None:
    choices = await audience.find_choices()
    offered = Controls(show(AudienceFilter(), choices)).values
    assert name in offered
    for value in await samples_of(name, audience):
        chosen = AudienceFilter(**{name: value})
        sent = [(name, "yes" if one is True else str(one)) for one in _each(value)]
        if CONDITIONS[name].control in ("many", "one", "yes"):
            assert {code for _, code in sent} <= set(offered[name])
        assert read_filter(FormData([*sent]), value if name == "unions" else ()) == chosen
        assert show(chosen, choices) != show(AudienceFilter(), choices)


def show(chosen: AudienceFilter, choices: Choices) -> str:
    """The page where the conditions are chosen."""
    told: Mapping[str, Any] = {
        "is_open": True,
        "asked": CONDITIONS,
        "chosen": chosen,
        "choices": choices,
        "campaign": {"state": {"value": "draft"}},
        "faults": {},
    }
    return TEMPLATES.env.get_template("outreach/audience.html").render(told)


def _each(value: Any) -> tuple[Any, ...]:
    return value if isinstance(value, tuple) else (value,)
