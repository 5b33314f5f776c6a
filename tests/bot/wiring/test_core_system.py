"""By settings alone a core system stands behind the claims database, and readiness says whether it answers."""

from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from bot.cli.core_check import find_core_fault
from claims.database import ClaimsDatabase
from testing.core_system import KEY, CoreSystem
from testing.house import build_house
from testing.settings import make_settings
from testing.stand_ins import StandIns


async def test_readiness_says_whether_the_core_answers_and_does_not_depend_on_it(
    tmp_path: Path, claims: ClaimsDatabase
) -> None:
    stand_ins = StandIns()
    system = CoreSystem(claims, stand_ins.clock)
    settings = {"claims_source_url": system.address.url, "claims_source_key": SecretStr(KEY)}
    async with (
        system.run(),
        build_house(tmp_path, stand_ins, has_staff=False, **settings) as house,
    ):
        well = await house.http.get("/readyz")
        assert well.json()["core_system"] is True
        system.fault = "failing"
        away = await house.http.get("/readyz")
        assert away.json() == well.json() | {"core_system": False}
        assert away.status_code == well.status_code


async def test_without_the_setting_there_is_none(tmp_path: Path) -> None:
    async with build_house(tmp_path, has_staff=False) as house:
        assert house.parts.base.claims.core is None
        assert "core_system" not in (await house.http.get("/readyz")).json()


async def test_the_check_before_a_start_asks_it(tmp_path: Path, claims: ClaimsDatabase) -> None:
    system = CoreSystem(claims, lambda: datetime.now(UTC))
    settings = make_settings(tmp_path, claims_source_url=system.address.url, claims_source_key=SecretStr(KEY))
    async with system.run():
        assert await find_core_fault(settings) is None
        system.fault = "refuses"
        assert "core_refuses" in str(await find_core_fault(settings))
        system.fault, system.as_of = None, lambda: datetime(2026, 3, 18, tzinfo=UTC)
        assert "hours old" in str(await find_core_fault(settings))
    assert "core_unreachable" in str(await find_core_fault(settings))
