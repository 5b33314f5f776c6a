"""The rules of the fund that are public, held against an application; what is not public is said to be unknown."""

from decimal import Decimal

from claims.relief_desk.values import ReliefTold, RuleCheck, Verdict
from claims.values import Claim, Paper, Profile, ReliefApplication, ReliefKind
from vocabulary.saying import say_full_date, say_round_money

FUND_DISTRICT = "大兴"
AMOUNTS: dict[ReliefKind, tuple[Decimal, Decimal]] = {
    "medical": (Decimal(0), Decimal(50000)),
    "disaster": (Decimal(5000), Decimal(10000)),
}
"""Lowest and highest sum, as the press printed it in 2019."""


def is_within_range(kind: ReliefKind, amount: Decimal) -> bool:
    """Whether a sum lies where the public rule has it."""
    low, high = AMOUNTS[kind]
    return 0 < amount <= high and amount >= low


def check_rules(
    application: ReliefApplication,
    told: ReliefTold | None,
    profile: Profile,
    earlier: tuple[ReliefApplication, ...],
    claims: tuple[Claim, ...],
    papers: tuple[Paper, ...],
) -> tuple[RuleCheck, ...]:
    """Each rule with what was found; nothing is decided by them."""
    return (
        _check_district(profile),
        _check_compensation(told, claims),
        _check_burden(application, told),
        _check_year(application, told),
        _check_earlier(earlier),
        _check_papers(papers),
    )


def _check_district(profile: Profile) -> RuleCheck:
    rule = "大兴区建会单位的工会会员"
    is_here = profile.district.startswith(FUND_DISTRICT)
    found = f"{profile.union_name}，{profile.district} {profile.township}".strip()
    return RuleCheck(rule, "met" if is_here else "not_met", found)


def _check_compensation(told: ReliefTold | None, claims: tuple[Claim, ...]) -> RuleCheck:
    rule = "先享受医保、政府救助和别的补偿"
    own = [f"{one.number} {one.plan_name}" for one in claims if one.approved_amount is None]
    waiting = f"另有互助理赔还没定：{'、'.join(own)}。" if own else ""
    if told is None or told.compensation is None:
        return RuleCheck(rule, "unknown", f"会员没说得了多少补偿。{waiting}")
    if told.compensation == 0:
        return RuleCheck(rule, "unknown", f"会员说还没有得到补偿，请核实有没有该先领的。{waiting}")
    return RuleCheck(
        rule, "unknown" if own else "met", f"会员说已得 {say_round_money(told.compensation)}。{waiting}"
    )


def _check_burden(application: ReliefApplication, told: ReliefTold | None) -> RuleCheck:
    if application.kind == "medical":
        rule = "属于 30 类重大疾病，自付以后生活难以维持（单项最高 5 万元）"
        missing = "30 类名单没有公开，请对照基金的名单。"
    else:
        rule = "补偿以后仍有较大损失和特殊困难（5000—10000 元）"
        missing = "损失和家境要入户核实。"
    if told is None or told.self_paid is None:
        return RuleCheck(rule, "unknown", f"会员没说花了多少。{missing}")
    paid = f"会员说自己掏了或损失 {say_round_money(told.self_paid)}"
    if told.compensation is None:
        return RuleCheck(rule, "unknown", f"{paid}，得了多少补偿没说，剩多少还不知道。{missing}")
    if application.kind == "medical":  # What insurance paid is no part of what they paid themselves.
        state: Verdict = "unknown" if told.self_paid > 0 else "not_met"
        return RuleCheck(rule, state, f"{paid}，另得补偿 {say_round_money(told.compensation)}。{missing}")
    net = told.self_paid - told.compensation
    if net <= 0:  # They may have named what was left after the compensation.
        given = f"另得补偿 {say_round_money(told.compensation)}，不比它少。请核实会员说的是总数，还是扣掉补偿以后的。"
        return RuleCheck(rule, "unknown" if told.self_paid > 0 else "not_met", f"{paid}，{given}{missing}")
    return RuleCheck(rule, "unknown", f"自付或损失减去补偿，还有 {say_round_money(net)}。{missing}")


def _check_year(application: ReliefApplication, told: ReliefTold | None) -> RuleCheck:
    rule = "得病或遭灾的当年申请（市级办法，2017 年）"
    if told is None:
        return RuleCheck(rule, "unknown", "没有填发生的日子。")
    same = told.happened_on.year == application.submitted_on.year
    return RuleCheck(rule, "met" if same else "not_met", f"{say_full_date(told.happened_on)}发生")


def _check_earlier(earlier: tuple[ReliefApplication, ...]) -> RuleCheck:
    rule = "以前在本基金的申请"
    paid = [(one, one.approved_amount) for one in earlier if one.approved_amount is not None]
    if not paid:
        return RuleCheck(rule, "met", "没有批过。")
    told = "；".join(f"{one.number} {one.cause} {say_round_money(amount)}" for one, amount in paid)
    return RuleCheck(rule, "unknown", f"批过：{told}。能不能再给，公开的规定没写。")


def _check_papers(papers: tuple[Paper, ...]) -> RuleCheck:
    found = f"收到 {len(papers)} 份" if papers else "一份也没有收到，可以请会员拍照发来"
    return RuleCheck("材料", "met" if papers else "not_met", found)
