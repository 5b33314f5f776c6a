"""The three questions that everybody asks: my cover, my claim and its money, and emergency relief."""

import re

from claims.demo import demo_people
from tests.scenarios.conversation import Conversation
from vocabulary.beijing import today

PEOPLE = {person.key: person for person in demo_people()}


def find_person(summary: str) -> str:
    """The key of the invented member whose summary holds these words."""
    return next(person.key for person in PEOPLE.values() if summary in person.summary)


def bind(talk: Conversation, key: str) -> int:
    """Fills in the identity page behind the link that the bot just gave."""
    path = "/bind/" + talk.links[0].rsplit("/bind/", 1)[1]
    csrf = re.search(r'name="csrf" value="([^"]+)"', talk.http.get(path).text)
    assert csrf
    person = PEOPLE[key]
    fields = {"name": person.name, "id_number": person.id_number, "card_tail": person.card_tail}
    return talk.http.post(path, data={**fields, "csrf": csrf[1]}, follow_redirects=True).status_code


def test_where_is_my_claim_asks_for_identity_and_then_answers_by_itself(talk: Conversation) -> None:
    assert "核对" in talk.say("我的理赔到哪一步了")
    assert len(talk.links) == 1
    assert bind(talk, find_person("正在初审")) == 200
    last = talk.wait_for("正在初审")
    assert "正在初审" in last
    assert "LP" in last
    assert "数据更新到" in last


def test_missing_papers_are_named(talk: Conversation) -> None:
    talk.become(find_person("还缺两样"))
    answer = talk.say("我的理赔审得怎么样了，还缺什么材料")
    assert "还差" in answer
    assert answer.count("、") >= 1


def test_of_several_claims_one_is_chosen_in_the_members_own_words(talk: Conversation) -> None:
    talk.become(find_person("一共五笔理赔"))
    asked = talk.say("我的理赔到哪一步了")
    assert "想细看哪一笔" in asked
    numbers = talk.choices
    assert len(numbers) == 5
    assert numbers[1] in talk.say("第二个")
    talk.say("我的理赔到哪一步了")
    assert numbers[0] in talk.say(numbers[0])


def test_a_question_in_between_is_answered_and_the_choice_asked_again(talk: Conversation) -> None:
    talk.become(find_person("一共五笔理赔"))
    talk.say("我的理赔到哪一步了")
    between = talk.say("应急救助怎么申请")
    assert "单位" in between
    assert "想看哪一笔" in between
    assert "LP" in talk.say("最后一个")


def test_the_choice_can_be_stopped(talk: Conversation) -> None:
    talk.become(find_person("一共五笔理赔"))
    talk.say("我的理赔到哪一步了")
    assert "不看" in talk.say("算了不查了")
    assert "想看哪一笔" not in talk.say("谢谢")


def test_a_payment_is_matched_by_its_amount(talk: Conversation) -> None:
    talk.become(find_person("卡里收到326元"))
    answer = talk.say("我的钱打了没有")
    assert "326 元" in answer
    assert f"尾号 {PEOPLE[find_person('卡里收到326元')].card_tail}" in answer


def test_a_returned_payment_says_why_and_what_to_do(talk: Conversation) -> None:
    talk.become(find_person("打款被退回"))
    answer = talk.say("我的理赔到哪一步了")
    assert "退回" in answer
    assert "换收款卡" in answer
    talk.say("换收款卡")
    assert "/profile/" in talk.links[0]


def test_a_denied_claim_gives_the_reason_and_the_way_to_another_review(talk: Conversation) -> None:
    talk.become(find_person("出险在保障期开始之前"))
    answer = talk.say("我的理赔到哪一步了")
    assert "没有通过" in answer
    assert "复核" in answer


def test_my_cover_names_plan_tier_term_and_what_the_version_in_force_pays(talk: Conversation) -> None:
    talk.become(find_person("意外四档有效，今天是最后一天"))
    answer = talk.say("我有哪些保障")
    last_day = today()
    assert f"意外险四档（到{last_day.month}月{last_day.day}日）" in answer
    answer = talk.say("意外险最高能给多少")
    assert "四档" in answer
    assert "108,800 元" in answer
    assert "88,800" not in answer
    assert "2018年" in answer


def test_expired_cover_is_said_to_be_expired(talk: Conversation) -> None:
    talk.become(find_person("意外保障已到期"))
    assert "到期" in talk.say("我的意外险还有效吗")


def test_nobody_reads_another_members_claim(talk: Conversation) -> None:
    talk.become(find_person("正在初审"))
    number = re.search(r"LP\d{4}-\d{7}", talk.say("我的理赔到哪一步了"))
    assert number
    talk.become(find_person("有保障，从没申报过"))
    answer = talk.say(f"{number[0]} 到哪一步了")
    assert "没有找到" in answer
    assert "初审" not in answer


def test_how_to_apply_for_relief_says_who_how_much_and_the_three_steps(talk: Conversation) -> None:
    answer = talk.say("怎么申请应急救助")
    for said in ("大兴", "单位", "镇", "评审委员会"):
        assert said in answer


def test_a_relief_application_says_its_step(talk: Conversation) -> None:
    talk.become(find_person("大兴应急救助，镇街工会审核中"))
    answer = talk.say("我的救助申请到哪一步了")
    assert "在庞各庄镇的工会审" in answer
    assert "再交评审委员会定" in answer


def test_context_fills_in_what_is_left_out(talk: Conversation) -> None:
    talk.say("女工特疾最高赔多少")
    assert "材料" in talk.say("那材料呢")
    first = talk.say("女工特疾最高赔多少")
    other = talk.say("那意外险的呢")
    assert "15,000" in first
    assert "108,800" in other


def test_what_happened_outweighs_what_was_talked_about_before(talk: Conversation) -> None:
    talk.say("意外险要什么材料")
    assert "家财" in talk.say("家里水管爆了赔吗") or "水管" in talk.last["replies"][0]["text"]


def test_every_programme_that_may_pay_for_an_illness_is_named(talk: Conversation) -> None:
    answer = talk.say("我得了乳腺癌，能报多少")
    assert "女工" in answer
    assert "重疾" in answer
    assert "住院医疗" in answer
    assert "二次报销" in answer


def test_asking_the_way_to_relief_calls_nobody(talk: Conversation) -> None:
    answer = talk.say("怎么申请应急救助")
    assert "评审委员会" in answer
    assert talk.status == "bot"
    assert "家里出了什么事" not in answer


def test_words_that_fit_two_claims_leave_those_two_to_choose_from(talk: Conversation) -> None:
    talk.become(find_person("一共五笔理赔"))
    talk.say("我的理赔到哪一步了")
    assert "对得上的有 2 笔" in talk.say("住院那个")
    assert talk.choices[0] in talk.say("第一个")
