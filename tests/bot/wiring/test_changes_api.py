"""The API of the centre's own systems: by key alone, what waits in order, and what was said to be stored never again."""

import json
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, TypeAdapter, ValidationError

from bot.desk.api_keys import ApiKeys
from bot.errors import StaffRefusal
from bot.kernel.desk.api_keys import Scope
from bot.web.api.shapes import AnyChange
from claims.changes import change_phone, receive_paper
from claims.demo import find_demo_member
from claims.outbox.events import EVENTS
from claims.personal_data import erase_member
from claims.values import MemberId
from testing.claims_files import HASH_KEY
from testing.house import House, build_house
from testing.outbox_acts import ACTS, PAPER

CHANGES, ACK = "/api/v1/changes", "/api/v1/changes/ack"


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
def keys(house: House) -> ApiKeys:
    return house.parts.desk.api_keys


@pytest.fixture
async def core(keys: ApiKeys) -> dict[str, str]:
    """The headers of a system that may do everything."""
    return show(await keys.make("core", list(Scope), 600, by="system:terminal"))


@pytest.fixture
async def member(house: House) -> MemberId:
    found = await find_demo_member(house.parts.base.claims, "wang_fang")
    assert found
    return found


def show(key: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {key}"}


async def change(house: House, member: MemberId, times: int) -> None:
    for number in range(times):
        await change_phone(house.parts.base.claims, member, f"139000000{number:02}", house.clock())


async def audit(house: House, act: str) -> list[tuple[Any, ...]]:
    return await house.rows(f"SELECT actor, details FROM audit WHERE act = '{act}' ORDER BY id")  # noqa: S608


async def test_what_waits_is_given_page_by_page_until_it_is_acknowledged(
    house: House, core: dict[str, str], member: MemberId
) -> None:
    await change(house, member, 5)
    first = (await house.http.get(CHANGES, params={"limit": 3}, headers=core)).json()
    assert [one["member"]["sequence"] for one in first["changes"]] == [1, 2, 3]
    assert first["next"] == 3
    again = (await house.http.get(CHANGES, params={"limit": 3}, headers=core)).json()
    assert again == first, "what is not acknowledged is given again"
    rest = (await house.http.get(CHANGES, params={"after": first["next"]}, headers=core)).json()
    assert ([one["position"] for one in rest["changes"]], rest["next"]) == ([4, 5], None)
    taken = [one["key"] for one in first["changes"]]
    answer = await house.http.post(ACK, json={"keys": [*taken, "nobody's"]}, headers=core)
    assert answer.json() == {"acknowledged": 3, "unknown": ["nobody's"]}
    assert (await house.http.post(ACK, json={"keys": taken}, headers=core)).json()["acknowledged"] == 0
    assert (await house.http.get(CHANGES, headers=core)).json()["changes"] == rest["changes"]


async def test_who_fetched_and_acknowledged_is_written_down_and_nothing_of_a_member(
    house: House, core: dict[str, str], member: MemberId
) -> None:
    await house.http.get(CHANGES, headers=core)
    assert await audit(house, "fetch_changes") == [], "an empty page is nothing to write down"
    await change(house, member, 2)
    page = (await house.http.get(CHANGES, headers=core)).json()["changes"]
    await house.http.post(ACK, json={"keys": [one["key"] for one in page]}, headers=core)
    ((actor, details),) = await audit(house, "fetch_changes")
    assert (actor, json.loads(details)) == ("key:core", {"count": 2, "first": 1, "last": 2})
    ((actor, details),) = await audit(house, "ack_changes")
    assert (actor, json.loads(details)) == ("key:core", {"count": 2, "unknown": 0})


async def test_papers_are_fetched_by_their_number_until_they_are_erased(
    house: House, core: dict[str, str], member: MemberId
) -> None:
    claims = house.parts.base.claims
    paper = await receive_paper(claims, member, PAPER, house.clock())
    answer = await house.http.get(f"/api/v1/papers/{paper.id}", headers=core)
    assert (answer.content, answer.headers["content-type"]) == (b"a picture", "image/jpeg")
    assert [actor for actor, _ in await audit(house, "fetch_paper")] == ["key:core"]
    await erase_member(claims, member, house.clock())
    gone = await house.http.get(f"/api/v1/papers/{paper.id}", headers=core)
    assert (gone.status_code, gone.json()["code"]) == (404, "paper_unknown")


async def test_without_the_right_key_nobody_gets_in(
    house: House, keys: ApiKeys, core: dict[str, str], member: MemberId
) -> None:
    await change(house, member, 1)
    reader = show(await keys.make("reader", [Scope.READ_CHANGES], 600, by="system:terminal"))
    refused = [
        (await house.http.get(CHANGES), 401),
        (await house.http.get(CHANGES, headers=show("hz_nobody's")), 401),
        (await house.http.get(CHANGES, headers={"Authorization": "Basic x"}), 401),
        (await house.http.post(ACK, json={"keys": ["x"]}, headers=reader), 403),
        (await house.http.get("/api/v1/papers/1", headers=reader), 403),
    ]
    for answer, status in refused:
        assert answer.status_code == status
        assert answer.headers["content-type"] == "application/problem+json"
        assert {"type", "title", "status", "code", "detail"} == set(answer.json())
    assert refused[0][0].headers["www-authenticate"] == "Bearer"
    assert (await house.http.get(CHANGES, headers=reader)).status_code == 200
    await keys.revoke("reader", by="system:terminal")
    assert (await house.http.get(CHANGES, headers=reader)).status_code == 401
    assert (await house.http.get(CHANGES, headers=core)).status_code == 200


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ("?limit=0", 422),
        ("?limit=501", 422),
        ("?after=-1", 422),
        (f"?after={2**63}", 422),
        ("?after=%00", 422),
        ("/elsewhere", 404),
    ],
)
async def test_what_makes_no_sense_is_a_problem_too(
    house: House, core: dict[str, str], way: str, status: int
) -> None:
    answer = await house.http.get(f"{CHANGES}{way}", headers=core)
    assert (answer.status_code, answer.json()["status"]) == (status, status)
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body", [{}, {"keys": []}, {"keys": ["x"] * 501}, {"keys": ["x" * 37]}, {"keys": "x"}, []]
)
async def test_an_acknowledgement_of_another_form_changes_nothing(
    house: House, core: dict[str, str], body: Any
) -> None:
    answer = await house.http.post(ACK, json=body, headers=core)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_fields")
    assert await audit(house, "ack_changes") == []


async def test_whoever_calls_too_often_waits(house: House, keys: ApiKeys) -> None:
    slow = show(await keys.make("slow", [Scope.READ_CHANGES], 2, by="system:terminal"))
    answers = [await house.http.get(CHANGES, headers=slow) for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert (answers[2].json()["code"], answers[2].headers["retry-after"]) == ("api_too_often", "60")


async def test_whoever_tries_keys_is_stopped(house: House) -> None:
    statuses: list[int] = []
    while 429 not in statuses and len(statuses) < 200:
        answer = await house.http.get(CHANGES, headers=show(f"hz_{len(statuses)}"))
        statuses.append(answer.status_code)
    assert statuses[:30] == [401] * 30
    assert statuses[-1] == 429, "so many come back each minute, and no more"


async def test_a_key_is_kept_nowhere_and_its_last_use_is_known(
    house: House, keys: ApiKeys, core: dict[str, str]
) -> None:
    await house.http.get(CHANGES, headers=core)
    stored = str(await house.rows("SELECT * FROM api_keys")) + str(await house.rows("SELECT * FROM audit"))
    assert core["Authorization"].removeprefix("Bearer ") not in stored
    (found,) = await keys.find_all()
    assert found.last_used_at == house.clock()
    assert [actor for actor, _ in await audit(house, "make_api_key")] == ["system:terminal"]


@pytest.mark.parametrize(
    ("name", "scopes", "code"),
    [
        ("Core", [Scope.READ_CHANGES], "key_name"),
        ("", [Scope.READ_CHANGES], "key_name"),
        ("core2", [], "key_scopes"),
        ("core", [Scope.READ_CHANGES], "key_name_taken"),
    ],
)
async def test_a_key_that_makes_no_sense_is_not_made(
    keys: ApiKeys, core: dict[str, str], name: str, scopes: list[Scope], code: str
) -> None:
    with pytest.raises(StaffRefusal) as refused:
        await keys.make(name, scopes, 600, by="system:terminal")
    assert refused.value.reason == code
    with pytest.raises(StaffRefusal):
        await keys.revoke("nobody's", by="system:terminal")
    assert len(await keys.find_all()) == 1


async def test_the_description_is_of_these_routes_alone_and_of_every_event(house: House) -> None:
    told = (await house.http.get("/api/v1/openapi.json")).json()
    assert set(told["paths"]) == {CHANGES, ACK, "/api/v1/papers/{paper_id}"}
    assert set(told["webhooks"]) == {"change"}
    schemas = told["components"]["schemas"]
    assert {event.__name__ for event in EVENTS} <= set(schemas)
    assert set(schemas["ChangesPage"]["properties"]["changes"]["items"]["discriminator"]["mapping"]) == {
        event.name for event in EVENTS
    }
    assert told["components"]["securitySchemes"]["key"]["scheme"] == "bearer"


async def test_what_is_given_is_as_described(house: House, core: dict[str, str], member: MemberId) -> None:
    for name in (
        "confirm_card_change",
        "assign_paper",
        "submit_relief",
        "cancel_appointment",
        "do_relief_act",
    ):
        await ACTS[name].do(house.parts.base.claims, member)
    page = (await house.http.get(CHANGES, headers=core)).json()["changes"]
    described: TypeAdapter[Any] = TypeAdapter(AnyChange)
    assert len({type(described.validate_python(one)) for one in page}) > 7
    with pytest.raises(ValidationError):
        described.validate_python({**page[0], "event": "claim.unknown"})
