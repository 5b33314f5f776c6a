"""What is asked beside: of a card whose page is open, of a day that was asked for, in a form, and of cover on a day that was."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def open_talk(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member)


async def test_the_card_s_page_names_the_money_that_waits_and_stays_the_way(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "liu_yang")
    assert "280 元" in await talk.say("卡换了 给改改", "update_profile", "ask")
    assert talk.needs == ["profile"]
    assert "别发在聊天里" in await talk.say("号我念给你得了", "submit_documents", "ask", faq="ids_in_chat")
    assert talk.needs == ["profile"]
    assert (await talk.say("我在老家 手机能弄么", "ask_process", "carry", ["how"])).startswith(
        "能，手机上就行"
    )
    later = await talk.say("等我拿着卡再说", "cancel", "put_off")
    assert "换收款卡" in later
    assert "profile" not in talk.needs


async def test_the_month_that_was_asked_for_is_answered_from_the_cover_of_then(
    claims: ClaimsDatabase,
) -> None:
    talk = await open_talk(claims, "xiong_wei")
    told = await talk.say(
        "前年在工地干活从梯子上栽下来了", "inform", "give", circumstance="at_work", event="fall", date="前年"
    )
    assert "是几月的事" in told
    said = await talk.say("十月头上", "inform", "give", date="十月")
    assert "那时候您名下的工程建设者在保" in said


async def test_a_stay_of_last_spring_is_held_against_the_cover_of_then(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "lu_ting")
    await talk.say("我还有啥保障", "check_coverage", "ask", ["overview"], "cover")
    said = await talk.say(
        "那年前住的那回呢", "check_coverage", "carry", about="cover", date="一月", event="hospital_stay"
    )
    assert "没有在保的项目" not in said.split("。")[0]


async def test_a_card_that_burned_is_no_cry_for_help_in_a_form(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin")
    await talk.say("屋里烧了 我要申请应急救助", "apply_relief", "ask", event="fire")
    talk.people.clear()
    said = await talk.say("京卡也烧没了 去哪补", "ask_member_card", "ask", programme="member_card")
    assert "北京银行" in said
    assert talk.people == []


async def test_a_form_is_not_offered_within_itself(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "jin_xin")
    await talk.say("我要申请应急救助 昨天屋里着火了", "apply_relief", "ask", event="fire", date="昨天")
    said = await talk.say("多长时间能给下来", "ask_payout_time", "ask", ["when"])
    assert "我要申请应急救助" not in said
    assert "填完交上去" in said


async def test_who_did_not_say_what_befell_them_is_asked_that(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "yan_rui")
    said = await talk.say("像我这种能不能申请", "ask_eligibility", "ask", ["who_may"], "relief")
    assert said.startswith("您可以申请")
    assert "是得了病，还是家里遭了灾" in said
    then = await talk.say("尿毒症 天天跑医院", "inform", "give", illness="尿毒症")
    assert "申请" in then


async def test_a_clause_that_only_leads_is_not_answered(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "hou_jun")
    await talk.say("我的救助到哪了", "check_relief", "ask", ["state"], "relief")
    message = {
        "text": "那先问街道 重疾给多少呢",
        "intent": {"name": "ask_benefit"},
        "intents": ["check_relief", "ask_benefit"],
        "entities": [{"entity": "programme", "value": "critical_illness", "start": 6, "end": 8}],
        "aspect_ranking": [{"name": "amount", "confidence": 0.9}],
        "parts": [
            {"text": "那先问街道", "intents": ["check_relief"], "start": 0, "end": 5},
            {
                "text": "重疾给多少呢",
                "intents": ["ask_benefit"],
                "start": 6,
                "end": 12,
                "aspects": [{"name": "amount", "confidence": 0.9}],
            },
        ],
    }
    said = await talk.send(message)
    assert "20,000" not in said
    assert "重疾" in said


async def test_a_paper_that_comes_later_may_be_told_to_the_desk(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "li_qiang")
    await talk.say("意外那笔呢", "check_claim", "ask", ["state"], "claim")
    said = await talk.say("证明下周才有 咋整", "ask_process", "carry", ["next"], "claim", date="下周")
    assert "晚几天要不要紧" in said
    assert "转给同事" in said
    assert "转给同事了" in await talk.say("转吧", "affirm", "agree")


async def test_a_child_hurt_outside_of_care_is_for_the_free_cover(claims: ClaimsDatabase) -> None:
    talk = await open_talk(claims, "fan_ping")
    said = await talk.say(
        "老大不在托管班 操场崴的脚",
        "ask_scope",
        "ask",
        ["covered"],
        "programme",
        relation="child",
        event="fall",
        programme="tailored_after_school",
    )
    assert "家财险" in said
    assert "托管班意外在保" not in said
