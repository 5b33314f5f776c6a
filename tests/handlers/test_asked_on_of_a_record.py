"""What is asked on of a record is answered by what is likely, by the other record, or said by its name not to be known."""

from claims.database import ClaimsDatabase
from claims.demo import find_demo_member
from tests.handlers.action_talk import ActionTalk

_LIKELY = 0.3


async def test_what_is_likely_is_answered_where_the_card_was_shown_already(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "ren_hong")
    card = await talk.say("救助到哪步了", "check_relief", "ask", ["state"], "relief")
    answer = await likely(talk, "五万顶格能给到吗", "check_relief", "amount", "relief")
    assert "委员会定" in answer
    assert answer.partition("。")[0] not in card


async def test_a_card_does_not_come_again_to_another_question(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhao_lei")
    await talk.say("审到哪了", "check_claim", "ask", ["state"], "claim")
    answer = await likely(talk, "是不是得托个熟人", "check_claim", "who", "claim")
    assert "谁" in answer or "哪位同事" in answer


async def test_the_other_one_is_the_record_of_the_other_kind(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "hou_jun")
    both = await talk.say("肝的那个咋样了", "check_claim", "ask", ["state"], "claim")
    assert "20,000" in both
    assert "初审" in both
    relief = await talk.say("我问的是另一个", "check_claim", "correct", about="claim")
    assert "20,000" in relief
    assert "初审" in await talk.say("不是这个 是另外那份", "check_claim", "correct", about="claim")


async def test_own_district_after_a_refusal_is_who_else_may_help(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "meng_chao")
    refused = await talk.say("救助为啥没批", "check_relief", "ask", ["why"], "relief")
    assert "没有受理" in refused
    answer = await talk.say(
        "那朝阳有这样的钱没", "check_relief", "carry", ["state"], "relief", district="朝阳"
    )
    assert "朝阳区总工会" in answer
    assert "没有受理" not in answer
    assert "家财险" in answer


async def test_who_is_only_spoken_of_refuses_nobody_their_own(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "zhao_lei")
    await talk.say("心梗那个到哪了", "check_claim", "ask", ["state"], "claim")
    when = await talk.say(
        "我媳妇说会不会拖到明年", "check_claim", "carry", ["when"], "claim", relation="spouse"
    )
    assert "只能查您本人" not in when
    assert "refusal" not in talk.needs
    card = await talk.say(
        "能打我媳妇卡上不", "check_payment", "carry", ["card"], "payment", relation="spouse"
    )
    assert "8006" in card
    await talk.say("我媳妇那笔到哪了", "check_claim", "ask", ["state"], "claim", relation="spouse")
    assert "refusal" in talk.needs


async def test_a_story_beside_names_nobody_whose_record_is_asked(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "deng_hui")
    await talk.say("咋给结案了", "check_claim", "ask", ["why"], "claim")
    await talk.say(
        "那些天我妈住院 我顾不上看手机", "inform", "carry", about="claim", relation="parent", event="hospital_stay"
    )  # fmt: skip
    assert "refusal" not in talk.needs


async def test_a_rule_is_answered_to_whoever_is_not_known(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "wang_fang", is_linked=False)
    await talk.say("我有哪些保障", "check_coverage", "ask", ["overview"], "cover")
    assert talk.needs == ["identity"]
    answer = await talk.say("中途走的人能退钱不", "ask_enrolment", "carry", ["undo", "more"], "payment")
    assert talk.needs != ["identity"]
    assert "核对" not in answer
    own = await talk.say("我自己的能查不", "check_coverage", "ask", ["overview"], "cover")
    assert own.startswith("能查")


async def test_a_clerk_who_begins_is_a_clerk(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "wang_fang", is_linked=False)
    answer = await likely(
        talk, "公司五十个人 工会就我自己 今年互助轮到我管 头一回弄", "check_coverage", "how", "programme",
        ask_enrolment=0.5,
    )  # fmt: skip
    assert "refusal" not in talk.needs
    assert "单位工会统一" in answer


async def test_who_hears_of_it_is_answered_without_the_illness(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "chen_jing")
    home = await talk.say("你们会往家里打电话不", "ask_privacy", "ask", ["notified"], "claim")
    assert "不打电话" in home
    assert "乳腺" not in home


async def test_the_price_that_is_nothing_asks_for_what_every_member_has(claims: ClaimsDatabase) -> None:
    talk = await talk_of(claims, "yuan_fei")
    await talk.say("意外险还在不", "check_coverage", "ask", ["valid"], "cover", programme="accident")
    answer = await likely(
        talk, "会员不是都有个不花钱的吗", "check_coverage", "amount", "cover", certain=0.9, ask_contribution=0.7
    )  # fmt: skip
    assert "二次报销" in answer
    assert "30,800" not in answer


async def talk_of(claims: ClaimsDatabase, key: str, is_linked: bool = True) -> ActionTalk:
    member = await find_demo_member(claims, key)
    assert member
    return ActionTalk(claims, member, is_linked=is_linked)


async def likely(
    talk: ActionTalk,
    text: str,
    intent: str,
    aspect: str,
    about: str,
    certain: float = _LIKELY,
    **chances: float,
) -> str:
    """Says what carries on, of which one aspect is as likely as `certain`, and other intents as they are named."""
    every = {intent: 0.9, **chances}
    return await talk.send(
        {
            "text": text,
            "intent": {"name": intent},
            "intents": [intent],
            "intent_ranking": [{"name": name, "confidence": one} for name, one in every.items()],
            "move_ranking": [{"name": "carry", "confidence": 0.9}],
            "aspect_ranking": [{"name": aspect, "confidence": certain}],
            "about_ranking": [{"name": about, "confidence": 0.9}],
            "entities": [],
        }
    )
