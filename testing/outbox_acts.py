"""One way to do everything that members and staff can change, each with the events that it must leave in the outbox."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import select

from claims.access import access_relief_applications
from claims.changes import (
    ClaimFiling,
    Half,
    NewPaper,
    ReliefFiling,
    ask_card_change,
    assign_paper,
    book_appointment,
    cancel_appointment,
    change_phone,
    confirm_card_change,
    file_claim,
    leave_activity,
    put_cards_in_force,
    receive_paper,
    sign_up,
    stop_card_change,
    submit_relief,
)
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.outbox.content import unseal_content
from claims.relief_desk import NewAct, do_relief_act
from claims.tables import OutboxRow
from claims.values import MemberId
from vocabulary.beijing import BEIJING

NOW = datetime(2026, 3, 18, 10, 0, tzinfo=BEIJING)
CARD = "6200001234567890"
PLACE = "通州区职工服务窗口（演示）"
SLOT: tuple[str, date, Half] = (PLACE, date(2026, 3, 20), "morning")
LATER_SLOT: tuple[str, date, Half] = (PLACE, date(2026, 3, 23), "morning")
PAPER = NewPaper(None, None, "image/jpeg", b"a picture")
FILING = ClaimFiling(
    "hospital_cash", "hospital_stay", "阑尾炎住院", date(2026, 3, 1), "某三级医院", Decimal(8500), "我住院了"
)
RELIEF = ReliefFiling(
    "disaster", "家里着火", date(2026, 3, 10), "household", Decimal(30000), None, "某清洁公司", "大兴",
    "13800000001", "夜里着火，什么都没了", is_urgent=True,
)  # fmt: skip
Do = Callable[[ClaimsDatabase, MemberId], Awaitable[object]]


@dataclass(frozen=True)
class TrialAct:
    """Something done, and the names of the events that it leaves, in order."""

    do: Do
    events: tuple[str, ...]


@dataclass(frozen=True)
class TrialRow:
    """One row as its reader gets it."""

    event: str
    member_hash: str
    sequence: int
    id_number: str
    data: dict[str, object]


async def read_outbox(claims: ClaimsDatabase) -> list[TrialRow]:
    """Everything that waits, by position, which has no gaps."""
    async with claims.begin() as session:
        rows = list(await session.scalars(select(OutboxRow).order_by(OutboxRow.position)))
    assert [row.position for row in rows] == list(range(1, len(rows) + 1))
    return [
        TrialRow(
            row.event, row.member_hash, row.sequence, *unseal_content(claims.sealer, row.event_sealed or "")
        )
        for row in rows
    ]


async def ask_card(claims: ClaimsDatabase, member: MemberId) -> int:
    """A new card that waits; its change's number."""
    change = await ask_card_change(claims, member, CARD, NOW)
    assert change
    return change.id


async def _stop(claims: ClaimsDatabase, member: MemberId) -> None:
    await stop_card_change(claims, member, await ask_card(claims, member), "member", NOW)


async def _confirm(claims: ClaimsDatabase, member: MemberId) -> None:
    await confirm_card_change(claims, member, await ask_card(claims, member), "staff:chenjing", NOW)


async def _put_in_force(claims: ClaimsDatabase, member: MemberId) -> None:
    await ask_card(claims, member)
    assert await put_cards_in_force(claims, NOW + timedelta(days=1)) == 1


async def _assign(claims: ClaimsDatabase, member: MemberId) -> None:
    claim = await file_claim(claims, member, FILING, NOW)
    paper = await receive_paper(claims, member, PAPER, NOW)
    await assign_paper(claims, member, paper.id, claim.number, claim.missing_documents[0].kind, NOW)


async def _cancel(claims: ClaimsDatabase, member: MemberId) -> None:
    visit = await book_appointment(claims, member, SLOT, "递交材料", NOW)
    await cancel_appointment(claims, member, visit.number, NOW)


async def _leave(claims: ClaimsDatabase, member: MemberId) -> None:
    await sign_up(claims, member, "DEMO-A1", NOW)
    await leave_activity(claims, member, "DEMO-A1", NOW)


async def _act(claims: ClaimsDatabase, _member: MemberId) -> None:
    applicant = await find_demo_member(claims, "bai_yang")
    assert applicant
    number = (await access_relief_applications(claims, applicant))[0].number
    await do_relief_act(claims, number, NewAct("agreed", 0, 1, "同事1", for_staff="入户看过，情况属实"), NOW)


ACTS: Mapping[str, TrialAct] = {
    "ask_card_change": TrialAct(ask_card, ("card.asked",)),
    "assign_paper": TrialAct(_assign, ("claim.filed", "paper.received", "paper.assigned")),
    "book_appointment": TrialAct(
        lambda claims, member: book_appointment(claims, member, SLOT, "递交材料", NOW), ("visit.booked",)
    ),
    "cancel_appointment": TrialAct(_cancel, ("visit.booked", "visit.cancelled")),
    "change_phone": TrialAct(
        lambda claims, member: change_phone(claims, member, "139 1234 5678", NOW), ("phone.changed",)
    ),
    "confirm_card_change": TrialAct(_confirm, ("card.asked", "card.confirmed")),
    "do_relief_act": TrialAct(_act, ("relief.acted",)),
    "file_claim": TrialAct(lambda claims, member: file_claim(claims, member, FILING, NOW), ("claim.filed",)),
    "leave_activity": TrialAct(_leave, ("activity.joined", "activity.left")),
    "put_cards_in_force": TrialAct(_put_in_force, ("card.asked", "card.in_force")),
    "receive_paper": TrialAct(
        lambda claims, member: receive_paper(claims, member, PAPER, NOW), ("paper.received",)
    ),
    "sign_up": TrialAct(lambda claims, member: sign_up(claims, member, "DEMO-A1", NOW), ("activity.joined",)),
    "stop_card_change": TrialAct(_stop, ("card.asked", "card.stopped")),
    "submit_relief": TrialAct(
        lambda claims, member: submit_relief(claims, member, RELIEF, NOW), ("relief.submitted",)
    ),
}
"""By the name of the public function of `claims.changes` or `claims.relief_desk`."""
