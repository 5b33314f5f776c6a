"""Brings what members want of people into the outbox, which lies in the other database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.delivery import Records
from bot.kernel.conversation.told_tickets import ToldTicket
from bot.records.conversation.ticket_tellings import find_tellings, forget_tellings

_AT_ONCE = 100


class WishesTaken(Protocol):
    """Where they go on from; what it has already it does not take again."""

    async def take_in(self, told: Sequence[ToldTicket]) -> None: ...


@dataclass(frozen=True)
class WishRounds:
    """Stored there first, then deleted here: after a crash between the two, the same comes again with the same key."""

    records: Records
    outbox: WishesTaken

    async def go_round(self) -> None:
        while True:
            async with self.records.begin() as session:
                found = await find_tellings(session, _AT_ONCE)
            if not found:
                return
            await self.outbox.take_in([told for _, told in found])
            async with self.records.begin() as session:
                await forget_tellings(session, [one for one, _ in found])
