"""How long the lists of staff and the rounds of automatic notices take."""

import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import date, timedelta

from bench.load import Timing
from claims.access import CHANGES, ChangeQuery, find_districts, find_union_codes
from claims.database import ClaimsDatabase
from claims.relief_desk import count_relief, list_relief, read_relief_file
from claims.states import ReliefStep

_LOOKED_BACK = timedelta(days=3)
_OPEN = (
    ReliefStep.SUBMITTED,
    ReliefStep.UNIT_REVIEW,
    ReliefStep.TOWNSHIP_REVIEW,
    ReliefStep.COMMITTEE_REVIEW,
)
Look = Callable[[], Awaitable[object]]


async def time_lists(claims: ClaimsDatabase, today: date, rounds: int) -> Mapping[str, Timing]:
    """Each so many times, one after the other."""
    lines = await list_relief(claims, list(ReliefStep))
    number = lines[0].number if lines else ""
    looks: dict[str, Look] = {
        "relief: how many at each step": lambda: count_relief(claims),
        "relief: those to be decided": lambda: list_relief(claims, _OPEN),
        "relief: all": lambda: list_relief(claims, list(ReliefStep)),
        "relief: one number": lambda: list_relief(claims, list(ReliefStep), number=number),
        "relief: a household's file": lambda: read_relief_file(claims, number, today),
        "audience: districts": lambda: find_districts(claims),
        "audience: a union by its name": lambda: find_union_codes(claims, ["样例机械厂1工会"]),
    }
    for occasion, reader in CHANGES.items():
        asked = ChangeQuery(today - _LOOKED_BACK, today)
        looks[f"notices: {occasion}"] = lambda read=reader.read, asked=asked: read(claims, asked)  # type: ignore[misc]
    return {name: await _time(look, rounds) for name, look in looks.items()}


async def _time(look: Look, rounds: int) -> Timing:
    taken: list[float] = []
    for _ in range(rounds):
        began = time.perf_counter()
        await look()
        taken.append(time.perf_counter() - began)
    return Timing(tuple(sorted(taken)), sum(taken))
