"""A channel more is a folder and its line where channels are registered: text messages, through the whole bot."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from bot.cli.start_check import check_start
from bot.engine.answers import Turn
from bot.errors import TransportError
from bot.kernel.conversation.channels import Unasked, UnknownChannel
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Choice, Link, Reply
from bot.kernel.conversation.tickets import Handoff
from bot.records.conversation.conversations import find_conversation_by_id, find_unknown_channels
from bot.records.database import open_database
from bot.wiring.channels import CHANNELS, REGISTERED, RegisteredChannel
from testing.house import House, build_house
from testing.settings import make_settings
from testing.stand_ins import StandIns
from testing.text_messages import TEXT_MESSAGES, TextEntrance, TextMessenger
from tests.bot.conversation.pages import RIGHT, submit
from tests.bot.conversation.test_page_openers import type_code
from tests.bot.desk.acting import get, refusal, reply
from tests.bot.desk.test_pictures_and_cards import draw, send_picture
from tests.bot.outreach.test_reminders import TOMORROW
from vocabulary.tickets import TicketReason

NUMBER = "13900000001"
SILENT = replace(TEXT_MESSAGES, unasked=Unasked.HELD)
"""The same, but for a gateway that only answers."""


@dataclass
class Texting:
    """The bot, and somebody with a phone that is not a smart one."""

    house: House
    messenger: TextMessenger
    written: int = 0

    async def text(self, words: str) -> list[str]:
        """Writes something; what comes back on the same connection."""
        self.written += 1
        body = {"id": str(self.written), "number": NUMBER, "text": words}
        answer = await self.house.http.post("/sms", json=body)
        assert answer.status_code == 200, answer.text
        return list(answer.json())

    async def call_person(self) -> int:
        """Asks for a person, and somebody takes the ticket."""
        self.house.engine.turns["转人工"] = Turn(
            (Spoken(Reply("好，给您转人工。")),), person=Handoff(TicketReason.REQUESTED)
        )
        await self.text("转人工")
        await self.house.take(1)
        return 1

    async def link(self) -> None:
        """Opens the page that is written out in the message, types the code that stands with it, and is known."""
        self.house.engine.turns["我的理赔"] = Turn((Spoken(Reply("先核对身份。")),), frozenset({"identity"}))
        said = "".join(await self.text("我的理赔"))
        path, code = re.search(r"http://test(\S+)", said), re.search(r"验证码 (\d{6})", said)
        assert path, said
        assert code, said
        await type_code(self.house.http, path[1], code[1])
        await submit(self.house, path[1], RIGHT)


@pytest.fixture
async def texting(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Texting]:
    messenger = TextMessenger()
    registered = RegisteredChannel(
        getattr(request, "param", TEXT_MESSAGES),
        lambda parts, _door: [
            TextEntrance(parts.conversation.waiting, parts.conversation.turns, parts.base.clock).router()
        ],
        lambda _settings, _wechat: messenger,
    )
    async with build_house(tmp_path, StandIns(channels=(*REGISTERED, registered))) as house:
        yield Texting(house, messenger)


async def test_a_member_writes_there_and_is_answered(texting: Texting) -> None:
    assert await texting.text("住院怎么报销") == ["听到了：住院怎么报销"]
    assert await texting.house.rows("SELECT channel, address FROM conversations") == [("sms", NUMBER)]


async def test_what_cannot_be_tapped_there_is_written_out(texting: Texting) -> None:
    said = Reply("您问哪一种？", (Choice("住院", "住院互助"),), (Link("看说明", "https://a.example"),))
    texting.house.engine.turns["报销"] = Turn((Spoken(said),))
    assert await texting.text("报销") == ["您问哪一种？\n看说明：https://a.example\n可以回复：住院互助"]


async def test_an_answer_that_comes_too_late_is_sent_by_the_channels_own_messenger(texting: Texting) -> None:
    texting.house.engine.wait = asyncio.Event()
    assert await texting.text("慢慢来") == []
    texting.house.engine.wait.set()
    await texting.house.turns.finish()
    assert texting.messenger.sent == [(NUMBER, "听到了：慢慢来")]
    assert texting.house.messenger.sent == []


async def test_staff_see_which_channel_it_is_and_their_reply_reaches_it(texting: Texting) -> None:
    ticket = await texting.call_person()
    shown: list[dict[str, Any]] = (await get(texting.house, "queue"))["tickets"]
    assert [(one["channel"], one["member"]) for one in shown] == [("sms", f"短信访客 {NUMBER[-4:]}")]
    answer = await reply(texting.house, ticket, "您好，材料收到了")
    assert answer.json()["message"]["send"]["words"] == "短信已收下"
    assert texting.messenger.sent[-1] == (NUMBER, "您好，材料收到了\n—— 小陈")


async def test_a_picture_that_it_cannot_show_is_refused_before_it_is_lost(texting: Texting) -> None:
    ticket = await texting.call_person()
    sent = list(texting.messenger.sent)
    assert refusal(await send_picture(texting.house, ticket, draw())) == "no_pictures"
    assert texting.messenger.sent == sent


async def test_what_its_messenger_could_not_send_goes_with_the_members_next_words(texting: Texting) -> None:
    await texting.text("你好")
    texting.messenger.refusal = TransportError("down")
    await texting.house.notify(1, "补件通知")
    assert texting.messenger.sent == []
    assert await texting.text("在吗") == ["补件通知", "听到了：在吗"]


async def test_an_automatic_notice_reaches_it_as_a_text_message(texting: Texting) -> None:
    await texting.link()
    texting.house.visits.visits = [TOMORROW]
    assert await texting.house.notices.go_round() == 1
    number, words = texting.messenger.sent[-1]
    assert (number, "明天上午约好了去大兴区职工服务窗口" in words) == (NUMBER, True)


async def test_what_it_is_told_of_unasked_is_what_can_be_said_there(texting: Texting) -> None:
    await texting.text("你好")
    switches = texting.house.parts.notices.switches
    async with texting.house.database.begin() as session:
        conversation = await find_conversation_by_id(session, 1)
        assert "明天有预约" in await switches.find_told(session, conversation)


async def test_what_its_messenger_could_not_send_is_told_to_staff_as_that_channels(texting: Texting) -> None:
    ticket = await texting.call_person()
    texting.messenger.refusal = TransportError("down")
    answer = await reply(texting.house, ticket, "您好")
    words = answer.json()["message"]["send"]["words"]
    assert words == "没发出去：连不上短信。对方下次说话时自动补上"


async def test_its_messenger_is_closed_with_the_bot(texting: Texting) -> None:
    await texting.house.parts.close()
    assert texting.messenger.is_closed


@pytest.mark.parametrize("texting", [SILENT], indirect=True)
async def test_where_nothing_can_be_sent_staff_are_told_so_and_all_waits_for_the_next_words(
    texting: Texting,
) -> None:
    ticket = await texting.call_person()
    assert refusal(await reply(texting.house, ticket, "您好")) == "window_closed"
    held = await reply(texting.house, ticket, "您好", hold=True)
    assert held.json()["message"]["send"]["words"] == "留着，对方下次说话时送出"
    await texting.house.notify(1, "补件通知")
    assert texting.messenger.sent == []
    assert (await texting.text("在吗"))[-2:] == ["您好\n—— 小陈", "补件通知"]


@pytest.mark.parametrize("texting", [SILENT], indirect=True)
async def test_where_nothing_can_be_sent_no_notice_is_promised(texting: Texting) -> None:
    await texting.text("你好")
    async with texting.house.database.begin() as session:
        conversation = await find_conversation_by_id(session, 1)
        assert await texting.house.parts.notices.switches.find_told(session, conversation) == []


async def test_without_its_registration_nothing_is_lost_and_the_start_says_what_is_missing(
    texting: Texting, tmp_path: Path
) -> None:
    await texting.text("你好")
    settings = make_settings(tmp_path)
    database = open_database(settings.bot_database, CHANNELS)
    async with database.begin() as session:
        assert await find_unknown_channels(session) == ["sms"]
        with pytest.raises(UnknownChannel, match="'sms'; registered in the wiring: webchat, wechat"):
            await find_conversation_by_id(session, 1)
    await database.close()
    [fault] = [one for one in (await check_start(settings, "worker", [])).faults if "channel" in one]
    assert "conversations of the channel sms" in fault
    assert "bot/wiring/channels.py" in fault
    assert await texting.text("还在吗") == ["听到了：还在吗"]


async def test_with_all_channels_registered_the_start_finds_nothing(house: House, tmp_path: Path) -> None:
    await house.chat("你好")
    faults = (await check_start(make_settings(tmp_path), "worker", [])).faults
    assert [one for one in faults if "channel" in one] == []
