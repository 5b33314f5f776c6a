"""The whole way: a centre's files in, a member asks and files, each change out, the core's answer in, the new stage told."""

import asyncio
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from pyarrow import csv

from bot.members.outbox import ClaimsOutbox
from claims.access import access_claims
from claims.changes import NewPaper, change_phone, receive_paper
from claims.database import ClaimsDatabase, open_claims_database
from claims.identity import find_member
from claims.migrations import upgrade
from claims.reference import load_plans
from testing.fakes import FakeClock
from testing.imports import write_files
from testing.outbox_delivery import deliver_to
from testing.processes import ROOT
from testing.receiver import run_receiver
from tests.handlers.action_talk import ActionTalk
from vocabulary.beijing import BEIJING

pytestmark = pytest.mark.postgres
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=BEIJING)
"""A Tuesday; the centre's files are of the evening before."""


def run(url: str, *words: str) -> None:
    """`python -m claims …`, which must not refuse a row."""
    settings = {"CLAIMS_ENCRYPTION_KEY": KEYS[0], "CLAIMS_HASH_KEY": KEYS[1], "CLAIMS_DATABASE_URL": url}
    ended = subprocess.run(
        [sys.executable, "-m", "claims", *words],
        cwd=ROOT,
        env={**os.environ, **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def read_rows(file: Path) -> list[dict[str, Any]]:
    """Rows as they were handed in."""
    as_text = dict.fromkeys(("id_number", "card_number", "phone", "claim_number"), "string")
    table = csv.read_csv(file, convert_options=csv.ConvertOptions(column_types=as_text))
    return list(table.to_pylist())


def choose_person(centre: Path) -> dict[str, Any]:
    """Somebody with one claim, which is paid, and with accident cover today."""
    claims = read_rows(centre / "claims.csv")
    owners = [one["id_number"] for one in claims]
    covered = {
        one["id_number"]
        for one in read_rows(centre / "enrolments.csv")
        if one["plan_code"] == "accident" and one["effective_date"] <= NOW.date() <= one["expiry_date"]
    }
    paid = {
        one["id_number"]
        for one in claims
        if one["state"] in ("paid", "closed") and owners.count(one["id_number"]) == 1
    }
    return next(one for one in read_rows(centre / "members.csv") if one["id_number"] in covered & paid)


async def file_by_chat(talk: ActionTalk) -> str:
    """Files a claim as members do; its number."""
    await talk.say("我要报案，骑车摔了，脚踝骨折", "file_claim", event="fall", illness="骨折")
    await talk.say("11月21号")
    await talk.say("朝阳医院")
    assert "对吗" in await talk.say("花了1200块")
    said = await talk.say("对", "affirm")
    (claim,) = [one for one in await access_claims(talk.claims, talk.member) if one.plan_code == "accident"]
    assert f"登记好了，编号 {claim.number}" in said
    return claim.number


async def deliver(claims: ClaimsDatabase, now: datetime) -> list[dict[str, Any]]:
    """What the centre's system has, which takes in nothing without the right signature."""
    clock = FakeClock(now)
    outbox = ClaimsOutbox(claims, clock)
    async with run_receiver() as receiver:
        async with deliver_to(receiver, outbox) as rounds:
            await rounds.go_round()
        assert (await outbox.find_standing()).waiting == 0
        keys = [
            {name.lower(): value for name, value in headers.items()}["webhook-id"]
            for _, headers, _ in receiver.calls
        ]
        assert keys == list(receiver.taken), "each came once, by its key"
        return list(receiver.taken.values())


def answer_claim(filed: Mapping[str, Any], person: Mapping[str, Any]) -> dict[str, Any]:
    """The core's row of a claim that it was told of: it is looked at."""
    same = ("claim_number", "plan_code", "kind", "cause", "date_of_loss", "filed_on")
    told = {name: filed[name] for name in same}
    return {**told, "id_number": person["id_number"], "state": "first_review", "state_since": "2026-11-25"}


@pytest.fixture(params=["sqlite", "postgres"])
async def claims(
    request: pytest.FixtureRequest, postgres_url: str, tmp_path: Path
) -> AsyncIterator[ClaimsDatabase]:
    """As `python -m bot migrate` leaves it."""
    url = postgres_url if request.param == "postgres" else f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}"
    await asyncio.to_thread(upgrade, url)
    database = open_claims_database(url, *KEYS)
    await load_plans(database)
    yield database
    await database.close()


async def test_a_claim_filed_in_the_chat_goes_out_and_its_answer_comes_back(
    claims: ClaimsDatabase, tmp_path: Path
) -> None:
    url = claims.engine.url.render_as_string(hide_password=False)
    run(url, "sample", str(tmp_path / "centre"), "--members", "260", "--today", "2026-11-23")
    run(url, "import", str(tmp_path / "centre"), "--rejects", str(tmp_path / "rejects.csv"))
    person = choose_person(tmp_path / "centre")
    member = await find_member(claims, person["name"], person["id_number"], person["card_number"][-4:])
    assert member
    (known,) = await access_claims(claims, member)
    assert not known.number.startswith("LP2026-9"), "that range is for what is filed here"

    talk = ActionTalk(claims, member, now=NOW)
    assert known.number in await talk.say("我的理赔到哪一步了", "check_claim")
    number = await file_by_chat(talk)
    picture = await receive_paper(claims, member, NewPaper(number, None, "image/jpeg", b"a picture"), NOW)
    await change_phone(claims, member, "13900000042", NOW)

    told = await deliver(claims, NOW)
    *filed, paper, phone = told
    numbers = {one.number for one in await access_claims(claims, member)} - {known.number}
    assert {one["data"]["claim_number"] for one in filed} == numbers
    assert {one["event"] for one in filed} == {"claim.filed"}
    assert all(one.startswith("LP2026-9") for one in numbers)
    assert [paper["event"], phone["event"]] == ["paper.received", "phone.changed"]
    assert [one["member"] for one in told] == [
        {"id_number": person["id_number"], "sequence": place} for place, _ in enumerate(told, 1)
    ]
    assert (paper["data"]["paper_id"], phone["data"]) == (picture.id, {"phone": "13900000042"})

    folder = write_files(
        tmp_path / "answer", {"claims": [answer_claim(one["data"], person) for one in filed]}
    )
    tomorrow = NOW + timedelta(days=1)
    said_until = ["--complete-up-to", f"{tomorrow:%Y-%m-%dT%H:%M:%S}"]
    run(url, "import", str(folder), *said_until, "--rejects", str(tmp_path / "rejects.csv"))
    later = ActionTalk(claims, member, now=tomorrow + timedelta(hours=1))
    heard = await later.say(f"{number} 到哪一步了", "check_claim", claim_number=number)
    assert "初审" in heard
    claim = next(one for one in await access_claims(claims, member) if one.number == number)
    assert [step.state for step in claim.timeline] == ["registered", "first_review"]
    assert await deliver(claims, tomorrow) == [], "what the centre says is not told to it again"
