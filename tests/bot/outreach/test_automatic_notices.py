"""Automatic notices: each change once, nothing from before, nothing to whoever said no, nothing at night."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time

import pytest

from bot.coordination.in_process import InProcessWakeUps
from bot.delivery import Delivery
from bot.kernel.conversation.notices import NoticeKind, TemplateMessage, TemplateResult, TemplateState
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import Change, Occasion
from bot.kernel.outreach.sending_plan import QuietHours
from bot.outreach.notices.rounds import NoticeRounds
from bot.outreach.notices.teller import Teller
from bot.outreach.notices.template_notices import TemplateNotices
from bot.outreach.notices.template_switches import TemplateSwitches
from bot.wechat.outbound.template_sender import WeChatTemplates
from testing.outreach import LINKS, SECOND, Outreach
from tests.bot.outreach.switching import agree, switches_of
from wechat_sim.templates import LOCAL_TEMPLATE

SEND = "/cgi-bin/message/template/send"
PAID = AutomaticNotice(
    Occasion.PAID,
    True,
    LOCAL_TEMPLATE,
    {"thing1": "{姓名}，钱打出去了", "phrase2": "已打款", "time3": "{日期} 12:00"},
)


@dataclass
class FakeChanges:
    """A claims database in which some things happened."""

    changes: list[Change] = field(default_factory=list)
    ending: int = 0
    asked_since: list[date] = field(default_factory=list)

    async def find_changes(
        self, occasion: Occasion, since: date, after: int, limit: int
    ) -> Sequence[tuple[int, Change]]:
        """Payments, and cover that ends."""
        if occasion is Occasion.PAID:
            self.asked_since.append(since)
        happened = {Occasion.PAID: self.changes, Occasion.COVER_ENDING: self._end_covers()}.get(occasion, [])
        return [(number, change) for number, change in enumerate(happened, 1) if number > after][:limit]

    def _end_covers(self) -> list[Change]:
        values = {"姓名": "王芳", "到期日": "2026年12月23日"}
        return [
            Change(Occasion.COVER_ENDING, f"cover_ending:{number}", 2, values)
            for number in range(self.ending)
        ]

    def pay(self, number: int, member: int) -> None:
        """Money was sent."""
        values = {"姓名": "王芳", "日期": "2026年11月23日"}
        self.changes.append(Change(Occasion.PAID, f"paid:{number}", member, values))


@pytest.fixture
def changes() -> FakeChanges:
    return FakeChanges()


@pytest.fixture
async def notices(outreach: Outreach, changes: FakeChanges) -> NoticeRounds:
    """Payments are told."""
    sender = TemplateNotices(outreach.database, WeChatTemplates(outreach.api), outreach.clock)
    quiet = QuietHours(time(21), time(8, 30))
    delivery = Delivery(outreach.database, InProcessWakeUps(), outreach.clock)
    teller = Teller(outreach.database, delivery, TemplateSwitches(LINKS), sender, quiet, outreach.clock)
    made = NoticeRounds(outreach.database, changes, teller, outreach.clock)
    await outreach.follow(2)
    await agree(outreach, PAID)
    return made


async def test_each_change_is_told_once(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    changes.pay(1, member=1)
    await notices.go_round()
    await notices.go_round()
    changes.pay(2, member=1)
    changes.pay(3, member=77)
    await notices.go_round()
    assert [one.openid for one in outreach.wechat.templates.messages] == ["oFollower000001"] * 2


async def test_a_hundred_thousand_of_one_kind_keep_no_other_waiting(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    fields = {"thing1": "{姓名}，保障快到期了", "phrase2": "请续保", "time3": "{到期日} 18:00"}
    await agree(outreach, replace(PAID, occasion=Occasion.COVER_ENDING, fields=fields))
    notices = replace(notices, portion=2)
    changes.ending = 5
    assert await notices.go_round() == 2
    changes.pay(1, member=1)
    assert await notices.go_round() == 3
    assert outreach.wechat.templates.messages[2].openid == "oFollower000001"
    assert await notices.go_round() == 1
    assert await notices.go_round() == 0


async def test_when_the_night_begins_the_rest_waits_for_the_morning(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    for number in range(201):
        changes.pay(number, member=1)
    outreach.clock.advance(hours=10, minutes=59)
    told = 0

    class Night(TemplateNotices):
        """The clock goes on while it sends."""

        async def send(
            self, conversation_id: int, message: TemplateMessage, kind: NoticeKind
        ) -> TemplateResult | None:
            """One second each."""
            nonlocal told
            told += 1
            outreach.clock.advance(seconds=1)
            return TemplateResult(TemplateState.SENT)

    sender = Night(outreach.database, WeChatTemplates(outreach.api), outreach.clock)
    await replace(notices, teller=replace(notices.teller, templates=sender)).go_round()
    assert told == 60


async def test_busy_is_tried_again_and_a_blocked_report_is_not(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    outreach.wechat.faults.refuse(-1, SEND)
    changes.pay(1, member=1)
    await notices.go_round()
    assert outreach.wechat.templates.messages == []
    await notices.go_round()
    assert len(outreach.wechat.templates.messages) == 1
    await outreach.execute(
        "UPDATE template_messages SET state = 'refused', reason = 'user block', errcode = 0"
    )
    await notices.go_round()
    assert len(outreach.wechat.templates.messages) == 1


async def test_whoever_said_no_and_the_night_are_left_alone(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    await outreach.execute(
        "INSERT INTO notice_choices VALUES (1, 'service', false, :now)", now=outreach.clock()
    )
    changes.pay(1, member=1)
    changes.pay(2, member=2)
    outreach.clock.advance(hours=12)
    assert await notices.go_round() == 0
    outreach.clock.advance(hours=12)
    await notices.go_round()
    assert [one.openid for one in outreach.wechat.templates.messages] == ["oFollower000002"]


async def test_nothing_from_before_it_was_switched_on_and_nothing_when_off(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    await notices.go_round()
    assert set(changes.asked_since) == {date(2026, 11, 23)}
    await switches_of(outreach).change(SECOND, replace(PAID, is_on=False))
    changes.pay(1, member=1)
    assert await notices.go_round() == 0


async def test_a_template_that_is_gone_is_asked_about_once_a_round_and_nobody_is_forgotten(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    outreach.wechat.faults.refuse(40037, SEND, times=2)
    changes.pay(1, member=1)
    changes.pay(2, member=2)
    await notices.go_round()
    assert outreach.wechat.templates.messages == []
    await notices.go_round()
    assert len(outreach.wechat.templates.messages) == 2


async def test_one_refused_member_keeps_nobody_behind_them_waiting(
    outreach: Outreach, notices: NoticeRounds, changes: FakeChanges
) -> None:
    outreach.wechat.faults.refuse(43101, SEND)
    changes.pay(1, member=1)
    await notices.go_round()
    changes.pay(2, member=2)
    await notices.go_round()
    await notices.go_round()
    assert [one.openid for one in outreach.wechat.templates.messages] == ["oFollower000002"]
    await outreach.execute(
        "UPDATE template_messages SET state = 'refused', message_id = '7', errcode = 0 WHERE state = 'sent'"
    )
    changes.pay(3, member=2)
    await notices.go_round()
    assert len(outreach.wechat.templates.messages) == 2
