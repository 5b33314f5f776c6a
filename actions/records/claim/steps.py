"""Where a claim stands, what comes next, what the steps mean, when each was, and who sees to it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from actions.claim_status import show_claim
from actions.coverage.days import find_coming_day
from actions.passing_on import PASS_ON_CHOICES, ask_to_pass_on
from actions.payments import say_after_return
from actions.question import Answer
from actions.records.claim.asked import (
    CHANGE_CARD,
    FOLLOWING,
    HAND_IN,
    REVIEW,
    TO_PERSON,
    UNDER_REVIEW,
    AskedClaim,
    say_papers_came,
)
from actions.records.claim.money import say_amount
from actions.records.claim.papers import names_missing, say_missing, say_paper
from actions.records.claim.waiting import say_since_denied
from actions.reviews.reasons import find_reason
from actions.talk import Remark
from claims.states import ClaimState
from vocabulary.aspects import Aspect
from vocabulary.expects import Move
from vocabulary.saying import say_money

_DONE_WORDS = {
    ClaimState.REGISTERED: "受理",
    ClaimState.DOCUMENTS_REQUESTED: "要您补材料",
    ClaimState.FIRST_REVIEW: "进初审",
    ClaimState.SECOND_REVIEW: "进复审",
    ClaimState.APPROVED: "审核通过",
    ClaimState.DENIED: "没有通过",
    ClaimState.PAID: "打款",
    ClaimState.PAYMENT_RETURNED: "被银行退回",
    ClaimState.CLOSED: "结案",
}
_ASKED_STEP: Sequence[tuple[re.Pattern[str], ClaimState]] = (
    (re.compile(r"批|通过|核定"), ClaimState.APPROVED),
    (re.compile(r"打|到账|发"), ClaimState.PAID),
    (re.compile(r"结案"), ClaimState.CLOSED),
    (re.compile(r"交|报|受理|登记"), ClaimState.REGISTERED),
    (re.compile(r"拒|没过|没批"), ClaimState.DENIED),
)
"""Which step a "when" is about."""
_MEANINGS: Sequence[tuple[re.Pattern[str], str]] = (
    (re.compile(r"复核"), "复核就是您不认结果的时候，请同事把这一笔重新看一遍"),
    (re.compile(r"受理|登记"), "受理就是您这笔已经登记上，排着等初审"),
    (re.compile(r"初审"), "初审是头一遍看，看材料齐不齐、在不在保障里；过了再复审一遍"),
    (re.compile(r"复审"), "复审是初审过了以后再看一遍，复审通过才安排打款"),
    (re.compile(r"核定"), "核定就是审完了，定下来给您多少钱"),
    (re.compile(r"没有?通过|不予|拒赔|没过"), "没有通过就是审下来，这一笔不给钱"),
    (re.compile(r"结案"), "结案就是这一笔办完、收起来了，不再往下审"),
    (re.compile(r"退回|退了"), "退回就是钱打过，银行没收进去又退了回来，要换一张能收款的卡"),
    (re.compile(r"补材料|补交|补正"), "补材料就是还缺东西，补上了才接着审"),
    (re.compile(r"自付一"), "自付一是医保范围里、医保报完还要自己出的那部分，票据上有写"),
    (re.compile(r"封顶"), "封顶线就是医保一年报到头的那条线，超过的要把票据交给单位工会申报"),
    (re.compile(r"按季|核算|季度"), "按季核算就是每季度跟医保的数据对着算一次，不用您申请"),
    (re.compile(r"出险"), "出险就是出事、生病、受伤的那一天"),
    (re.compile(r"保障期|生效"), "保障期就是单位给您参加的这一项管事的那段日子，生效是从哪天开始管"),
)
_OF_STATE = {
    ClaimState.REGISTERED: "受理",
    ClaimState.DOCUMENTS_REQUESTED: "补材料",
    ClaimState.FIRST_REVIEW: "初审",
    ClaimState.SECOND_REVIEW: "复审",
    ClaimState.APPROVED: "核定",
    ClaimState.PAYMENT_RETURNED: "退回",
    ClaimState.CLOSED: "结案",
    ClaimState.DENIED: "没有通过",
}
_LEAVES = re.compile(r"^(?:[哎唉那，,\s])*(?:先|可|千万)?(?:别|甭|不|没)(?:要|想|给我)?(?:真)?撤")
"""Would rather not have it taken back."""


async def say_state(one: AskedClaim) -> Answer:
    """The stage in full, with what has come and what comes next; of one that is looked at once more, what has come since."""
    if one.claim.state is ClaimState.SECOND_REVIEW and one.find_day(ClaimState.DENIED):
        asked = "按您提出的复核" if "复核" in one.find_note(ClaimState.SECOND_REVIEW) else ""
        text = (
            f"{one.name}{one.since}起{asked}重新审，正在复审{one.waited}，还没有结果。{say_since_denied(one)}"
        )
        return Answer(text, again=(f"还在复审，没有结果，{one.since}起的。有了结论，来问我就能看到。",))
    if one.claim.state is ClaimState.PAID and one.claim.payments:
        again = ((await say_amount(one)).text,)
        return replace(show_claim(one.claim, one.question.today), topics=(), again=again)
    again = (f"没有变：{one.name}{one.stage}，{one.since}起{one.waited}。{_say_following(one)}",)
    return replace(show_claim(one.claim, one.question.today), topics=(), again=again)


def _say_following(one: AskedClaim) -> str:
    if one.claim.state is ClaimState.DOCUMENTS_REQUESTED:
        return f"要补的是{one.missing}，说“我要交材料”就能拍照传。"
    following = FOLLOWING.get(one.claim.state)
    return f"{following}。" if following else ""


async def say_next(one: AskedClaim) -> Answer:
    """What comes, and first whether the member has anything to do."""
    claim = one.claim
    if claim.state is ClaimState.DOCUMENTS_REQUESTED and find_coming_day(one.question):
        text = (
            f"没补上以前都能补，补齐了才接着审；晚几天要不要紧，我这里没有写。{one.name}还差{one.missing}。"
            "要不要我把您说的难处转给同事，请他们答复？"
        )
        remark = Remark(claim.number, find_reason(one.question.text))
        return Answer(text, PASS_ON_CHOICES, asks=ask_to_pass_on(claim.number), remarks=(remark,))
    if claim.state is ClaimState.DOCUMENTS_REQUESTED:
        missing = say_missing(one)
        return replace(missing, text=f"现在这一步在等您。{missing.text}补上了接着审。")
    if claim.state is ClaimState.PAYMENT_RETURNED:
        tail = (await one.find_profile()).card_tail
        return Answer(f"下一步：{say_after_return(claim, tail)}", (CHANGE_CARD,), needs=("profile",))
    if claim.state is ClaimState.DENIED:
        return Answer(f"{one.name}没有通过，认的话就不用办什么了。{REVIEW}", (one.review,))
    if claim.state in (ClaimState.PAID, ClaimState.CLOSED):
        return Answer(f"{one.name}{one.stage}（{one.since}），{FOLLOWING[claim.state]}，不用您再办什么。")
    if claim.state is ClaimState.APPROVED:
        text = f"不用您再办什么，也不用跑。{one.name}{one.since}审核通过{one.waited}，接下来就是打款，哪天打系统里没写。"
        return Answer(text, (TO_PERSON,))
    papers = say_papers_came(one) or "没有要您补的，"
    text = f"现在{papers}不用您跑。{one.name}{one.stage}，{one.since}起{one.waited}，{FOLLOWING[claim.state]}。审的时候会不会再要材料，我说不准。"
    again = (f"您这边先不用动。{FOLLOWING[claim.state]}；真要补什么，来问我就能看到。",)
    return Answer(text, again=again)


def names_step(words: str) -> bool:
    """Whether the words name a step, or a word of the rules, that has a meaning to tell."""
    return any(pattern.search(words) for pattern, _ in _MEANINGS)


async def say_meaning(one: AskedClaim) -> Answer | None:
    """The step or word that is asked about, else the step where the claim stands, in one plain sentence."""
    words = one.question.text
    if paper := say_paper(one):
        is_said = Aspect.SUBSTITUTE in one.question.aspects or not one.claim.missing_documents
        lacking = "" if is_said else f"{one.name}还差的是{one.missing}。"
        return Answer(f"{paper}。{lacking}", says="paper")
    named = [said for pattern, said in _MEANINGS if pattern.search(words)]
    now = [said for pattern, said in _MEANINGS if pattern.search(_OF_STATE.get(one.claim.state, "没有"))]
    meaning = next(iter(named or now), None)
    if meaning is None:
        return None
    end = f"{one.name}现在{one.stage}，{one.since}起{one.waited}。"
    if one.claim.state not in UNDER_REVIEW:
        end = f"{one.name}{one.since}{one.stage}。"
    return Answer(f"{meaning}。{end}")


async def say_when_done(one: AskedClaim) -> Answer:
    """The day of the step that is asked about, else of every step."""
    claim = one.claim
    asked = next((state for pattern, state in _ASKED_STEP if pattern.search(one.question.text)), None)
    day = one.find_day(asked) if asked else None
    if asked and day:
        return Answer(f"{one.name}是{one.say_day(day)}{_DONE_WORDS[asked]}的。")
    steps = "，".join(f"{one.say_day(step.on)}{_DONE_WORDS[step.state]}" for step in claim.timeline)
    not_yet = f"还没有{_DONE_WORDS[asked]}。" if asked else ""
    return Answer(f"{not_yet}{one.name}：{steps}。")


async def say_who(one: AskedClaim) -> Answer:
    """That it is seen to, and at which step, and how to reach somebody who can look; of a missing paper who writes it."""
    union = (await one.find_profile()).union_name
    if names_missing(one) and (paper := say_paper(one)):
        return Answer(f"{paper}。拿到了说“我要交材料”拍照传，也可以交给{union}的经办人。", (HAND_IN,))
    is_seen_to = one.claim.state in UNDER_REVIEW or one.claim.state is ClaimState.APPROVED
    stands = f"有人在办：{one.stage}，{one.since}起{one.waited}" if is_seen_to else one.stage
    if one.claim.state is ClaimState.PAYMENT_RETURNED:
        text = (
            "卡办好了，回来跟我说“换收款卡”就行，在页面上填新卡，核对一次身份，这笔才能重新打；哪天打系统里没写。"
            f"想跟人说，告诉{union}的经办人，点“转人工”，或打 12351。"
        )
        return Answer(text, (CHANGE_CARD, TO_PERSON), needs=("profile",))
    text = (
        f"{one.name}{stands}。是哪位同事在办，系统里没写。想找人：点“转人工”，管理赔的同事能看到这一笔；"
        f"也可以问{union}的经办人。打电话问，打职工热线 12351。"
    )
    return Answer(text, (TO_PERSON,))


async def say_change(one: AskedClaim) -> Answer:
    """What was handed in cannot be changed here: it is read back, and goes to the desk after a yes."""
    is_open = one.claim.state in UNDER_REVIEW or one.claim.state is ClaimState.DOCUMENTS_REQUESTED
    if not is_open:
        text = f"{one.name}{one.stage}，填的还能不能改要同事看。觉得结果不对，回复“我要申请复核”。"
        return Answer(text, (one.review, TO_PERSON))
    what = find_reason(one.question.text)
    if not any(sign.isdigit() for sign in what) and not one.question.named("amount"):
        text = f"交上去的我在这里改不了，可以请管理赔的同事改。{one.name}还没审完，趁早说：哪一处填错了、对的是什么？说给我，我替您写上。"
        return Answer(text, (TO_PERSON,))
    sums = one.question.entities.get("amount", ())
    right = f"，对的是 {say_money(Decimal(sums[-1]))}" if sums else ""
    text = f"交上去的我在这里改不了，可以请管理赔的同事改。{one.name}，给他们写上：“{what}”{right}。对吗？"
    remark = Remark(one.claim.number, f"更正：{what}{right}")
    return Answer(text, PASS_ON_CHOICES, asks=ask_to_pass_on(one.claim.number), remarks=(remark,))


async def say_undo(one: AskedClaim) -> Answer:
    """A claim is not taken back here: who can; that it stands, to whoever would rather leave it."""
    if _LEAVES.search(one.question.text):
        return Answer(
            f"没有撤，{one.name}一样没动，{one.stage}，{one.since}起{one.waited}。心里憋得慌，跟我念叨两句也行。",
            says="left_as_it_is",
        )
    warm = "等了这么久，累了是真的。" if one.question.move is Move.FEELING else ""
    text = f"{warm}撤一笔理赔我在这里办不了，也没看到撤了以后还能不能再报的规定，先别急。真要撤{one.name}，点“转人工”跟同事说。"
    return Answer(text, (TO_PERSON,))


async def say_advance(one: AskedClaim) -> Answer:
    """No money before the decision; for need of today the fund of the member's own district, else the union."""
    if one.claim.state is ClaimState.DENIED or one.claim.payments or one.is_closed_unpaid:
        return await say_next(one)
    profile = await one.find_profile()
    urgent = (
        "眼下等钱用，大兴的应急救助可以问，说“怎么申请应急救助”。"
        if profile.district == "大兴"
        else f"眼下等钱用，先问{profile.union_name}，或者{profile.district}区总工会，有没有困难补助；打 12351 也能问，说说难处点“转人工”。"
    )
    return Answer(
        f"先给一部分的规定我没看到，{one.name}{one.stage}，审核通过了才打款。{urgent}", (TO_PERSON,)
    )
