"""The relief desk as staff see it: pages over HTTP, the claims database behind them, and what the member reads."""

import dataclasses
import re
from collections.abc import AsyncIterator
from datetime import date

import httpx
import pytest

from bot.desk.relief import ReliefDesk
from bot.kernel.conversation.notices import NoticeKind
from bot.kernel.outreach.automatic_notices import AutomaticNotice
from bot.kernel.outreach.occasions import Occasion
from bot.members.facts import ClaimsMembers
from bot.members.relief_files import ClaimsReliefDesk
from bot.outreach.notices.relief_acts import ReliefActs
from bot.records.conversation.notices import record_notice_choice
from bot.records.members.identity import record_link
from bot.records.outreach.automatic_notices import record_automatic_notice
from bot.wiring import create_app
from claims.access import access_relief_applications
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from testing.house import House, open_browser

REASON = "入户看过，情况属实"


@dataclasses.dataclass
class Office:
    """The pages, and one demo person's application."""

    house: House
    desk: ReliefDesk
    http: httpx.AsyncClient
    claims: ClaimsDatabase
    number: str = ""

    async def choose(self, key: str) -> None:
        """Whose application it is; their web chat is linked to them."""
        member = await find_demo_member(self.claims, key)
        assert member
        self.number = (await access_relief_applications(self.claims, member))[0].number
        await self.house.chat("你好")
        async with self.house.database.begin() as session:
            await record_link(session, 1, member, self.house.clock())

    async def open(self, who: str = "chen") -> str:
        """The page of its file."""
        answer = await self.http.get(f"/console/relief/{self.number}", headers={"x-staff": who})
        assert answer.status_code == 200, answer.text
        return answer.text

    async def act(self, act: str, who: str = "chen", seen: int | None = None, **typed: str) -> httpx.Response:
        """Sends the form as `who` sees it, or saw it."""
        if seen is None:
            found = re.search(r'name="seen" value="(\d+)"', await self.open(who))
            seen = int(found[1]) if found else 0
        form = {"act": act, "seen": str(seen), **typed}
        return await self.http.post(f"/console/relief/{self.number}", data=form, headers={"x-staff": who})

    async def said(self) -> list[str]:
        """What the member was told of it, oldest first."""
        answer = await self.house.http.get("/api/chat/messages", params={"visitor": "v1"})
        return [one["text"] for one in answer.json()["messages"] if self.number in one["text"]]


@pytest.fixture
async def office(house: House, claims: ClaimsDatabase, today: date) -> AsyncIterator[Office]:
    files = ClaimsReliefDesk(claims, lambda: today, house.clock)
    desk = dataclasses.replace(
        house.parts.desk.members.relief,
        files=files,
        telling=ReliefActs(files, house.notices.teller, house.clock),
        members=ClaimsMembers(claims, lambda: today),
    )
    of_members = dataclasses.replace(house.parts.desk.members, relief=desk)
    parts = dataclasses.replace(house.parts, desk=dataclasses.replace(house.parts.desk, members=of_members))
    async with open_browser(create_app(parts)) as http:
        yield Office(house, desk, http, claims)


async def test_from_the_list_to_a_decision_the_member_is_told_of_each_step_once(office: Office) -> None:
    await office.choose("bai_yang")
    for who in ("chen", "zhao", "chen"):
        assert (await office.act("agreed", who, for_staff=REASON)).status_code == 303
    assert (await office.act("approved", "sun", for_staff=REASON, amount="20,000元")).status_code == 303
    assert (await office.act("paid", "leader")).status_code == 303
    said = await office.said()
    assert len(said) == 5
    for words, told in zip(
        ("单位工会核实", "镇（街道）工会审核", "评审委员会审议", "批准了，救助金 20,000 元", "已经发放"),
        said,
        strict=True,
    ):
        assert words in told
    assert await office.desk.telling.tell_waiting() == 0
    page = await office.open()
    for words in ("批准 20,000.00 元", "孙审核", "已发放", REASON):
        assert words in page


async def test_many_acts_are_all_told_page_by_page(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.relief_desk.reading.PAGE", 2)
    await office.choose("bai_yang")
    for who in ("chen", "zhao", "chen"):
        await office.act("agreed", who, for_staff=REASON)
    assert len(await office.said()) == 3


async def test_advice_against_stays_among_staff(office: Office) -> None:
    await office.choose("bai_yang")
    await office.act("disagreed", for_staff="票据和说的不一样，要再问")
    assert await office.said() == []
    listed = await office.http.get("/console/relief", headers={"x-staff": "chen"})
    assert "有人建议不同意" in listed.text


async def test_an_agent_cannot_decide_and_the_page_does_not_offer_it(office: Office) -> None:
    await office.choose("ren_hong")
    page = await office.open()
    assert 'value="agreed"' in page
    assert 'value="approved"' not in page
    answer = await office.act("approved", for_staff=REASON, amount="20000")
    assert answer.status_code == 403
    assert 'value="approved"' in await office.open("sun")


async def test_whoever_is_refused_keeps_what_they_typed(office: Office) -> None:
    await office.choose("bai_yang")
    await office.act("papers_asked", for_member="请补一张收费票据")
    answer = await office.act("papers_asked", "zhao", seen=0, for_member="请补诊断证明 <b>原件</b>")
    assert answer.status_code == 409
    assert "别人刚动过这份申请" in answer.text
    assert "请补诊断证明 &lt;b&gt;原件&lt;/b&gt;" in answer.text
    assert 'value="papers_asked" required checked' in answer.text
    assert "请补一张收费票据" in answer.text
    assert len(await office.said()) == 1


@pytest.mark.parametrize("amount", ["八千", "1e9", "NaN", "-5", "8000.005", "99999999999", "１２３x"])
async def test_an_amount_that_nobody_can_read_is_asked_for_again(office: Office, amount: str) -> None:
    await office.choose("ren_hong")
    await office.act("agreed", for_staff=REASON)
    answer = await office.act("approved", "sun", for_staff=REASON, amount=amount)
    assert (answer.status_code, REASON in answer.text) == (422, True)
    assert "金额" in answer.text


async def test_every_fault_is_named_at_once_beside_its_field_and_no_word_is_lost(office: Office) -> None:
    await office.choose("ren_hong")
    await office.act("agreed", for_staff=REASON)
    answer = await office.act("approved", "sun", for_staff="短", amount="八千", for_member="您放心 <i>")
    assert answer.status_code == 422
    for words in (
        "有 2 处要改",
        'href="#amount">批准的金额</a>',
        'href="#for_staff">内部说明</a>',
        "还差 5 个",
    ):
        assert words in answer.text
    assert re.search(r'id="amount"[^>]*aria-invalid="true"[^>]*aria-describedby="amount-fault"', answer.text)
    assert 'id="for_staff-fault"' in answer.text
    assert "您放心 &lt;i&gt;</textarea>" in answer.text
    assert 'value="八千"' in answer.text


async def test_a_sum_outside_the_published_range_needs_its_reason_in_the_right_field(office: Office) -> None:
    await office.choose("ren_hong")
    await office.act("agreed", for_staff=REASON)
    answer = await office.act("approved", "sun", for_staff=REASON, amount="80000")
    assert answer.status_code == 422
    assert "有 1 处要改" in answer.text
    assert "50,000 元" in answer.text
    assert 'id="for_staff-fault"' in answer.text


async def test_what_the_member_hears_of_is_marked_and_advice_against_is_not(office: Office) -> None:
    await office.choose("bai_yang")
    page = await office.open()
    told = re.findall(r'value="(\w+)" required[^>]*data-tells', page)
    assert "agreed" in told
    assert "papers_asked" in told
    assert "disagreed" not in told
    assert "提交，会员会收到通知" not in page


async def test_a_form_that_chose_nothing_and_one_of_no_application_say_so(office: Office) -> None:
    await office.choose("bai_yang")
    assert "请先选要做哪一样" in (await office.act("")).text
    assert (await office.act("drop table")).status_code == 422
    office.number = "JZ-nobody"
    assert (await office.act("agreed", seen=0, for_staff=REASON)).status_code == 404


async def test_a_detail_is_shown_for_a_reason_and_that_is_written_down(office: Office) -> None:
    await office.choose("bai_yang")
    path = f"/console/relief/{office.number}/reveal"
    refused = await office.http.post(
        path, data={"field": "phone", "reason": "看"}, headers={"x-staff": "chen"}
    )
    assert refused.status_code == 422
    hidden = re.findall(r"1\d{10}(?!\d)", await office.open())
    shown = await office.http.post(
        path, data={"field": "phone", "reason": "入户前打电话"}, headers={"x-staff": "chen"}
    )
    assert (hidden, len(re.findall(r"1\d{10}(?!\d)", shown.text))) == ([], 1)
    rows = await office.house.rows("SELECT actor, details FROM audit WHERE act = 'reveal'")
    assert [actor for actor, _ in rows] == ["staff:chen"]
    assert all(re.search(r"1\d{10}", str(details)) is None for _, details in rows)


async def test_whoever_stopped_notices_is_told_with_their_next_words(office: Office) -> None:
    house = office.house
    await office.choose("bai_yang")
    await house.deliver(house.write("你好"))
    ((member,),) = await house.rows("SELECT member_id FROM identity_links")
    async with house.database.begin() as session:
        await record_link(session, 2, member, house.clock())
        await record_notice_choice(session, 2, NoticeKind.SERVICE, False, house.clock())
    await office.act("agreed", for_staff=REASON)
    assert house.messenger.sent == []
    answer = await house.deliver(house.write("办到哪了"))
    said = [str(answer), *map(str, house.messenger.sent)]
    assert len([one for one in said if office.number in one]) == 1


async def test_where_the_step_goes_by_template_the_desks_words_come_with_the_members_next(
    office: Office,
) -> None:
    house = office.house
    await office.choose("bai_yang")
    await house.deliver(house.write("你好"))
    ((member,),) = await house.rows("SELECT member_id FROM identity_links")
    async with house.database.begin() as session:
        await record_link(session, 2, member, house.clock())
        await record_automatic_notice(session, AutomaticNotice(Occasion.RELIEF_STEP, True, "T1"))
    await office.act("agreed", for_staff=REASON)
    assert (house.messenger.sent, len(await office.said())) == ([], 1)
    answer = await house.deliver(house.write("办到哪了"))
    said = [str(answer), *map(str, house.messenger.sent)]
    assert len([one for one in said if office.number in one]) == 1


async def test_the_list_finds_a_number_and_says_when_there_is_none(office: Office) -> None:
    await office.choose("gu_bin")
    for query, words in (
        (f"number={office.number}", office.number),
        ("number=JZ-none", "没有查到"),
        ("tab=approved", office.number),
        ("tab=nonsense", "JZ"),
        ("township=没有的镇", "这一步没有申请"),
    ):
        listed = await office.http.get(f"/console/relief?{query}", headers={"x-staff": "chen"})
        assert words in listed.text
