"""A form of the chat filled in on its page: the same values, the same words, one yes at the end."""

import pytest

from claims.access import access_claims
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from claims.values import MemberId
from tests.handlers.action_talk import ActionTalk
from vocabulary.form_pages import FormShown

WHOLE = {
    "kind": "accident",
    "told": "下楼梯踩空，崴了脚",
    "date_of_loss": "3月10号",
    "place": "积水潭医院",
    "amount": "一千六",
}


def faults_of(form: FormShown) -> dict[str, str]:
    return {one.name: one.fault for one in form.fields if one.fault}


def words_of(form: FormShown) -> dict[str, str]:
    return {one.name: one.words for one in form.fields}


@pytest.fixture
async def member(claims: ClaimsDatabase) -> MemberId:
    member = await find_demo_member(claims, "li_qiang")
    assert member
    return member


@pytest.fixture
async def talk(claims: ClaimsDatabase, member: MemberId) -> ActionTalk:
    talk = ActionTalk(claims, member)
    await talk.say("我要报案，我骑车摔了脚踝骨折", "file_claim", event="fall", illness="骨折")
    return talk


async def test_the_chat_gives_the_page_when_a_form_begins(talk: ActionTalk) -> None:
    assert "form" in talk.needs


async def test_the_page_shows_what_was_told_and_asks_the_rest(talk: ActionTalk) -> None:
    form = await talk.type_on_page()
    words = words_of(form)
    assert (form.state, form.title) == ("open", "理赔登记")
    assert words["kind"] == "accident"
    assert "脚踝骨折" in words["told"]
    assert words["date_of_loss"] == ""
    assert form.summary == ()
    assert talk.said == ""


async def test_what_is_typed_is_read_as_in_the_chat_and_the_chat_goes_on_from_there(talk: ActionTalk) -> None:
    form = await talk.type_on_page("save", "filing", date_of_loss="3月10号", amount="一千六")
    assert words_of(form) | {"date_of_loss": "2026年3月10日", "amount": "1,600 元"} == words_of(form)
    assert "医院" in await talk.say("行，我在这儿接着说", "inform")


async def test_a_faulty_field_says_why_and_loses_no_other(talk: ActionTalk) -> None:
    form = await talk.type_on_page("check", "filing", **{**WHOLE, "date_of_loss": "2月30号", "told": ""})
    assert set(faults_of(form)) == {"date_of_loss", "told"}
    assert words_of(form)["date_of_loss"] == "2月30号"
    assert words_of(form)["place"] == "积水潭医院"
    assert form.summary == ()


async def test_what_is_not_known_may_stay_empty_where_the_desk_can_live_without_it(talk: ActionTalk) -> None:
    form = await talk.type_on_page("check", "filing", **{**WHOLE, "amount": "", "place": ""})
    assert not form.is_faulty
    assert dict(form.summary)["花费"] == "不清楚，先空着"


async def test_a_value_that_is_none_of_the_few_is_refused(talk: ActionTalk) -> None:
    form = await talk.type_on_page("check", "filing", **{**WHOLE, "kind": "<script>"})
    assert set(faults_of(form)) == {"kind"}


async def test_nothing_is_sent_before_all_of_it_is_right(
    claims: ClaimsDatabase, member: MemberId, talk: ActionTalk
) -> None:
    before = len(await access_claims(claims, member))
    form = await talk.type_on_page("send", "filing")
    assert form.state == "open"
    assert talk.said == ""
    assert len(await access_claims(claims, member)) == before


async def test_sending_files_the_claim_once_and_says_so_in_the_chat(
    claims: ClaimsDatabase, member: MemberId, talk: ActionTalk
) -> None:
    before = len(await access_claims(claims, member))
    form = await talk.type_on_page("check", "filing", **WHOLE)
    assert ("日期", "2026年3月10日") in form.summary
    assert (await talk.type_on_page("send", "filing")).state == "sent"
    assert "登记好了" in talk.said
    assert talk.talk.task is None
    filed = len(await access_claims(claims, member))
    assert filed > before
    assert (await talk.type_on_page("send", "filing")).state == "gone"
    assert len(await access_claims(claims, member)) == filed


async def test_a_form_that_was_put_aside_is_gone_on_with_on_its_page(talk: ActionTalk) -> None:
    await talk.say("先不弄了明天再说", "cancel", move="put_off")
    form = await talk.type_on_page("save", "filing", date_of_loss="3月10号")
    assert words_of(form)["date_of_loss"] == "2026年3月10日"
    assert talk.talk.task is None
    assert "2026年3月10日" in await talk.say("接着填", "continue", move="go_on")


async def test_the_page_of_another_form_writes_nothing_into_this_one(talk: ActionTalk) -> None:
    assert (await talk.type_on_page("check", "relief", told="家里着火")).state == "gone"
    assert "脚踝骨折" in words_of(await talk.type_on_page())["told"]


async def test_a_chat_that_is_not_linked_any_more_shows_nothing(talk: ActionTalk) -> None:
    talk.is_linked = False
    assert await talk.type_on_page() == FormShown("gone")


async def test_a_day_on_which_no_window_is_open_is_said_at_its_field(
    claims: ClaimsDatabase, member: MemberId
) -> None:
    talk = ActionTalk(claims, member)
    await talk.say("我要预约去窗口", "book_appointment")
    shown = await talk.type_on_page()
    district = next(one for one in shown.fields if one.name == "district").options[0].value
    form = await talk.type_on_page("check", "visit", district=district, day="3月22号", half="morning")
    assert "周日" in faults_of(form)["day"]
