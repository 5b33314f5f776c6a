"""Invented claims, whole lives of them: what happened, the steps, the papers, the money."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from claims.reference.papers import find_first_papers
from claims.sample.centre import SampleCentre
from claims.sample.claim_paths import SampleStep, make_steps
from claims.sample.cover import SampleTerm
from claims.states import ClaimState
from claims.values import ClaimKind, PaymentState

_OF_PLANS: dict[str, ClaimKind] = {
    "inpatient_medical": "hospital_stay",
    "hospital_cash": "hospital_stay",
    "critical_illness": "critical_illness",
    "womens_specified_disease": "specified_disease",
    "accident": "accident",
    "comprehensive": "hospital_stay",
    "tailored_after_school": "accident",
    "tailored_social_worker": "hospital_stay",
}
_CAUSES: dict[ClaimKind, tuple[str, ...]] = {
    "hospital_stay": ("肺炎住院", "胆囊结石手术住院", "腰椎间盘突出住院", "白内障手术住院"),
    "critical_illness": ("急性心肌梗死", "脑出血", "甲状腺癌确诊"),
    "specified_disease": ("乳腺癌确诊", "子宫颈癌确诊", "卵巢癌确诊"),
    "accident": ("上下楼梯摔倒，脚踝骨折", "骑车摔伤，锁骨骨折", "打篮球手指骨折"),
    "pipe_burst": ("暖气管爆裂，地板被泡", "自来水管冻裂，墙面受损"),
    "fire": ("厨房起火，家具烧毁",),
    "quarterly_settlement": ("季度门诊自付一，按季核算",),
    "above_ceiling": ("上一年度超封顶线医疗费",),
}
_HOME: tuple[ClaimKind, ...] = ("accident", "accident", "pipe_burst", "fire")
_MANY, _ONE_IN = 150, 20_000
_QUARTER = 91
_RETURNED = "会员卡已注销"


@dataclass(frozen=True, slots=True)
class SamplePaper:
    """A paper asked for; days as ordinals, none while it is missing for good."""

    kind: str
    asked: int
    received: int | None


@dataclass(frozen=True, slots=True)
class SamplePayment:
    """Money sent, in fen, and the day on which it came back."""

    fen: int
    day: int
    returned: int | None = None

    def stand(self, today: int) -> tuple[PaymentState, str | None]:
        """Whether it has come back by then, and why."""
        came_back = self.returned is not None and self.returned <= today
        return ("returned", _RETURNED) if came_back else ("paid", None)


@dataclass(frozen=True, slots=True)
class SampleClaim:
    """A claim with all that ever happens to it; days as ordinals."""

    plan: str
    kind: ClaimKind
    cause: str
    lost: int
    fen: int
    steps: Sequence[SampleStep]
    papers: Sequence[SamplePaper]
    payments: Sequence[SamplePayment]

    @property
    def filed(self) -> int:
        """The day of its first step."""
        return self.steps[0].day

    def is_news(self, centre: SampleCentre) -> bool:
        """Whether anything of it happened when it is asked for."""
        days = [step.day for step in self.steps] + [payment.day for payment in self.payments]
        days += [paper.received for paper in self.papers if paper.received]
        return any(map(centre.has_news, days))


def make_claims(
    centre: SampleCentre, place: int, terms: Sequence[SampleTerm], chance: Random
) -> list[SampleClaim]:
    """About two for each member, a third of whom has none, and a few very many; in the order of filing."""
    count = 0 if chance.random() < 0.35 else 1 + int(chance.expovariate(0.39))
    count += _MANY if place % _ONE_IN == _ONE_IN // 2 else 0
    return sorted((_make_claim(centre, terms, chance) for _ in range(count)), key=lambda claim: claim.filed)


def _make_claim(centre: SampleCentre, terms: Sequence[SampleTerm], chance: Random) -> SampleClaim:
    lost = centre.first_day + int(chance.random() * (centre.last_day - centre.first_day))
    plan, kind = _choose(terms, lost, chance)
    by_itself = kind == "quarterly_settlement"
    filed = (lost // _QUARTER + 1) * _QUARTER + 60 if by_itself else lost + 1 + int(chance.random() * 60)
    steps = make_steps(filed, by_itself, chance)
    fen = 1_000 + int(chance.expovariate(1 / 60_000))
    return SampleClaim(
        plan=plan,
        kind=kind,
        cause=chance.choice(_CAUSES[kind]),
        lost=lost,
        fen=fen,
        steps=steps,
        papers=_make_papers(kind, steps, chance),
        payments=_make_payments(fen, steps, chance),
    )


def _choose(terms: Sequence[SampleTerm], lost: int, chance: Random) -> tuple[str, ClaimKind]:
    """A plan that covers the day: one of the unit's, where there is one, as often as not."""
    own = [term for term in terms if term.plan in _OF_PLANS and term.first <= lost <= term.last]
    if own and chance.random() < 0.5:
        plan = chance.choice(own).plan
        return plan, _OF_PLANS[plan]
    drawn = chance.random()
    if drawn < 0.10:
        return "non_work_accident_property", chance.choice(_HOME)
    return "secondary_reimbursement", "above_ceiling" if drawn < 0.15 else "quarterly_settlement"


def _make_papers(kind: ClaimKind, steps: Sequence[SampleStep], chance: Random) -> list[SamplePaper]:
    """Those that it begins with; where more was asked for, the last of them is what was missing."""
    kinds = find_first_papers(kind)
    asked = next(
        (place for place, one in enumerate(steps) if one.state == ClaimState.DOCUMENTS_REQUESTED), None
    )
    filed = steps[0].day
    papers = [SamplePaper(one, filed, filed + int(chance.random() * 3)) for one in kinds]
    if papers and asked is not None:
        then = steps[asked + 1]
        came = None if then.state == ClaimState.CLOSED else then.day
        papers[-1] = SamplePaper(kinds[-1], steps[asked].day, came)
    return papers


def _make_payments(fen: int, steps: Sequence[SampleStep], chance: Random) -> list[SamplePayment]:
    """One for each time that it was paid; what stays is often paid in parts."""
    payments: list[SamplePayment] = []
    for place, step in enumerate(steps):
        if step.state == ClaimState.PAID:
            then = steps[place + 1] if len(steps) > place + 1 else None
            if then and then.state == ClaimState.PAYMENT_RETURNED:
                payments.append(SamplePayment(fen, step.day, then.day))
            else:
                payments += _in_parts(fen, step.day, chance)
    return payments


def _in_parts(fen: int, day: int, chance: Random) -> list[SamplePayment]:
    drawn = chance.random()
    parts = 1 if drawn < 0.57 else 2 if drawn < 0.89 else 3
    share = fen // parts
    return [
        SamplePayment(share if part else fen - share * (parts - 1), day + 7 * part) for part in range(parts)
    ]
