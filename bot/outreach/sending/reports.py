"""Folds WeChat's reports into the ledger, as many at once as there are."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.delivery import Records
from bot.records.outreach import delivery_reports

_LOT = 500
_LOTS_A_ROUND = 20


@dataclass(frozen=True)
class Reports:
    """Any number of processes may fold at once."""

    records: Records
    clock: Callable[[], datetime]

    async def fold(self) -> int:
        """One round; how many were folded in."""
        total = 0
        for _ in range(_LOTS_A_ROUND):
            async with self.records.begin() as session:
                folded = await delivery_reports.fold_reports(session, _LOT, self.clock())
            total += folded
            if folded < _LOT:
                break
        return total
