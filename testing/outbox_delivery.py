"""The outbox of a claims database, and a bot that delivers it to a receiver on loopback."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.kernel.members.webhook_signature import read_secrets
from bot.members.outbox import ClaimsOutbox
from bot.members.webhook import Webhook
from bot.workers.outbox_loop import OutboxRounds
from claims.changes import change_phone
from claims.database import ClaimsDatabase
from claims.demo import demo_people, find_demo_member
from claims.values import MemberId
from testing.fakes import FakeClock
from testing.receiver import SECRET, CentreReceiver

PEOPLE = demo_people()[:3]


@asynccontextmanager
async def deliver_to(
    receiver: CentreReceiver, outbox: ClaimsOutbox, secrets: str = SECRET, patience: float = 60
) -> AsyncIterator[OutboxRounds]:
    """A bot that delivers, and waits so many seconds for an answer."""
    webhook = Webhook(receiver.url, read_secrets(secrets), outbox.clock, whole_seconds=patience)
    yield OutboxRounds(outbox, webhook, outbox.clock, chance=lambda: 0.0)
    await webhook.close()


async def find_person(claims: ClaimsDatabase, key: str) -> MemberId:
    """An invented member."""
    found = await find_demo_member(claims, key)
    assert found
    return found


async def change_phones(claims: ClaimsDatabase, clock: FakeClock, times: int = 3, start: int = 0) -> None:
    """So many changes of each of three members."""
    for number in range(start, start + times):
        for person in PEOPLE:
            member = await find_person(claims, person.key)
            await change_phone(claims, member, f"139000000{number:02}", clock())
