"""Administrators hand one person their data, or erase it: with a reason and a confirmation, written down."""

import io
import json
import zipfile

import httpx
import pytest

from testing.house import House
from tests.bot.conversation.pages import link, said

REASON = "本人11月30日到窗口书面申请"


async def send(house: House, act: str, form: dict[str, str], who: str = "admin") -> httpx.Response:
    """One of the two forms."""
    return await house.http.post(f"/console/members/{act}", data=form, headers={"x-staff": who})


async def test_everything_is_handed_out_in_one_zip_and_that_is_written_down(house: House) -> None:
    await link(house)
    await house.chat("我的事")
    answer = await send(house, "export", {"who": "7", "reason": REASON})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        data = json.loads(archive.read("data.json"))
        assert "请只交给本人" in archive.read("说明.txt").decode()
    assert "我的事" in str(data["bot"]["utterances"])
    assert await house.rows("SELECT actor, words FROM audit WHERE act = 'export_member'") == [
        ("staff:admin", REASON)
    ]


async def test_erasing_takes_the_chats_along_and_says_what_stays(house: House) -> None:
    await link(house)
    await house.chat("我的事")
    form = {"who": "7", "reason": REASON, "confirmation": "清除"}
    sent = await send(house, "erase", form)
    assert sent.status_code == 303, "a page that is loaded again erases nothing more"
    answer = await house.http.get(sent.headers["location"], headers={"x-staff": "admin"})
    assert answer.status_code == 200
    assert "清除了 1 个对话" in answer.text
    assert "打款：依法留存" in answer.text
    assert await said(house) == []
    assert await house.rows("SELECT * FROM identity_links") == []
    assert await house.rows("SELECT actor, words FROM audit WHERE act = 'erase_member'") == [
        ("staff:admin", REASON)
    ]
    await house.chat("又来了")
    assert await house.rows("SELECT count(*) FROM conversations") == [(2,)]


@pytest.mark.parametrize(
    ("changed", "status", "words"),
    [
        ({"confirmation": "好"}, 422, "找不回来"),
        ({"confirmation": ""}, 422, "找不回来"),
        ({"reason": "申请"}, 422, "至少 6 个字"),
        ({"who": "8"}, 404, "没有这位会员"),
        ({"who": " "}, 404, "没有这位会员"),
    ],
)
async def test_without_reason_confirmation_or_member_nothing_is_erased(
    house: House, changed: dict[str, str], status: int, words: str
) -> None:
    await link(house)
    form = {"who": "7", "reason": REASON, "confirmation": "清除", **changed}
    answer = await send(house, "erase", form)
    assert answer.status_code == status
    assert words in answer.text
    assert await house.rows("SELECT member_id FROM identity_links") == [(7,)]
    assert await house.rows("SELECT * FROM audit WHERE act = 'erase_member'") == []


@pytest.mark.parametrize("who", ["chen", "sun", "leader"])
async def test_nobody_but_an_administrator_gets_in(house: House, who: str) -> None:
    headers = {"x-staff": who}
    assert (await house.http.get("/console/members", headers=headers)).status_code == 403
    for act in ("export", "erase"):
        form = {"who": "7", "reason": REASON, "confirmation": "清除"}
        assert (await send(house, act, form, who)).status_code == 403
