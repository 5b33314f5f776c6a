"""How far an application is, what comes next, how long, in whose hands, and what the steps are called in plain words."""

import re

from actions.relief_case.case import OwnApplication
from actions.said import TO_PERSON, Said
from claims.states import ReliefStep
from vocabulary.saying import say_date, say_money

_NEXT = {
    ReliefStep.SUBMITTED: "核实完交{township}看，再由评审委员会定。",
    ReliefStep.UNIT_REVIEW: "核实完交{township}看，再由评审委员会定。",
    ReliefStep.TOWNSHIP_REVIEW: "他们看过，再交评审委员会定。",
    ReliefStep.COMMITTEE_REVIEW: "这是最后一关，委员会定了，批了才发钱。",
}
_URGE = "想催一催，回复“转人工”，管救助的同事帮您问；也可以问单位工会的经办人。"
_NO_PHONE = "电话我这里没有，打 12351 能问到。"
_COMMITTEE = re.compile(r"委员会|评审|评委")
_UNIT = re.compile(r"单位工会|核实|上报")
_FUND = re.compile(r"基金|救命|温暖")


def say_state(case: OwnApplication) -> Said:
    """How far it is, and since when."""
    one, sum_ = case.one, _say_sum(case)
    if one.step is ReliefStep.SUBMITTED:
        day = case.say_day(one.submitted_on)
        return Said(f"{case.name}{day}交上去了，在等{case.unit}核实，还没开始审。", _say_next(case))
    if one.step is ReliefStep.PAID:
        return Said(f"{case.name}已经发了{sum_}，{case.decided}发的。")
    if one.step is ReliefStep.APPROVED:
        more = "哪天发，系统里没写。想催，问单位工会的经办人，或回复“转人工”。"
        return Said(f"{case.name}批了{sum_}，{case.decided}定的，还没发。", more)
    if one.step is ReliefStep.DENIED:
        return say_denial(case)
    return Said(f"{case.name}{case.where}，{case.waited}，还没结果。", _say_next(case))


def say_denial(case: OwnApplication) -> Said:
    """What was decided and the reason that was written down; the way on that fits the reason."""
    if case.one.step is not ReliefStep.DENIED:
        return Said(f"{case.name}{case.where}，还没有结论，没说不批。", case.waited + "。")
    reason = case.one.denial_reason
    why = f"写的原因是：{reason.rstrip('。')}。" if reason else "没有写原因。"
    first = f"{case.name}{say_refused(case)}，{case.decided}定的，{why}"
    return Said(first, _say_way_on(case), (TO_PERSON,))


def say_refused(case: OwnApplication) -> str:
    """`没有受理` where nobody reviewed it."""
    steps = {entry.step for entry in case.one.timeline}
    reviewed = steps & {ReliefStep.UNIT_REVIEW, ReliefStep.TOWNSHIP_REVIEW, ReliefStep.COMMITTEE_REVIEW}
    return "没有批" if reviewed else "没有受理"


def say_own_unions(case: OwnApplication) -> str:
    """Whom to ask in the member's own district, from the unit upwards."""
    profile = case.profile
    return f"{case.unit}、{profile.township}的工会和{profile.district}区总工会"


def say_when(case: OwnApplication) -> Said:
    """No day is known: said once, with how long it has been."""
    one = case.one
    if one.step is ReliefStep.COMMITTEE_REVIEW:
        first = (
            f"委员会哪天开会、哪天有结果，我这里都没有，给不了日子。{case.name}到委员会是{case.decided}的事。"
        )
        return Said(first, _URGE, (TO_PERSON,))
    if case.is_under_review:
        first = f"哪天有结果没有公布，我给不了准日子。{case.name}{case.where}，{case.waited}。"
        return Said(first, _URGE, (TO_PERSON,))
    if one.step is ReliefStep.APPROVED:
        first = f"哪天发，系统里没写。{case.name}批了{_say_sum(case)}，{case.decided}定的。"
        more = f"想问准，找{case.unit}的经办人，或回复“转人工”。"
        return Said(first, more, (TO_PERSON,))
    return say_when_done(case)


def say_why_slow(case: OwnApplication) -> Said:
    """Where it hangs and since when, and whether anything is wanted of the member."""
    if case.requested:
        return say_missing(case)
    if case.one.step is ReliefStep.DENIED:
        return say_denial(case)
    if not case.is_under_review:
        return say_when(case)
    first = (
        f"为什么慢，记录里没写。{case.name}{case.where}，{case.waited}；没有要您补的，不是您的事。"
        f"想催，回复“转人工”，也可以催{case.unit}的经办人。"
    )
    return Said(first, "", (TO_PERSON,))


def say_when_done(case: OwnApplication) -> Said:
    """The days of its steps."""
    today = case.question.today
    days = [f"{say_date(entry.on, today)}{_DONE[entry.step]}" for entry in case.one.timeline]
    return Said(f"{case.name}：{'，'.join(days)}。")


def say_next(case: OwnApplication) -> Said:
    """Whether the member has to do anything, and what comes."""
    if case.requested:
        return say_missing(case)
    if case.is_under_review:
        return Said(f"现在不用您做什么，没有要您补的。{_say_next(case)}", "想知道到哪了，随时问我。")
    if case.one.step is ReliefStep.APPROVED:
        return Said("不用您做什么，等着发就行。", f"哪天发系统里没写，想问找{case.unit}的经办人。")
    if case.one.step is ReliefStep.PAID:
        return Said("没有下一步了，钱已经发了。")
    way_on = _say_way_on(case)
    return Said(f"{case.name}{say_refused(case)}，不会自己往下走了。{way_on}", "", (TO_PERSON,))


def say_missing(case: OwnApplication) -> Said:
    """What staff asked for, in their words, else that nothing is asked for."""
    if case.requested:
        how = f"拿给{case.unit}的经办人就行，拿不准回复“转人工”。"
        return Said(f"要补：{case.requested.rstrip('。')}。{how}", "", (TO_PERSON,))
    if case.is_under_review:
        return Said("不用补，现在没有要您补的材料。", f"{case.name}{case.where}，{case.waited}。")
    return Said("没有要您补的。", say_state(case).first)


def say_received(case: OwnApplication) -> Said:
    """That it came, and whether anything is still wanted."""
    missing = say_missing(case).first if case.requested else "没有要您补的。"
    return Said(f"收着了。{say_state(case).first}", missing)


def say_who(case: OwnApplication) -> Said:
    """In whose hands it is, and whom the member can ask."""
    if case.one.step is ReliefStep.DENIED and case.is_of_another_district:
        return Said(f"找{say_own_unions(case)}。{_NO_PHONE}", case.window, (TO_PERSON,))
    if case.is_under_review:
        return Said(f"现在{case.where}。要问，先找{case.unit}的经办人；{_NO_PHONE}", "", (TO_PERSON,))
    return Said(f"找{case.unit}的经办人，或回复“转人工”，管救助的同事帮您问。", _NO_PHONE, (TO_PERSON,))


def say_hurry(case: OwnApplication) -> Said:
    """Nobody can promise haste; who may be asked."""
    if case.is_under_review or case.one.step is ReliefStep.APPROVED:
        stands = case.waited if case.is_under_review else f"{case.decided}批的，还没发"
        first = f"几天办完没有定数，我这里加不了急，可以请管救助的同事看看，回复“转人工”就转。{case.name}{case.where}，{stands}。"
        return Said(first, f"也可以催{case.unit}的经办人。", (TO_PERSON,))
    if case.one.step is ReliefStep.PAID:
        first = f"不用催了，钱{case.decided}发了。没看到，先查银行卡，再回复“转人工”。"
        return Said(first, "", (TO_PERSON,))
    first = f"这份{say_refused(case)}，催不动了。不认可，回复“转人工”，请管救助的同事再看。"
    return Said(first, "", (TO_PERSON,))


def say_meaning(case: OwnApplication) -> Said:
    """The step that the words name, else the one it is in, in one plain sentence."""
    words = case.question.text
    if _COMMITTEE.search(words) or _is_in(case, ReliefStep.COMMITTEE_REVIEW):
        return Said("评审委员会是最后一关：给不给、给多少，由它定。谁在里面、哪天开会，没有公布。")
    if _FUND.search(words):
        return Said(case.knowledge.find("relief_fund", "overview").text)
    if _UNIT.search(words) and "镇" not in words and "街" not in words:
        return Said(f"就是{case.unit}：先由它核实，再往上报。")
    if case.is_of_another_district:
        return Said("就是单位所在的那个镇或街道的工会。单位报上来先给它看，再交评审委员会。")
    return Said(f"就是您单位所在的{case.township}。单位报上来先给它看，它看过再交评审委员会定。")


_DONE = {
    ReliefStep.SUBMITTED: "交的",
    ReliefStep.UNIT_REVIEW: "单位工会开始核实",
    ReliefStep.TOWNSHIP_REVIEW: "到镇（街道）的工会",
    ReliefStep.COMMITTEE_REVIEW: "到评审委员会",
    ReliefStep.APPROVED: "批的",
    ReliefStep.DENIED: "定的，没有批",
    ReliefStep.PAID: "发的",
}


def _is_in(case: OwnApplication, step: ReliefStep) -> bool:
    return case.one.step is step and not re.search(r"镇|街|单位|基金|救命", case.question.text)


def _say_next(case: OwnApplication) -> str:
    return _NEXT[case.one.step].format(township=case.township)


def _say_sum(case: OwnApplication) -> str:
    amount = case.one.approved_amount
    return f" {say_money(amount)}" if amount is not None else ""


def _say_way_on(case: OwnApplication) -> str:
    if case.is_of_another_district:
        return f"可以问{say_own_unions(case)}有没有同样的帮扶，或打 12351。"
    return "不认可，回复“转人工”，我请管救助的同事再看。"
