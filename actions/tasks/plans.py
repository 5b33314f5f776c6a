"""Which plans may pay for what happened: every one that fits and is held on that day gets its claim."""

import re
from collections.abc import Collection, Mapping
from typing import cast

from actions.talk import Values
from claims.values import ClaimKind

PLANS_BY_KIND: Mapping[str, tuple[str, ...]] = {
    "hospital_stay": ("hospital_cash", "inpatient_medical", "comprehensive", "tailored_social_worker"),
    "critical_illness": ("critical_illness", "comprehensive", "tailored_social_worker"),
    "specified_disease": ("womens_specified_disease",),
    "accident": (
        "accident",
        "tailored_recuperation",
        "tailored_site_worker",
        "tailored_social_worker",
        "comprehensive",
        "non_work_accident_property",
    ),
    "pipe_burst": ("non_work_accident_property",),
    "fire": ("non_work_accident_property",),
}
"""Those of the member's own; the first is proposed to somebody who holds none."""
_CHILDS = ("tailored_after_school", "non_work_accident_property")
"""Those that cover a child's accident."""
_CHILD = re.compile(r"孩子|小孩|娃|儿子|女儿|闺女|托管|幼儿园|放学")
_WITH_CHILD = re.compile(
    r"[送接带抱陪哄找][着了过]?(?:我们?家?|俩|两个?|大|小)?(?:的)?(?:孩子|小孩|娃娃?|儿子|女儿|闺女)"
)
"""Whom the member was with: 送孩子上学的路上 befell the member."""
_STAYED = re.compile(r"(?<!没)(?<!没有)(?<!不用)(?:住[了过]?院|做?手术)")
_WOMENS = re.compile(r"乳腺|乳癌|宫颈|子宫|卵巢|输卵管|绒毛膜|葡萄胎|外阴|阴道")
_CANCER = re.compile(r"癌|恶性|肉瘤")
AT_WORK = re.compile(
    r"工伤|(?<!不是)(?<!不是在)(?<!没在)(?<!没)(?:上班|干活|值班|作业|施工)(?:的?时候|时|中|期间)?[^，。]{0,6}(?:摔|砸|碰|伤|撞|扭|烫|夹|割)"
)


def find_fitting(values: Values, held: Collection[str]) -> tuple[tuple[str, ClaimKind], ...]:
    """The plans that are held and may pay, each with the kind of claim that it is; none where none is held."""
    kind, told = values["kind"], values.get("told", "")
    fitting = {plan: kind for plan in _find_plans(kind, told)}
    if kind in ("critical_illness", "specified_disease"):
        if _WOMENS.search(told):
            fitting.setdefault("womens_specified_disease", "specified_disease")
        if _CANCER.search(told):
            fitting.setdefault("critical_illness", "critical_illness")
    if (
        _STAYED.search(told)
        and kind in ("accident", "critical_illness", "specified_disease")
        and not _is_childs(kind, told)
    ):
        for plan in ("hospital_cash", "inpatient_medical"):
            fitting.setdefault(plan, "hospital_stay")
    return tuple((plan, cast(ClaimKind, of)) for plan, of in fitting.items() if plan in held)


def propose(values: Values) -> str:
    """The plan for somebody who holds none that fits."""
    return _find_plans(values["kind"], values.get("told", ""))[0]


def _find_plans(kind: str, told: str) -> tuple[str, ...]:
    if _is_childs(kind, told):
        return _CHILDS
    plans = PLANS_BY_KIND[kind]
    if kind == "accident" and AT_WORK.search(told):
        return tuple(one for one in plans if one != "non_work_accident_property")
    return plans


def befell_child(told: str) -> bool:
    """Whether it is a child's matter, and not only somebody's who had a child with them."""
    return bool(_CHILD.search(_WITH_CHILD.sub("", told)))


def _is_childs(kind: str, told: str) -> bool:
    return kind == "accident" and befell_child(told)
