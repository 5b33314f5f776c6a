"""Every page of the console stands in its menu, or says where staff come to it from; and every door has a guard."""

import pytest
from fastapi.routing import APIRoute

from bot.kernel.desk.staff import StaffAct
from bot.settings import Settings
from bot.web.desk.navigation import HOME, MENU, find_way_back
from bot.wiring import create_app, join_parts
from testing.wechat_account import ACCOUNT_SETTINGS

BEFORE_THE_CONSOLE = {"/console/sign-in", "/console/locked"}
"""Open to everybody."""
OUTSIDE_THE_MENU = {
    "/console/sign-in": "before the console",
    "/console/code": "before the console",
    "/console/locked": "before the console",
    "/console/me": "behind one's name",
    "/console/second-step": "from one's own account",
    "/console/automatic-notices": "from the campaigns",
}
"""Where staff come to these pages from."""


@pytest.fixture(scope="module")
def routes(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], APIRoute]:
    """Every route below /console, of the application with all its parts."""
    folder = tmp_path_factory.mktemp("navigation")
    values = {name.lower(): value for name, value in ACCOUNT_SETTINGS.items()}
    keys = {
        "claims_encryption_key": "k3mLxCq1nJ0Qf0y0xkq1S2v3w4x5y6z7A8B9C0D1E2E=",
        "claims_hash_key": "a hash key of the tests, long enough",
        "actions_token": "a token of the tests",
    }
    settings = Settings(_env_file=None, data_dir=folder, **keys, **values)  # type: ignore[arg-type]
    found = [route for route in create_app(join_parts(settings)).routes if isinstance(route, APIRoute)]
    return {
        (method, route.path): route
        for route in found
        if route.path.startswith(HOME)
        for method in route.methods or ()
    }


def _find_acts(route: APIRoute) -> list[StaffAct | None]:
    """What the guards before a route ask for."""
    guards = [one.call for one in route.dependant.dependencies if hasattr(one.call, "act")]
    return [getattr(guard, "act", None) for guard in guards]


def test_a_guard_stands_before_every_door(routes: dict[tuple[str, str], APIRoute]) -> None:
    assert len(routes) > 80
    open_doors = {path for (_, path), route in routes.items() if not _find_acts(route)}
    assert open_doors == BEFORE_THE_CONSOLE


def test_every_entry_leads_to_a_page_that_asks_for_the_same_act(
    routes: dict[tuple[str, str], APIRoute],
) -> None:
    for place in MENU:
        acts = _find_acts(routes["GET", place.address])
        assert acts[-1] == (None if place.address == HOME else place.act), (
            place.title
        )  # who may not answer is led on


def test_staff_find_their_way_to_every_page(routes: dict[tuple[str, str], APIRoute]) -> None:
    shown = {path for method, path in routes if method == "GET" and not path.startswith(f"{HOME}/api/")}
    pages = {path for path in shown if not path.endswith(".csv")}
    beside = set()
    for page in pages:
        if not any(place.contains(page) for place in MENU):
            beside.add(next((one for one in OUTSIDE_THE_MENU if f"{page}/".startswith(f"{one}/")), page))
    assert beside == set(OUTSIDE_THE_MENU)


@pytest.mark.parametrize(
    ("path", "way_back"),
    [
        ("/console/relief/JZ-1", ("/console/relief", "救助列表")),
        ("/console/unlocking/nobody", ("/console/unlocking", "解锁")),
        ("/console/me/password", ("/console/me", "我的账号")),
        ("/console", None),
        ("/console/reliefs", None),
    ],
)
def test_a_fault_leads_back_to_the_list_it_belongs_to(path: str, way_back: tuple[str, str] | None) -> None:
    assert find_way_back(path) == way_back
