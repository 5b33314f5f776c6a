"""What one layer knows reaches the next: a field that is carried nowhere is named here, with its reason, or red."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from actions.question import Answer
from bot.desk.queue import Line
from bot.desk.thread import ShownMessage
from bot.engine.answers import parse_turn
from bot.kernel.conversation.conversations import Utterance
from bot.kernel.conversation.tickets import Ticket
from bot.kernel.desk.staff import Role, StaffMember
from bot.kernel.members.facts import ClaimFacts, Cover, Identity, MemberFacts, PaperFacts, ReliefFacts
from bot.kernel.members.membership import WaitingCard
from bot.kernel.members.relief import ReliefActDraft
from bot.kernel.outreach.audiences import Audience
from bot.kernel.outreach.campaigns import Campaign, CampaignContent
from bot.members.audience import say_values
from bot.members.details import read_wanted
from bot.members.facts import (
    read_claim,
    read_cover,
    read_identity,
    read_paper,
    read_relief,
    read_waiting_card,
)
from bot.members.relief_files import read_case, read_draft, read_event, read_line, read_notice
from bot.records.conversation.tickets import read_ticket
from bot.records.conversation.transcript import read_utterance
from bot.records.desk.queue import QueuedTicket
from bot.records.desk.staff_notes import StaffNote
from bot.records.outreach.audiences import read_audience
from bot.records.outreach.campaigns import read_campaign
from bot.records.tables import AudienceRow, CampaignRow, TicketRow, UtteranceRow
from bot.web.desk.shapes import show_facts, show_message, show_note, show_ticket
from claims.access import NoticeValues
from claims.relief_desk import ReliefAct, ReliefApplicationLine, ReliefFile
from claims.values import CardChange, Claim, ClaimDocument, Enrolment, Paper, Profile, ReliefApplication
from testing.filled import find_forgotten, find_forgotten_columns, make

NOW = datetime(2026, 3, 18, 2, tzinfo=UTC)
STAFF = StaffMember(1, "zhoulan", "周岚", Role.SUPERVISOR)
FACTS = make(MemberFacts)
LINE = make(Line)
OF_THE_FILE = "stands in the file besides"
INSIDE = "is of the claims database alone"

VALUES: list[tuple[type[Any], Callable[[Any], object], Mapping[str, str]]] = [
    (Profile, read_identity, {"member": INSIDE, "updated_at": "is the moment of all facts"}),
    (CardChange, read_waiting_card, {"member": INSIDE, "asked_at": "what counts is when it is in force"}),
    (
        Enrolment,
        read_cover,
        {
            "plan_code": "staff read the name",
            "effective_date": "staff ask how long it lasts",
            "updated_at": "cover is asked for on a day",
        },
    ),
    (
        Claim,
        read_claim,
        {
            "plan_code": "staff read the name",
            "kind": "the cause says it in words",
            "date_of_loss": "the timeline begins with it",
            "filed_on": "the timeline says it",
            "payments": "the timeline says them",
        },
    ),
    (
        ReliefApplication,
        read_relief,
        {
            "district": OF_THE_FILE,
            "submitted_on": OF_THE_FILE,
            "timeline": OF_THE_FILE,
            "approved_amount": OF_THE_FILE,
            "denial_reason": OF_THE_FILE,
        },
    ),
    (Paper, read_paper, {"media_type": "is sent with the picture", "size": "is no matter of staff's"}),
    (ClaimDocument, read_wanted, {"asked_on": "the claim's timeline says it"}),
    (ReliefApplicationLine, read_line, {}),
    (
        ReliefAct,
        read_notice,
        {
            "position": INSIDE,
            "staff_id": "members hear from the desk",
            "staff_name": "members hear from the desk",
            "for_staff": "is never told to members",
            "at": "the notice has a moment of its own",
        },
    ),
    (ReliefAct, read_event, {one: OF_THE_FILE for one in ("id", "number", "member", "position", "staff_id")}),
    (ReliefActDraft, lambda draft: read_draft(draft, STAFF), {}),
    (ReliefFile, read_case, {}),
    (NoticeValues, say_values, {"member": "is whom it is for"}),
    (MemberFacts, lambda facts: show_facts(facts, ""), {}),
    (Identity, lambda one: show_facts(replace(FACTS, identity=one), ""), {}),
    (Cover, lambda one: show_facts(replace(FACTS, cover=(one,)), ""), {}),
    (ClaimFacts, lambda one: show_facts(replace(FACTS, claims=(one,)), ""), {}),
    (ReliefFacts, lambda one: show_facts(replace(FACTS, relief=(one,)), ""), {}),
    (PaperFacts, lambda one: show_facts(replace(FACTS, papers=(one,)), ""), {}),
    (WaitingCard, lambda one: show_facts(replace(FACTS, waiting_card=one), ""), {}),
    (Line, lambda line: show_ticket(line, STAFF, NOW), {}),
    (
        QueuedTicket,
        lambda one: show_ticket(replace(LINE, queued=one), STAFF, NOW),
        {"address": "is nobody's to see", "member_id": "the line has the name"},
    ),
    (
        Ticket,
        lambda one: show_ticket(replace(LINE, queued=replace(LINE.queued, ticket=one)), STAFF, NOW),
        {"last_staff_at": "decides when a hold ends", "raised_by": "the words that it raised are shown"},
    ),
    (ShownMessage, show_message, {}),
    (StaffNote, show_note, {}),
    (
        Answer,
        lambda answer: parse_turn(json.dumps([{"custom": answer.as_json()}]).encode()),
        dict.fromkeys(
            ("topics", "asks", "offers", "opens", "again", "remarks", "says"),
            "stays with the handlers, or goes with the memory",
        ),
    ),
]

KINDS: Mapping[type[Any], Mapping[str, Any]] = {
    Paper: {"kind": ("identity_card", "member_card", None)},
    ShownMessage: {"kind": ("text", "image")},
}
"""Texts of which only some mean something."""


@pytest.mark.parametrize(("kind", "carry", "stays"), VALUES, ids=lambda one: getattr(one, "__name__", ""))
def test_every_field_is_carried_or_said_to_stay(
    kind: type[Any], carry: Callable[[Any], object], stays: Mapping[str, str]
) -> None:
    assert find_forgotten(kind, carry, KINDS.get(kind)) == set(stays)


ROWS: list[tuple[type[Any], Callable[[Any], object], type[Any], Mapping[str, Any], Mapping[str, str]]] = [
    (
        TicketRow,
        read_ticket,
        Ticket,
        {"urgency": (1, 2), "outcome": ("", "resolved"), "rating": (None, "good")},
        {
            "urgency": "follows from the reason; the queue sorts by it",
            "closed_at": "is of past tickets",
            "taken_at": "is of the figures",
            "first_answer_at": "is of the figures",
            "outcome": "is of past tickets",
            "rating": "is of past tickets",
            "told_member": "is of what goes out",
        },
    ),
    (
        CampaignRow,
        read_campaign,
        Campaign,
        {
            "kind": ("news", "service"),
            "way": ("template", "text"),
            "fields": ({}, {"thing1": "x"}),
        },
        {"submitted_at": "stands in the audit", "portion": "is the sender's, locked in its row"},
    ),
    (
        AudienceRow,
        read_audience,
        Audience,
        {"bad_rows": ([], [{"line": 2, "reason": "没有这个会员"}]), "started_at": (NOW, date.max)},
        {"started_at": "is for those who clear away"},
    ),
    (
        UtteranceRow,
        read_utterance,
        Utterance,
        {
            "speaker": ("bot", "staff"),
            "choices": ([], [{"title": "是", "text": "是"}]),
            "links": ([], [{"title": "看", "url": "https://a.example"}]),
            "facts": ([], [{"source": "claim"}]),
            "card": (None, {"title": "看", "url": "https://a.example"}),
        },
        {
            "conversation_id": "is what was asked for",
            "facts": "are read beside the thread, for staff alone",
            "key": "keeps one message of staff from going twice",
        },
    ),
]


@pytest.mark.parametrize(
    ("row", "carry", "target", "given", "stays"), ROWS, ids=lambda one: getattr(one, "__name__", "")
)
def test_every_column_is_read_or_said_to_stay(
    row: type[Any],
    carry: Callable[[Any], object],
    target: type[Any],
    given: Mapping[str, Any],
    stays: Mapping[str, str],
) -> None:
    assert find_forgotten_columns(row, carry, target, given) == set(stays)


def test_a_campaigns_content_comes_back_from_its_row() -> None:
    content = make(CampaignContent)
    row = CampaignRow(
        **{name: getattr(content, name) for name in ("kind", "way", "template_id", "fields", "url", "text")},
        state="draft",
    )
    assert read_campaign(row).content == content
