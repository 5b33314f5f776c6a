"""What is given and why, what may be had besides or again, and what cannot be said of others."""

import re

from actions.marking import was_said
from actions.question import OfferedChoice
from actions.relief_case.case import OwnApplication
from actions.relief_case.stages import say_denial, say_own_unions, say_refused, say_state
from actions.said import TO_PERSON, Said
from claims.states import ReliefStep
from claims.values import Enrolment
from vocabulary.aspects import Aspect
from vocabulary.saying import say_date, say_money

APPLY = OfferedChoice("申请应急救助", "我要申请应急救助")
_OTHERS = "别人的申请是他自己的事，我不能说，也没法拿来比。"
_NO_LIST = "30 类重大疾病是哪些没有公布，算不算由评审委员会定，我不敢替您判断。"
_HELP = "有没有困难职工建档、二次帮扶、送温暖"
_OF_HOME = "non_work_accident_property"
OF_FIRE = re.compile(r"火|烧")
_AT_HOME = re.compile(r"火|烧|水管|暖气|漏水|跑水")
_NO_FORMULA = "按什么算的没有公开，记录里也没有，我不乱说。"
_REPORT = "想报，说“我要报案”。"
_FILE = OfferedChoice("我要报案", "我要报案")
_HAPPENED_AGAIN = (
    "又来一回，够您糟心的。先顾人，湿着的地方别碰电，损坏的地方先拍照。能不能再来一次，公开的材料没写，可以先问{union}；{apply}"
    "要是水管、暖气漏的，家财险也对得上，说“我要报案”先登记。"
)
_APPLY = "想提，说“我要申请应急救助”，我一句一句帮您填。"
_OBJECTION = "relief_objection"
_CARD = "救助金发到哪、怎么发，公开的材料没写，登记里也没有。"
_ADVANCE = "没看到能先给一部分的规定，我不敢应您。{ask}；也跟{unit}说一声。"
_ASK_PERSON = "急等着钱，回复“转人工”，请管救助的同事看"
_ASKED_ALREADY = "您急等着钱，这话也给同事留着了，同事接的时候一起看"


def say_amount(case: OwnApplication) -> Said:
    """What was granted, else who decides and what there may be at most."""
    one = case.one
    if one.step is ReliefStep.DENIED:
        first = f"没有钱发：这份{say_refused(case)}。不认可，回复“转人工”，请管救助的同事再看。"
        return Said(first, "", (TO_PERSON,))
    if one.approved_amount is not None:
        stands = "发的" if one.step is ReliefStep.PAID else "定的，还没发"
        first = f"{case.name}定的是 {say_money(one.approved_amount)}，{case.decided}{stands}。"
        return Said(first, f"再多能不能给，公开的材料没写。觉得不对，问{case.unit}，或回复“转人工”。")
    return Said(f"{case.name}给多少还没定。{case.knowledge.find(f'relief_{one.kind}', 'benefit').text}")


def say_reckoning(case: OwnApplication) -> Said:
    amount = case.one.approved_amount
    if amount is None:
        return say_amount(case)
    first = f"{case.name}评审委员会定的是 {say_money(amount)}。{_NO_FORMULA}"
    return Said(first, "觉得不对，回复“转人工”，我请管救助的同事看。", (TO_PERSON,))


def say_why(case: OwnApplication) -> Said:
    """Why it was refused, with a kind word; the second time the member's objection is taken up."""
    if case.one.step is not ReliefStep.DENIED:
        return say_denial(case) if case.is_under_review else say_state(case)
    if case.is_spoken_of:
        return say_objection(case)
    said = say_denial(case)
    listed = _NO_LIST if case.one.kind == "medical" and "疾病" in (case.one.denial_reason or "") else ""
    return Said(f"盼了这么些天，没成，换谁都难受。{said.first}{listed}", said.more, said.choices)


def say_objection(case: OwnApplication) -> Said:
    """What the refusal goes by, where the member finds that it should not hold for them."""
    if case.one.step is not ReliefStep.DENIED:
        return say_whether_member_may(case)
    home = find_home(case) if case.was_asked(Aspect.ELSEWHERE) else None
    if home:
        last = say_date(home.expiry_date, case.question.today)
        return Said(
            f"家财险不看这个：会员在职、有京卡就自带，单位在哪个区都一样。您这份到{last}还在保。{_REPORT}",
            "",
            (_FILE,),
        )
    if case.is_of_another_district:
        profile = case.profile
        if was_said(_OBJECTION, case.question):
            return _say_on(case)
        first = (
            f"您心里委屈，我明白。可这个基金看的是单位的工会建在哪个区，不看家住哪、在哪儿出的事。{case.unit}在{profile.district}区，"
            f"所以{case.one.district}这边{say_refused(case)}。"
        )
        told = _say_home(case)
        return Said(
            f"{first}{told}不认可，回复“转人工”，请同事再看。",
            "",
            (*((_FILE,) if told else ()), TO_PERSON),
            says=_OBJECTION,
        )
    reason = case.one.denial_reason or "没有写"
    first = f"评审写的原因就是：{reason.rstrip('。')}。再细的记录里没有，我不乱说。不认可，回复“转人工”，请管救助的同事再看。"
    return Said(first, "", (TO_PERSON,))


def _say_on(case: OwnApplication) -> Said:
    """After what it goes by was said: no word of it again, and what is left."""
    home = _say_home(case)
    first = (
        f"这么些年的会员，落这么一句，换谁都寒心。{home}{'也可以' if home else '先'}问{say_own_unions(case)}有没有帮扶，"
        "或点“转人工”把您的话递给同事。"
    )
    return Said(first, "", (*((_FILE,) if home else ()), TO_PERSON))


def say_whether_covered(case: OwnApplication) -> Said:
    """Whether what happened is one that the fund helps with: the list is not public, and the review decides."""
    if case.one.kind != "medical":
        return say_objection(case) if case.one.step is ReliefStep.DENIED else say_certain_of_disaster(case)
    reason = case.one.denial_reason
    written = (
        f"您这份评审写的是：{reason.rstrip('。')}。" if reason else f"{case.name}算不算，由评审委员会定。"
    )
    first = f"30 类重大疾病是哪些，没有公布，我手上也没有名单，不能给您编。{written}"
    ask = f"要名单，问{case.township}或{case.one.district}区总工会，也可以回复“转人工”。"
    return Said(f"{first}{ask}", "", (TO_PERSON,))


def say_certain_of_disaster(case: OwnApplication) -> Said:
    return Said(case.knowledge.find("relief_disaster", "scope").text)


def say_whether_member_may(case: OwnApplication) -> Said:
    """The fund is for members whose unit has its union in its district."""
    if case.is_of_another_district:
        return Said(
            f"这个基金给单位工会建在{case.one.district}的会员。{case.unit}在{case.profile.district}区，不在范围里，"
            f"可以问{say_own_unions(case)}，或打 12351。"
        )
    return Said(
        f"这一条您合得上：{case.unit}在{case.one.district}区。{case.name}批不批，由评审委员会定。{say_state(case).first}"
    )


def say_more(case: OwnApplication) -> Said:
    """Whether there may be a second application: no rule is known for the same thing, and another kind has its own line."""
    if case.is_of_another_district:
        return say_objection(case)
    if case.one.step is ReliefStep.DENIED:
        other = "disaster" if case.one.kind == "medical" else "medical"
        line = "突发事件、意外灾害" if other == "disaster" else "大病"
        known = case.knowledge.find(f"relief_{other}", "benefit").text
        return Said(
            f"可以再提。{line}那一条：{known}您这回合不合，我说不准。{_APPLY}", "", (APPLY, TO_PERSON)
        )
    if case.one.kind == "disaster" and case.question.named("date"):
        return Said(_HAPPENED_AGAIN.format(union=case.township, apply=_APPLY), "", (APPLY, _FILE, TO_PERSON))
    if case.is_under_review:
        return Said(
            f"审着的这份还能不能往里添，公开的材料没写，我不敢说行也不敢说不行。新的票据先留好别扔，问{case.unit}的经办人；"
            "要管救助的同事看看，点“转人工”。",
            f"{case.name}{case.where}，{case.waited}。",
            (TO_PERSON,),
        )
    first = (
        f"能不能再来一次、怎么算，公开的材料没写，我不能说行，也不能说不行。可以先问{case.unit}"
        f"{_or_township(case)}；{_APPLY}"
    )
    return Said(first, "", (APPLY, TO_PERSON))


def _or_township(case: OwnApplication) -> str:
    """The union above the unit's, where it is known which."""
    return "" if case.is_of_another_district else f"，或{case.township}"


def say_other_road(case: OwnApplication) -> Said:
    """After a refusal: what of their own fits what happened, and how that is filed; else who may help."""
    if find_home(case) is None:
        return say_elsewhere(case)
    name = case.knowledge.short_name(_OF_HOME)
    first = (
        f"走{name}这条路：您名下在保，家里着火、水暖管爆裂归它管，给不给、给多少要审。"
        f"手里的证明、照片收好正好用上，说“我要报案”我先帮您登记，也可以告诉{case.unit}的经办人。"
    )
    return Said(first, "", (_FILE,))


def say_elsewhere(case: OwnApplication) -> Said:
    """Who else may help, and what else is in force for them."""
    asked = set(case.question.aspects)
    if (
        case.one.step is ReliefStep.DENIED
        and {Aspect.AMOUNT, Aspect.WHO} & asked
        and case.is_of_another_district
    ):
        return Said(
            f"{case.profile.district}区给不给、给多少，电话是几号，我这里都没有，打 12351 能问到；"
            f"也可以直接问{case.unit}。{_say_home(case)}"
        )
    if case.one.step is ReliefStep.DENIED and (home := _say_home(case)):
        if case.was_asked(Aspect.ELSEWHERE):
            first = f"不是一分都没有，家财险是另一条路，不看单位在哪个区：{home}给不给、给多少看审核。"
            return Said(first, "", (_FILE, TO_PERSON))
        return Said(
            f"还有一条路：{home}也可以问{say_own_unions(case)}有没有困难帮扶，或打 12351。", "", (_FILE,)
        )
    cover = case.valid_cover
    held = f"您名下在保的还有{cover}，对得上的也能报，想问哪样说名字。" if cover else ""
    return Said(f"还有路：问{say_own_unions(case)}{_HELP}，也可以打职工热线 12351。{held}")


def find_home(case: OwnApplication) -> Enrolment | None:
    """The home's cover, where the home burnt or was flooded while it held, and no claim was made for it."""
    if case.one.kind != "disaster" or not _AT_HOME.search(case.one.cause):
        return None
    if any(one.plan_code == _OF_HOME for one in case.filed):
        return None
    on = case.one.submitted_on
    return next(
        (
            one
            for one in case.cover
            if one.plan_code == _OF_HOME and one.effective_date <= on <= one.expiry_date
        ),
        None,
    )


def _say_home(case: OwnApplication) -> str:
    """The cover of the home, where it may pay for what was refused here."""
    if find_home(case) is None:
        return ""
    return f"您名下有免费的{case.knowledge.short_name(_OF_HOME)}，着火、水暖管爆裂对得上，{_REPORT}"


def say_compared(case: OwnApplication) -> Said:
    if case.is_under_review:
        return Said(_OTHERS, f"{case.name}给多少，要等评审委员会定。")
    return Said(_OTHERS, say_state(case).first)


def say_card(case: OwnApplication) -> Said:
    return Said(f"{_CARD}问{case.unit}的经办人最准。", say_state(case).first)


def say_advance(case: OwnApplication) -> Said:
    return Said(
        _ADVANCE.format(unit=case.unit, ask=_ASKED_ALREADY if case.is_person_awaited else _ASK_PERSON),
        say_state(case).first,
        (TO_PERSON,),
    )


def say_undo(case: OwnApplication) -> Said:
    return Said(
        "撤回要管救助的同事来办，我这里撤不了。真要撤，回复“转人工”。", say_state(case).first, (TO_PERSON,)
    )


def say_origin(case: OwnApplication) -> Said:
    """What money it was, and what it was not."""
    if case.one.step is ReliefStep.PAID:
        return Said(f"是救助金，不是理赔款。{say_state(case).first}")
    return Said(f"{case.name}是{case.say_day(case.one.submitted_on)}交的。{say_state(case).first}")
