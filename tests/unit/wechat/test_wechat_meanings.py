"""What WeChat's events mean to the conversation, when they come and when they are read again."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.kernel.conversation.channel_events import (
    Arrived,
    ChannelEvent,
    MemberLeft,
    MenuTapped,
    OtherDeskClosed,
    ScannerOpened,
    SendReported,
    Unheeded,
)
from bot.kernel.conversation.messages import Inbound
from bot.records.conversation import inbox
from bot.records.conversation.conversations import open_conversation
from bot.wechat.channel import WECHAT
from bot.wechat.inbound.parsing import parse_inbound
from testing.migrated import open_migrated

NOW = datetime(2026, 3, 18, 2, tzinfo=UTC)
MEANINGS: list[tuple[str, dict[str, str], ChannelEvent]] = [
    ("subscribe", {}, Arrived()),
    ("subscribe", {"EventKey": "qrscene_bind_7"}, Arrived("bind_7")),
    ("subscribe", {"EventKey": "last_trade_no_4"}, Arrived()),
    ("SCAN", {"EventKey": "bind_7"}, Arrived("bind_7")),
    ("CLICK", {"EventKey": "ask:转人工"}, MenuTapped("转人工")),
    ("CLICK", {"EventKey": "MY_CLAIMS"}, MenuTapped()),
    ("scancode_push", {"EventKey": "k"}, ScannerOpened()),
    ("scancode_waitmsg", {"EventKey": "k"}, ScannerOpened()),
    ("unsubscribe", {}, MemberLeft()),
    ("kf_close_session", {"KfAccount": "a@gh"}, OtherDeskClosed()),
    ("kf_create_session", {"KfAccount": "a@gh"}, Unheeded()),
    ("TEMPLATESENDJOBFINISH", {"MsgID": "9", "Status": "success"}, SendReported("9", "success")),
    ("VIEW", {"EventKey": "https://u"}, Unheeded()),
    ("never_heard_of", {}, Unheeded()),
]
STORED: list[tuple[dict[str, str], ChannelEvent | None]] = [
    ({"event": "subscribe_scan", "key": "hospital_3"}, Arrived("hospital_3")),
    ({"event": "unsubscribe", "key": ""}, MemberLeft()),
    ({"event": "kf_close_session", "key": "", "desk_account": "a"}, OtherDeskClosed()),
    (
        {"event": "templatesendjobfinish", "key": "", "message_id": "9", "status": "failed:user block"},
        SendReported("9", "failed:user block"),
    ),
    ({"event": "templatesendjobfinish", "key": ""}, SendReported("", "")),
    ({"media_id": "m1"}, None),
]
"""As they have been stored since events are kept."""


@pytest.mark.parametrize(("name", "inside", "meaning"), MEANINGS)
def test_an_event_is_handed_on_as_what_it_means(
    name: str, inside: dict[str, str], meaning: ChannelEvent
) -> None:
    head = {"ToUserName": "gh_1", "FromUserName": "o1", "CreateTime": "1795399200", "MsgType": "event"}
    assert parse_inbound({**head, "Event": name, **inside}).event == meaning


@pytest.mark.parametrize(("details", "meaning"), STORED)
async def test_a_stored_event_means_the_same_when_it_is_read_again(
    tmp_path: Path, details: dict[str, str], meaning: ChannelEvent | None
) -> None:
    database = await open_migrated(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    async with database.begin() as session:
        conversation = await open_conversation(session, WECHAT.name, "o1", "gh_1", NOW)
        kept = Inbound(WECHAT.name, "o1", "k", "event", "", NOW, details=details)
        await inbox.record_inbound(session, conversation.id, kept, NOW)
    async with database.begin() as session:
        received = await inbox.find_received_by_key(session, "k")
    await database.close()
    assert received is not None
    assert received.inbound.event == meaning
