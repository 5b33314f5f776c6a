"""One's own things are shown when asked for: activities, visits, relief, cover, card, union and window."""

from datetime import timedelta

import pytest

from claims.changes import ask_card_change, sign_up
from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import NOW, ActionTalk


async def talk_of(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member, key
    return ActionTalk(claims, member)


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        ("我报了什么活动", "join_activity"),
        ("我现在还报着啥活动呀", "join_activity"),
        ("我参加了哪个活动来着", "check_coverage"),
    ],
)
async def test_what_one_signed_up_for_is_shown_alone(claims: ClaimsDatabase, said: str, intent: str) -> None:
    answer = await (await talk_of(claims, "yan_rui")).say(said, intent)
    assert "周末徒步：报上了" in answer
    assert "您报了 2 个活动" in answer
    assert "名额" not in answer


async def test_who_waits_for_a_seat_hears_their_place(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "wang_fang")
    await sign_up(claims, talk.member, "DEMO-A2", NOW)
    await talk.say("最近有什么活动", "join_activity")
    assert "排第 1 位" in await talk.say("排上没有", "check_coverage")


async def test_who_signed_up_for_nothing_hears_so(claims: ClaimsDatabase) -> None:
    assert "没有报名的活动" in await (await talk_of(claims, "wang_fang")).say(
        "我报了什么活动", "join_activity"
    )


async def test_ones_own_is_marked_in_the_list_and_not_offered_again(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "yan_rui")
    listed = await talk.say("最近有什么活动", "join_activity")
    assert "您报上了" in listed
    assert "报名周末徒步" not in talk.choices


async def test_nobody_knows_what_is_free_and_nobody_says_so(claims: ClaimsDatabase) -> None:
    assert "系统里没写" in await (await talk_of(claims, "wang_fang")).say("有啥玩的 免费的", "join_activity")


@pytest.mark.parametrize("said", ["我还有预约吗", "我有没有预约", "约的哪天来着"])
async def test_a_visit_is_shown_and_none_is_booked(claims: ClaimsDatabase, said: str) -> None:
    answer = await (await talk_of(claims, "yan_rui")).say(said, "book_appointment")
    assert "黄村镇工会服务站" in answer
    none = await talk_of(claims, "wang_fang")
    assert "没有约好的预约" in await none.say(said, "book_appointment")
    assert none.talk.task is None


@pytest.mark.parametrize(
    ("said", "intent", "words"),
    [
        ("批了没", "check_claim", "庞各庄镇的工会"),
        ("下一步谁管", "ask_process", "评审委员会"),
        ("那还得等几天", "ask_payout_time", "3月7日起"),
        ("能催一下不", "nlu_fallback", "庞各庄镇的工会"),
    ],
)
async def test_questions_after_an_application_are_about_it(
    claims: ClaimsDatabase, said: str, intent: str, words: str
) -> None:
    talk = await talk_of(claims, "qin_song")
    await talk.say("我的救助到哪一步了", "check_relief")
    assert words in await talk.say(said, intent)


@pytest.mark.parametrize(("key", "others"), [("xiong_wei", "二次报销"), ("yuan_fei", "二次报销")])
async def test_nothing_is_in_force_is_said_only_where_nothing_is(
    claims: ClaimsDatabase, key: str, others: str
) -> None:
    programme = {"xiong_wei": "tailored_site_worker", "yuan_fei": "accident"}[key]
    talk = await talk_of(claims, key)
    answer = await talk.say("那个保障我还有没有", "check_coverage", programme=programme)
    assert "没有在保的项目" not in answer
    assert "现在不在保" in answer
    assert others in answer


async def test_cover_for_ones_child_is_ones_own(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "fan_ping")
    said = "我孩子那个托管班保障还有没有效"
    answer = await talk.say(said, "check_coverage", "", programme="tailored_after_school", relation="child")
    assert "托管班" in answer
    assert "别人的" not in answer


async def test_a_relatives_own_cover_is_not_shown(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "fan_ping")
    assert "本人" in await talk.say("我老公有哪些保障", "check_coverage", "", relation="spouse")


@pytest.mark.parametrize("said", ["我的卡改好了吗", "登记的是哪张卡", "卡尾号是多少"])
async def test_the_card_is_told_by_its_end_and_a_new_one_by_when_it_counts(
    claims: ClaimsDatabase, said: str
) -> None:
    talk = await talk_of(claims, "sun_li")
    assert "尾号 8007" in await talk.say(said, "update_profile")
    await ask_card_change(claims, talk.member, "6222000000001239", NOW - timedelta(hours=2))
    answer = await talk.say(said, "update_profile")
    assert "尾号 1239 的卡已经收到，3月19日 07:30起用" in answer
    assert "尾号 8007" in answer


@pytest.mark.parametrize("said", ["我该找哪个工会办事", "离我近的窗口在哪", "附近的服务站呢"])
async def test_ones_union_and_the_window_of_its_district_are_named(claims: ClaimsDatabase, said: str) -> None:
    answer = await (await talk_of(claims, "yan_rui")).say(said, "ask_contact")
    assert "某食品有限公司工会（大兴区黄村镇）" in answer
    assert "大兴区职工服务窗口" in answer
    elsewhere = await (await talk_of(claims, "wu_min")).say(said, "ask_contact")
    assert "东城区没有登记的窗口，可以约西城区的市职工互助保障服务窗口" in elsewhere


@pytest.mark.parametrize(
    ("said", "words"), [("那张发票收到没", "门诊收费票据2月21日收到"), ("诊断证明收着了吗", "还没记作收到")]
)
async def test_whether_a_paper_came_is_told_without_a_claim_named(
    claims: ClaimsDatabase, said: str, words: str
) -> None:
    assert words in await (await talk_of(claims, "li_qiang")).say(said, "submit_documents")


async def test_money_names_the_record_that_follows_are_about(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhang_wei")
    await talk.say("卡里多了326是啥钱", "check_payment", amount="326")
    assert "尾号 8003" in await talk.say("打哪张卡了", "check_payment")


async def test_of_several_sums_the_one_of_the_words_is_told(claims: ClaimsDatabase) -> None:
    answer = await (await talk_of(claims, "feng_xue")).say("二次报销那个打哪张卡了", "check_payment")
    assert "142.35 元" in answer
    assert "968.20" not in answer


async def test_the_activity_of_a_place_in_the_list_is_told_alone(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "wang_fang")
    await talk.say("最近有啥活动", "join_activity")
    answer = await talk.say("第二个还有名额不", "join_activity")
    assert "职工子女科学小实验" in answer
    assert "可以排队" in answer
    assert "徒步" not in answer


async def test_what_is_asked_of_an_activity_that_was_signed_up_for_is_about_it(
    claims: ClaimsDatabase,
) -> None:
    talk = await talk_of(claims, "wang_fang")
    await talk.say("报名周末徒步", "join_activity")
    answer = await talk.say("几点集合", "nlu_fallback")
    assert "周末徒步" in answer
    assert "09:00" in answer
    assert "读书" not in answer


async def test_one_that_was_given_up_is_told_so_and_can_be_had_again(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "lei_dan")
    assert "后来取消了" in await talk.say("我读书会报上没", "join_activity")
    assert "报上名了" in await talk.say("那再给我报上", "join_activity")
    assert "读书分享会" in await talk.say("几号来着", "check_payment")


async def test_one_of_two_is_given_up_by_a_word_of_its_title(claims: ClaimsDatabase) -> None:
    answer = await (await talk_of(claims, "yan_rui")).say("实验那个不去了", "join_activity")
    assert "要取消“职工子女科学小实验”的报名吗" in answer
    assert "徒步" not in answer


async def test_since_when_cover_is_in_force_is_told(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhou_jie")
    assert "意外险三档从2025年12月18日起" in await talk.say("我的保障啥时候生效的", "check_coverage")


async def test_what_follows_ones_cover_is_about_it(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "lu_ting")
    await talk.say("我都有啥保障", "check_coverage")
    assert "某科技有限公司工会）的经办人" in await talk.say("那咋续上", "ask_enrolment")
    answer = await talk.say("那我上个月住院 是不是就不给报了", "ask_scope", event="hospital_stay")
    assert "那时候您名下没有有效的保障" in answer
    assert "转人工" in answer


async def test_cover_of_the_day_is_told_where_there_was_some(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "wang_fang")
    await talk.say("我都有啥保障", "check_coverage")
    assert "住院津贴" in await talk.say("那去年12月住院的能报不", "ask_scope", event="hospital_stay")


@pytest.mark.parametrize(
    ("key", "said", "words"),
    [
        ("wu_min", "我那个女工的结了没", "15,000 元"),
        ("peng_na", "我17年那个女工特疾给了多少", "10,000 元"),
    ],
)
async def test_what_somebody_calls_their_own_is_no_relatives(
    claims: ClaimsDatabase, key: str, said: str, words: str
) -> None:
    talk = await talk_of(claims, key)
    answer = await talk.say(said, "check_claim", "", programme="womens_specified_disease", relation="other")
    assert words in answer


@pytest.mark.parametrize(
    ("said", "words"),
    [("那6000啥时候到", "系统里没写"), ("找谁问", "某食品有限公司工会"), ("能催一下吗", "转人工")],
)
async def test_relief_that_was_approved_is_told_as_not_paid_yet(
    claims: ClaimsDatabase, said: str, words: str
) -> None:
    talk = await talk_of(claims, "gu_bin")
    await talk.say("我的救助批了没", "check_relief")
    assert words in await talk.say(said, "check_payment")


async def test_how_many_claims_there_are_is_a_question_of_records(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "feng_xue")
    assert "您有 5 笔理赔，3 笔在办" in await talk.say("我一共有几笔理赔", "file_claim")
    alone = await talk_of(claims, "wang_fang_other")
    assert "您只有 1 笔理赔" in await alone.say("还有别的理赔没", "check_claim")


async def test_how_much_relief_is_not_decided_before_the_committee(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "qin_song")
    await talk.say("我的救助到哪一步了", "check_relief")
    answer = await talk.say("能给我多少啊", "ask_benefit")
    assert "评审委员会定" in answer
    assert "5 万" in answer
