"""Service notices: refused here with the reason where WeChat would refuse them, and sent once."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.wechat.account.client import WeChatApi
from bot.wechat.outbound.template_fields import find_problem
from bot.wechat.outbound.templates import Notice, send_notice
from tests.integration.wechat.outgoing import Clock
from wechat_sim.account import LOCAL_OPENID
from wechat_sim.api import OutgoingApi
from wechat_sim.faults import Fault
from wechat_sim.templates import LOCAL_TEMPLATE

NOTICE = Notice(
    LOCAL_OPENID,
    LOCAL_TEMPLATE,
    {"thing1": "住院医疗互助保障", "phrase2": "已打款", "time3": "2026年3月1日 09:05"},
    "notice-1",
    "https://huzhu.example.cn/claims",
)
SENT, REFUSED, UNKNOWN = "accepted", "refused", "unknown"


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("thing1", ["二十个字的事情说明刚好能放得下哦一二三四", "a", "1 元"], ["二十一个字的事情说明刚好放不下了啊一二三四五", "👋" * 11]),
        ("character_string2", ["HZ-2026/0001#a", "a" * 32], ["编号1", "a" * 33]),
        ("number3", ["0", "12.5", "9" * 32], ["十二", "1,000", "9" * 33]),
        ("letter4", ["abcXYZ"], ["abc1", "a" * 33]),
        ("symbol5", ["¥%!"], ["a", "!!!!!!"]),
        ("amount6", ["1234.50元", "¥1234.50", "¥0", "9999999999"], ["12345678901", "1,234元", "约100元", "元"]),
        ("time7", ["09:05", "2026年3月1日 09:05", "2026年3月1日 09:05~2026年3月1日 10:05", "23:59:59"], ["24:00", "9点", "2026-03-01"]),
        ("date8", ["2026年3月1日", "2026年3月1日 09:05", "2026年3月1日~2026年3月5日"], ["2026-03-01", "3月1日", "2026年13月1日"]),
        ("phone_number9", ["+86-010-12345678", "12345678901"], ["电话12345", "1" * 18]),
        ("car_number10", ["京A12345", "京AD12345", "A1234挂"], ["京A-12345", "京A1234567"]),
        ("name11", ["王芳", "Maria Gonzales", "阿依古丽·买买提"], ["一二三四五六七八九十一", "a" * 21, "王芳1"]),
        ("phrase12", ["审核通过"], ["审核已经通过", "OK", "已打款。"]),
        ("const13", ["已受理"], ["一" * 21]),
        ("short_thing14", ["住院"], ["一" * 21]),
        ("keyword1", ["一" * 21], []),
    ],
)  # fmt: skip
def test_each_type_of_field_takes_its_own_values(name: str, good: list[str], bad: list[str]) -> None:
    for value in good:
        assert find_problem(name, value) == ""
    for value in [*bad, "", "  ", "\n"]:
        assert find_problem(name, value).startswith(f"{name}: ")


@pytest.mark.parametrize("name", ["", "money1", "thing", "1thing", "thing1.value", "Thing1"])
def test_a_name_without_a_type_is_no_field(name: str) -> None:
    assert bool(find_problem(name, "一")) is (name != "thing")


async def test_a_notice_is_sent_with_its_message_id(api: WeChatApi, wechat: OutgoingApi) -> None:
    result = await send_notice(api, NOTICE)
    (message,) = wechat.templates.messages
    assert result.outcome is SENT
    assert result.message_id == str(message.msgid)
    assert (message.values, message.url) == (NOTICE.fields, NOTICE.url)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (replace(NOTICE, openid=""), "nobody"),
        (replace(NOTICE, template_id=""), "template id"),
        (replace(NOTICE, client_msg_id=""), "client_msg_id"),
        (replace(NOTICE, client_msg_id="通知"), "client_msg_id"),
        (replace(NOTICE, client_msg_id="a" * 65), "client_msg_id"),
        (replace(NOTICE, url="weixin://dl"), "url"),
        (replace(NOTICE, fields={}), "no fields"),
        (replace(NOTICE, fields={**NOTICE.fields, "thing1": "一" * 21}), "thing1: 21 characters, at most 20"),
        (replace(NOTICE, fields={"thing1": "", "time3": "早上"}), "thing1: is empty; time3: only a time"),
    ],
)
async def test_an_impossible_notice_is_refused_here_with_the_reason(
    api: WeChatApi, wechat: OutgoingApi, notice: Notice, words: str
) -> None:
    result = await send_notice(api, notice)
    assert (result.outcome, result.permanent) == (REFUSED, True)
    assert words in result.reason
    assert not wechat.calls


async def test_wechats_own_refusals_say_whether_to_try_again(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.templates.muted.add((LOCAL_OPENID, LOCAL_TEMPLATE))
    muted = await send_notice(api, NOTICE)
    assert (muted.outcome, muted.refusal.errcode, muted.permanent) == (REFUSED, 43101, True)
    wechat.templates.muted.clear()
    wechat.followers[LOCAL_OPENID].leave()
    left = await send_notice(api, NOTICE)
    assert (left.outcome, left.refusal.errcode, left.permanent) == (REFUSED, 43004, True)
    stranger = await send_notice(api, replace(NOTICE, openid="oNobody"))
    assert (stranger.refusal.errcode, stranger.permanent) == (40003, True)
    wechat.quotas.limits["/cgi-bin/message/template/send"] = 0
    full = await send_notice(api, NOTICE)
    assert (full.outcome, full.refusal.errcode, full.permanent) == (REFUSED, 45009, False)
    assert not wechat.templates.messages


async def test_the_field_that_wechat_refuses_is_named(api: WeChatApi, wechat: OutgoingApi) -> None:
    wechat.templates.templates[LOCAL_TEMPLATE] = ("thing1", "phrase2", "time3", "amount4")
    result = await send_notice(api, NOTICE)
    assert (result.outcome, result.refusal.errcode) == (REFUSED, 47003)
    assert "amount4" in result.reason


async def test_a_template_that_wechat_overlooks_once_is_tried_again(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    wechat.faults.refuse(40037, "template/send")
    assert (await send_notice(api, NOTICE)).outcome is SENT
    gone = await send_notice(api, replace(NOTICE, template_id="gone"))
    assert (gone.outcome, gone.refusal.errcode, gone.permanent) == (REFUSED, 40037, True)


@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.ERROR_500, Fault.RESET, Fault.HALF_BODY])
@pytest.mark.parametrize("arrives", [True, False])
async def test_a_notice_of_unknown_outcome_may_be_tried_again_and_comes_once(
    hasty: WeChatApi, wechat: OutgoingApi, fault: Fault, arrives: bool
) -> None:
    wechat.faults.plan(fault, "template/send", arrives=arrives)
    first = await send_notice(hasty, NOTICE)
    assert (first.outcome, first.permanent) == (UNKNOWN, False)
    assert (await send_notice(hasty, NOTICE)).outcome is SENT
    assert len(wechat.templates.messages) == 1


async def test_a_repeat_that_wechat_recognises_is_not_called_refused(
    api: WeChatApi, wechat: OutgoingApi
) -> None:
    wechat.faults.refuse(40241, "template/send")
    result = await send_notice(api, NOTICE)
    assert (result.outcome, result.refusal.errcode, result.permanent) == (UNKNOWN, 40241, False)


async def test_after_ten_minutes_wechat_no_longer_knows_the_key(
    api: WeChatApi, wechat: OutgoingApi, clock: Clock
) -> None:
    for wait in (timedelta(0), timedelta(minutes=9), timedelta(minutes=1)):
        clock.now += wait
        await send_notice(api, NOTICE)
    assert len(wechat.templates.messages) == 2


def test_who_gets_what_is_not_shown_where_a_notice_is_printed() -> None:
    shown = repr(NOTICE)
    assert LOCAL_OPENID not in shown
    assert "住院" not in shown
