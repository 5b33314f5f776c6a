"""What follows from the days of one's cover: no figure of a plan that was over, who renews, what ends first, what was unclaimed."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk


async def _talk(claims: ClaimsDatabase, key: str) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member is not None
    return ActionTalk(claims, member)


async def test_a_plan_that_was_over_on_the_day_has_no_figure(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "yuan_fei")
    said = await talk.say(
        "昨晚让车蹭倒了，意外险能给多少",
        "ask_benefit",
        "ask",
        ["amount"],
        "cover",
        programme="accident",
        event="traffic_accident",
        date="昨晚",
    )
    assert "到期" in said
    assert "30,800" not in said
    assert "经办人" in said


async def test_what_ends_soon_is_told_with_who_renews_it(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "kong_jun")
    said = await talk.say(
        "意外险今天到头了吧", "check_coverage", "ask", ["valid"], "cover", programme="accident"
    )
    assert "最后一天" in said
    assert "续不续由单位办" in said


async def test_what_ends_first_is_said_first_and_once(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "feng_xue")
    said = await talk.say("我这些哪样最先到头", "check_coverage", "ask", ["valid", "overview"], "cover")
    assert said.index("最先到期") < said.index("然后")
    assert said.count("重疾") == 1


async def test_a_fire_that_relief_was_asked_for_may_still_be_claimed(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "cui_ying")
    said = await talk.say(
        "免费那个家财险我能用不",
        "check_coverage",
        "ask",
        ["state"],
        "cover",
        programme="non_work_accident_property",
    )
    assert "还没见您报过" in said
    assert "我要报案" in said


async def test_a_hurt_of_a_year_is_looked_up_in_that_year_and_then_in_its_month(
    claims: ClaimsDatabase,
) -> None:
    talk = await _talk(claims, "xiong_wei")
    await talk.say(
        "前年在工地架子上摔过", "inform", "give", event="fall", circumstance="at_work", date="前年"
    )
    said = await talk.say("十月份的事", "inform", "give", date="十月份")
    assert "2024年10月" in said
    assert "伤得重不重" not in said


async def test_two_records_in_one_message_are_each_answered(claims: ClaimsDatabase) -> None:
    talk = await _talk(claims, "feng_xue")
    text = "重疾还差啥，暖气那个受理没"
    part = {"intents": ["check_claim"], "about": [{"name": "claim", "confidence": 0.9}]}
    said = await talk._send(
        {
            "text": text,
            "intent": {"name": "check_claim"},
            "intents": ["check_claim"],
            "entities": [],
            "aspect_ranking": [{"name": "missing", "confidence": 0.9}],
            "about_ranking": [{"name": "claim", "confidence": 0.9}],
            "parts": [
                {
                    **part,
                    "text": "重疾还差啥",
                    "start": 0,
                    "end": 5,
                    "aspects": [{"name": "missing", "confidence": 0.9}],
                },
                {
                    **part,
                    "text": "暖气那个受理没",
                    "start": 6,
                    "end": 13,
                    "aspects": [{"name": "state", "confidence": 0.9}],
                },
            ],
        }
    )
    assert "病理报告" in said
    assert "已经受理" in said
