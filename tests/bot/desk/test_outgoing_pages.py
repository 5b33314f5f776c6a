"""Supervisors see what does not get through to the centre's system, and why, and let it be tried again."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.desk.api_keys import SCOPES
from bot.desk.outgoing import EVENTS as EVENT_WORDS
from bot.desk.outgoing import MISHAPS
from bot.kernel.desk.api_keys import Scope
from bot.kernel.members.outgoing import Mishap
from bot.members.outbox import EVENTS, ClaimsOutbox
from claims.changes import change_phone
from claims.demo import demo_people, find_demo_member
from testing.claims_files import HASH_KEY
from testing.house import House, build_house

PAGE = "/console/outgoing"
PERSON = next(person for person in demo_people() if person.key == "wang_fang")


@pytest.fixture
async def house(tmp_path: Path, demo_file: Path, encryption_key: str) -> AsyncIterator[House]:
    shutil.copy(demo_file, tmp_path / "claims.db")
    async with build_house(
        tmp_path,
        claims_encryption_key=SecretStr(encryption_key),
        claims_hash_key=SecretStr(HASH_KEY),
    ) as built:
        yield built


@pytest.fixture
def outbox(house: House) -> ClaimsOutbox:
    return ClaimsOutbox(house.parts.base.claims, house.clock)


async def park(house: House, outbox: ClaimsOutbox) -> str:
    """A member's change that is not tried any more; its key."""
    claims = house.parts.base.claims
    member = await find_demo_member(claims, PERSON.key)
    assert member
    await change_phone(claims, member, "13912345678", house.clock())
    (lane,) = await outbox.take_lanes(10)
    await outbox.keep_failed(lane, Mishap.REFUSED, None)
    return (await outbox.find_waiting(0, 1))[0].key


def test_everything_that_can_be_shown_has_words() -> None:
    assert set(MISHAPS) == set(Mishap)
    assert set(EVENT_WORDS) == {event.name for event in EVENTS}
    assert set(SCOPES) == set(Scope)


async def test_a_parked_change_is_shown_masked_with_its_reason_and_tried_again(
    house: House, outbox: ClaimsOutbox
) -> None:
    key = await park(house, outbox)
    page = await house.http.get(PAGE, headers={"x-staff": "leader"})
    assert page.status_code == 200
    for words in ("改手机号", MISHAPS[Mishap.REFUSED], key, "停了", "*芳"):
        assert words in page.text
    assert PERSON.name not in page.text
    assert "13912345678" not in page.text
    done = await house.http.post(PAGE, data={"key": key}, headers={"x-staff": "leader"})
    assert (done.status_code, done.headers["location"]) == (303, PAGE)
    assert len(await outbox.take_lanes(10)) == 1
    ((actor, details),) = await house.rows("SELECT actor, details FROM audit WHERE act = 'retry_changes'")
    assert (actor, json.loads(details)) == ("staff:leader", {"change": key})


async def test_all_are_tried_again_at_once(house: House, outbox: ClaimsOutbox) -> None:
    await park(house, outbox)
    done = await house.http.post(PAGE, headers={"x-staff": "admin"})
    assert done.status_code == 303
    assert len(await outbox.take_lanes(10)) == 1


@pytest.mark.parametrize("key", ["", "nobody's"])
async def test_where_nothing_failed_nothing_is_tried_again(house: House, key: str) -> None:
    page = await house.http.get(PAGE, headers={"x-staff": "leader"})
    assert "都送到了" in page.text
    refused = await house.http.post(PAGE, data={"key": key}, headers={"x-staff": "leader"})
    assert refused.status_code == 409
    assert await house.rows("SELECT * FROM audit WHERE act = 'retry_changes'") == []


async def test_a_key_is_shown_without_itself_and_stopped_at_once(house: House) -> None:
    keys = house.parts.desk.api_keys
    key = await keys.make("core", [Scope.READ_CHANGES], 600, by="system:terminal")
    page = await house.http.get(PAGE, headers={"x-staff": "leader"})
    assert all(words in page.text for words in ("core", "取变动", "没用过"))
    assert key not in page.text
    assert await keys.use(key)
    for status in (303, 404):
        done = await house.http.post(f"{PAGE}/revoke", data={"name": "core"}, headers={"x-staff": "leader"})
        assert done.status_code == status
    assert await keys.use(key) is None
    shown = await house.http.get(PAGE, headers={"x-staff": "leader"})
    assert "停用了" in shown.text
    acts = await house.rows("SELECT actor, details FROM audit WHERE act = 'revoke_api_key'")
    assert [(actor, json.loads(details)) for actor, details in acts] == [("staff:leader", {"key": "core"})]


@pytest.mark.parametrize("login", ["chen", "sun"])
async def test_nobody_else_comes_here(house: House, login: str) -> None:
    assert (await house.http.get(PAGE, headers={"x-staff": login})).status_code == 403
    for path in (PAGE, f"{PAGE}/revoke"):
        answer = await house.http.post(path, data={"name": "core"}, headers={"x-staff": login})
        assert answer.status_code == 403
