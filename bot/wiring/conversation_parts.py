"""Joins what answers members in their chat."""

from dataclasses import dataclass
from datetime import timedelta

from bot.conversation.bot_turn import BotTurn
from bot.conversation.chat_history import ChatHistory
from bot.conversation.handoff import Handoffs
from bot.conversation.late_answers import LateAnswers
from bot.conversation.members.form_filling import FormFilling
from bot.conversation.nearest_windows import NearestWindows
from bot.conversation.notice_choices import NoticeChoices
from bot.conversation.reception import Reception
from bot.conversation.recovery import Recovery
from bot.conversation.turns import Turns
from bot.conversation.waiting_room import WaitingRoom
from bot.outreach.notices.template_notices import TemplateNotices
from bot.settings import Settings
from bot.web.channels.webchat import WEBCHAT
from bot.wiring.infrastructure import Infrastructure
from bot.wiring.member_parts import MemberParts
from bot.wiring.notice_parts import NoticeParts


@dataclass(frozen=True)
class ConversationParts:
    """A message's way: it is received, answered, and picked up again where that failed."""

    handoffs: Handoffs
    waiting: WaitingRoom
    turns: Turns
    late: LateAnswers
    recovery: Recovery
    history: ChatHistory
    forms: FormFilling


def join_conversation(
    settings: Settings,
    base: Infrastructure,
    handoffs: Handoffs,
    members: MemberParts,
    notices: NoticeParts,
    templates: TemplateNotices | None,
) -> ConversationParts:
    """The bot's turn, and all around it."""
    database, delivery, clock = base.database, base.delivery, base.clock
    bot_turn = BotTurn(
        base.engine,
        members.pages,
        members.identity,
        members.papers,
        NearestWindows(base.members.windows),
        handoffs,
        NoticeChoices(notices.switches),
    )
    late = LateAnswers(database, base.locks, bot_turn, delivery, clock)
    turns = Turns(database, base.locks, bot_turn, delivery, members.leaving, clock, late, templates)
    waiting = WaitingRoom(Reception(database, members.pages.signer, clock, handoffs))
    after = timedelta(seconds=settings.recovery_after_seconds)
    return ConversationParts(
        handoffs=handoffs,
        waiting=waiting,
        turns=turns,
        late=late,
        recovery=Recovery(database, turns, delivery, clock, after, waiting),
        history=ChatHistory(database, base.wake_ups, clock, WEBCHAT),
        forms=FormFilling(database, base.locks, members.pages, base.engine, bot_turn, delivery, clock),
    )
