"""By settings alone a core system stands behind the claims database, and readiness says whether it answers."""

from pathlib import Path

from pydantic import SecretStr

from claims.database import ClaimsDatabase
from testing.core_system import KEY, CoreSystem
from testing.house import build_house
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
