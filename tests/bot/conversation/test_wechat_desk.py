"""Where the account's own customer-service desk is set: whoever asks for a person is handed to it, but for danger."""

from pathlib import Path

from bot.engine.answers import Turn
from bot.kernel.conversation.conversations import Spoken
from bot.kernel.conversation.messages import Reply
from bot.kernel.conversation.tickets import Handoff
from testing.house import build_house
from vocabulary.tickets import TicketReason

WORDS = Spoken(Reply("好，给您转人工。"))


async def test_asking_for_a_person_transfers_and_says_the_words_besides(tmp_path: Path) -> None:
    async with build_house(tmp_path, wechat_desk="wechat") as house:
        house.engine.turns["转人工"] = Turn((WORDS,), person=Handoff(TicketReason.REQUESTED))
        reply = await house.deliver(house.write("转人工"))
        assert reply is not None
        assert reply.is_transfer
        assert "好，给您转人工" in house.messenger.sent[0][1]
        nodes = {
            "MsgType": "event",
            "Event": "kf_close_session",
            "KfAccount": "a@gh",
            "CreateTime": "1795399300",
        }
        await house.deliver(house.write_nodes(nodes))
        assert await house.rows("SELECT state, taken_by FROM tickets") == [("closed", "wechat")]


async def test_danger_stays_with_our_own_desk(tmp_path: Path) -> None:
    async with build_house(tmp_path, wechat_desk="wechat") as house:
        house.engine.turns["不想活了"] = Turn((Spoken(Reply("12356")),), person=Handoff(TicketReason.CRISIS))
        reply = await house.deliver(house.write("不想活了"))
        assert reply is not None
        assert "12356" in reply.text


async def test_without_the_setting_nobody_is_transferred(tmp_path: Path) -> None:
    async with build_house(tmp_path) as house:
        house.engine.turns["转人工"] = Turn((WORDS,), person=Handoff(TicketReason.REQUESTED))
        reply = await house.deliver(house.write("转人工"))
        assert reply is not None
        assert not reply.is_transfer
