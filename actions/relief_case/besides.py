"""What is asked of an application besides how it stands: what nobody wrote down is said by its name, with one way on."""

from actions.not_known import say_not_written
from actions.relief_case.case import OwnApplication
from actions.relief_case.decisions import say_other_road
from actions.relief_case.stages import say_missing, say_next, say_refused
from actions.said import TO_PERSON, Said
from claims.states import ReliefStep
from vocabulary.aspects import Aspect
from vocabulary.saying import say_money

_KEEP = "发票、票据先都留好别扔。"
_BESIDE = "理赔和救助分开办：该报的先报，救助也可以同时跟单位工会说。"


def say_substitute(case: OwnApplication) -> Said:
    """Whether something else will do, and what to do without it."""
    if case.requested:
        lack = say_not_written(case.question, Aspect.SUBSTITUTE)
        return Said(
            f"要补的是：{case.requested.rstrip('。')}。{lack}先问{case.unit}的经办人认不认。",
            "",
            (TO_PERSON,),
        )
    now = "现在没有要您补的" if case.is_under_review else "这份已经定了，不用再交材料"
    return Said(
        f"{say_not_written(case.question, Aspect.SUBSTITUTE)}{now}，{_KEEP}拿不准问{case.unit}的经办人。"
    )


def say_missing_or_kept(case: OwnApplication) -> Said:
    """What is wanted; once it is decided, that papers are better kept, as nobody wrote when they may go."""
    if case.requested or case.is_under_review:
        return say_missing(case)
    return Said(
        f"没有要您补的。{_KEEP}钱定了以后还要不要看票据，公开的材料没写，问{case.unit}的经办人最准。",
        "",
        (TO_PERSON,),
    )


def say_valid(case: OwnApplication) -> Said:
    """Whether it still counts, where something has changed since."""
    stands = f"记录上它没有作废，{say_shortly(case)}。"
    first = f"{say_not_written(case.question, Aspect.VALID)}{stands}情况变了，先跟{case.unit}的经办人说一声。"
    return Said(first, "", (TO_PERSON,))


def say_how(case: OwnApplication) -> Said:
    """How it goes on from here."""
    if case.one.step is ReliefStep.DENIED:
        return say_other_road(case)
    if case.one.step is not ReliefStep.PAID:
        return say_next(case)
    return Said(f"这份不用再办什么，钱{case.decided}发了。想再提一份，先问{case.unit}。")


def say_notified(case: OwnApplication) -> Said:
    """Whether it was told, nobody here sees; which notices come by themselves the bot adds, who knows what is on."""
    if case.is_under_review or case.one.step is ReliefStep.APPROVED:
        what = "定下来" if case.is_under_review else "发了"
        return Said(f"{what}以后，来问一句就能看到。", needs=("tell_notices",))
    told = "当时有没有通知到您，我这里看不到，不敢说通知过。"
    return Said(f"{told}记录上是{say_shortly(case)}。", needs=("tell_notices",))


def say_effect(case: OwnApplication) -> Said:
    """What an act or a change does to it is nowhere written; claims and relief go side by side."""
    if case.question.programmes or "ask_difference" in case.question.intents:
        return Said(_BESIDE)
    first = (
        f"{say_not_written(case.question, Aspect.EFFECT)}能说准的是：{say_shortly(case)}。"
        f"先别急着动，问问{case.unit}的经办人，或点“转人工”。"
    )
    return Said(first, "", (TO_PERSON,))


def say_certain(case: OwnApplication) -> Said:
    """No promise before it is decided, and no hope after."""
    if case.is_under_review:
        after = "万一没批，能问原因、请同事再看，也能问12351和单位工会还有什么帮扶。"
        return Said(f"批不批要评审委员会定，我不敢打包票。{after}", f"现在{case.where}。")
    if case.one.step is ReliefStep.DENIED:
        again = "请同事再看以后能不能改，我不敢打包票"
        return Said(f"这份已经定了，{say_refused(case)}。{again}；要请，回复“转人工”。", "", (TO_PERSON,))
    return Said(f"这份定下来了，{say_shortly(case)}。")


def say_shortly(case: OwnApplication) -> str:
    """`10月24日（38 天前）发了 20,000 元`, `在庞各庄镇的工会审，还没结果`."""
    amount = case.one.approved_amount
    sum_ = f" {say_money(amount)}" if amount is not None else ""
    if case.one.step is ReliefStep.PAID:
        return f"{case.decided}发了{sum_}"
    if case.one.step is ReliefStep.APPROVED:
        return f"{case.decided}批了{sum_}，还没发"
    if case.one.step is ReliefStep.DENIED:
        return f"{case.decided}{say_refused(case)}"
    return f"{case.where}，还没结果"
