"""A short reply is read against what was just said or done: it is done, or it is said that nothing has changed."""

import pytest

from claims.database import ClaimsDatabase
from tests.handlers.form_talk import FormTalk
from tests.handlers.test_told_before import begin


async def test_a_number_after_the_page_is_heard_corrected_and_changes_nothing(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "tang_lin")
    await talk.say("我要改手机号", "update_profile", "ask")
    assert "profile" in talk.needs
    assert "5531" in await talk.say("13800005531", "inform", "give")
    corrected = await talk.say("念错了 是5513", "deny", "correct")
    assert "5513" in corrected
    assert "5531" not in corrected
    still = await talk.say("嗯对", "affirm", "agree")
    assert "没换上" in still
    assert "profile" in talk.needs


async def test_the_full_one_is_waited_for_and_given_up_by_its_name(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "zhang_wei")
    await talk.say("最近有什么活动", "join_activity", "ask", ["overview"], "activity")
    assert "排上队" in await talk.say("满了的那个给我排上", "join_activity", "carry", about="activity")
    told = await talk.say("轮到我你们通知我吗", "join_activity", "carry", ["notified"], "activity")
    assert "不敢说会" in told
    await talk.say("读书会也报上", "join_activity", "ask", about="activity")
    asked = await talk.say("实验不排了 读书会留着", "join_activity", "carry", ["undo"], "activity")
    assert "小实验”的报名吗" in asked
    assert "“读书分享会”照旧留着" in asked


async def test_whoever_says_push_it_has_it_written_for_the_desk(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("你给催一下", "check_claim", "carry", ["hurry"], "claim")
    assert "写上了" in said
    assert "催" in talk.people[0]["about"]


async def test_whether_it_may_be_pushed_writes_nothing(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    await talk.say("能催吗", "check_claim", "carry", ["hurry"], "claim")
    assert talk.people == []


async def test_words_for_whoever_reviews_are_read_back_and_passed_on_after_a_yes(
    claims: ClaimsDatabase,
) -> None:
    talk = await begin(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    asked = await talk.say("帮我跟审的人说一声 票是补开的", "check_claim", "for_person", about="claim")
    assert "“票是补开的”" in asked
    assert talk.people == []
    assert "还没" in await talk.say("他们看见了没", "check_claim", "carry", ["received"], "claim")
    await talk.say("对", "affirm", "agree")
    assert "票是补开的" in talk.people[0]["about"]


async def test_a_yes_where_nothing_is_open_changes_nothing_and_says_so(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "han_bing")
    await talk.say("我那笔到哪了", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("嗯对", "affirm", "agree")
    assert "什么都没动" in said
    assert "好的。想办哪样" not in said


async def test_what_is_only_told_opens_no_application(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "jin_xin")
    said = await talk.say("昨晚宿舍跑水 铺盖全泡了", "apply_relief", "give", event="pipe_burst")
    assert talk.talk.task is None
    assert "说“申请”" in said
    await talk.say("申请吧", "apply_relief", "ask")
    assert talk.talk.task is not None


def test_what_a_flood_destroyed_is_a_loss_and_no_bill() -> None:
    talk = FormTalk("relief")
    talk.open("宿舍跑水了 想申请救助", "apply_relief", event="pipe_burst")
    talk.say("电脑 被子 加起来八千五")
    assert (talk.know("self_paid"), talk.know("cost")) == (8500, None)
    talk.say("被子是室友的 那就八千")
    assert talk.know("self_paid") == 8000


@pytest.mark.parametrize(
    ("said", "amount"),
    [("花了三百八 四千那个还没影呢", 380), ("花了三万 八千", 38000)],
)
def test_two_spoken_numbers_are_two(said: str, amount: int) -> None:
    talk = FormTalk("filing")
    talk.open("昨天摔了 腿骨折", event="fall", illness="骨折")
    talk.say(said)
    assert talk.know("amount") == amount


@pytest.mark.parametrize("said", ["问了我妈 得等下周", "有一张票是我爸的", "孩子在老家 我弟看着"])
def test_somebody_named_in_passing_is_not_whose_it_is(said: str) -> None:
    talk = FormTalk("relief")
    talk.open("得了红斑狼疮 想申请救助", "apply_relief", illness="红斑狼疮")
    talk.say(said, relation="parent")
    assert talk.know("whose") is None


def test_what_the_money_went_for_is_no_place() -> None:
    talk = FormTalk("filing")
    talk.open("昨天摔了 腿骨折", event="fall", illness="骨折")
    talk.say("拍片子花了六百二")
    assert (talk.know("amount"), talk.know("place")) == (620, None)


def test_tiredness_is_met_and_noted_nowhere() -> None:
    talk = FormTalk("filing")
    talk.open("昨天摔了 腿骨折", event="fall", illness="骨折")
    said = talk.say("一宿没合眼 累得不行")
    assert "受累" in said
    assert talk.know("notes") is None


async def test_a_person_is_called_though_a_number_is_told_beside_it(claims: ClaimsDatabase) -> None:
    talk = await begin(claims, "wu_min")
    await talk.say("我要改收款卡", "update_profile", "ask")
    await talk.say("转人工，等着用新卡1280", "request_human", "ask")
    assert talk.people
