"""A small centre is invented, taken in, and one of its members is known and shown what is on record."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from pyarrow import csv

from claims.access import access_claims, access_enrolments, access_payments, access_profile
from claims.database import ClaimsDatabase, open_claims_database
from claims.identity import find_member
from claims.migrations import upgrade
from claims.reference import load_plans
from testing.processes import ROOT

pytestmark = pytest.mark.postgres

DAY = date(2026, 11, 20)
KEYS = Fernet.generate_key().decode(), "a secret of the tests alone"


def run(url: str, *words: str) -> str:
    keys = {"CLAIMS_ENCRYPTION_KEY": KEYS[0], "CLAIMS_HASH_KEY": KEYS[1]}
    ended = subprocess.run(
        [sys.executable, "-m", "claims", *words],
        cwd=ROOT,
        env={**os.environ, **keys, "CLAIMS_DATABASE_URL": url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


async def show(claims: ClaimsDatabase, person: dict[str, str]) -> dict[str, object]:
    """What one of them sees, after proving who they are."""
    wrong = await find_member(claims, person["name"], person["id_number"], "0000")
    assert wrong is None or person["card_number"].endswith("0000")
    member = await find_member(claims, person["name"], person["id_number"], person["card_number"][-4:])
    assert member
    return {
        "profile": (await access_profile(claims, member)).name,
        "cover": len(await access_enrolments(claims, member, DAY)),
        "claims": {(one.number, one.state.value) for one in await access_claims(claims, member)},
        "paid": sorted(one.amount for one in await access_payments(claims, member)),
    }


@pytest.mark.parametrize(("database", "form"), [("sqlite", "csv"), ("postgres", "parquet")])
async def test_a_member_of_an_invented_centre_is_shown_their_records(
    database: str, form: str, postgres_url: str, tmp_path: Path
) -> None:
    url = postgres_url if database == "postgres" else f"sqlite+aiosqlite:///{tmp_path / 'claims.db'}"
    upgrade(url)
    claims = open_claims_database(url, *KEYS)
    await load_plans(claims)
    asked = ["--members", "200", "--today", f"{DAY}"]
    run(url, "sample", str(tmp_path / "centre"), *asked, "--format", form)
    run(url, "import", str(tmp_path / "centre"), "--rejects", str(tmp_path / "rejects.csv"))
    # The same centre once more, to compare with.
    run(url, "sample", str(tmp_path / "again"), *asked)
    files = {
        kind: csv.read_csv(
            tmp_path / "again" / f"{kind}.csv",
            convert_options=csv.ConvertOptions(
                column_types=dict.fromkeys(("id_number", "card_number", "claim_number"), "string")
            ),
        ).to_pylist()
        for kind in ("members", "enrolments", "claims", "payments")
    }
    numbers = [one["id_number"] for one in files["claims"]]
    person = next(one for one in files["members"] if numbers.count(one["id_number"]) > 2)
    own = [one for one in files["claims"] if one["id_number"] == person["id_number"]]
    paid = [
        one for one in files["payments"] if one["claim_number"] in {claim["claim_number"] for claim in own}
    ]
    shown = await show(claims, person)
    await claims.close()
    assert shown["profile"] == person["name"]
    assert shown["cover"] == [one["id_number"] for one in files["enrolments"]].count(person["id_number"])
    assert shown["claims"] == {(one["claim_number"], one["state"]) for one in own}
    assert [float(str(amount)) for amount in shown["paid"]] == sorted(one["amount"] for one in paid)  # type: ignore[attr-defined]
