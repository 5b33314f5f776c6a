"""The rows of an invented centre's files, some thousand members at a time, as they stand on its day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from claims.importing.columns import KINDS, Kind
from claims.reference.papers import PAPERS
from claims.sample.centre import SampleCentre
from claims.sample.claim_lives import SampleClaim, make_claims
from claims.sample.cover import SampleTerm, make_terms
from claims.sample.people import SamplePerson, make_person, make_unions
from claims.sample.relief_lives import FUND, SampleApplication, make_applications
from claims.states import ClaimState, ReliefStep

Rows = dict[Kind, list[tuple[Any, ...]]]
"""By kind, in the order of the file's columns; the marker of deleted rows is empty."""
_AT_ONCE = 2_000
_GRANTED = {ClaimState.APPROVED, ClaimState.PAID, ClaimState.PAYMENT_RETURNED}
_DENIAL = "不属于保障责任范围"
_NOT_OF_THE_FUND = "评审认为不属于基金规定的范围"
_day = date.fromordinal


class RunningNumbers:
    """Gives out the numbers of a year: also to what is not shown yet, so that a later day changes no number."""

    def __init__(self) -> None:
        self._last: Counter[tuple[str, int]] = Counter()

    def give(self, letters: str, ordinal: int, digits: int) -> str:
        """`LP2026-0000001`."""
        year = _day(ordinal).year
        self._last[letters, year] += 1
        return f"{letters}{year}-{self._last[letters, year]:0{digits}}"


def make_rows(centre: SampleCentre) -> Iterator[Rows]:
    """Everything in portions; the unions come first, and with `since` not at all, for none of them ever changes."""
    if centre.since is None:
        yield {**_make_empty(), "unions": [(*union, None) for union in make_unions(centre)]}
    numbers = RunningNumbers()
    for start in range(0, centre.members, _AT_ONCE):
        rows = _make_empty()
        for place in range(start, min(start + _AT_ONCE, centre.members)):
            _add_member(rows, centre, place, numbers)
        yield rows


def _make_empty() -> Rows:
    return {kind: [] for kind in KINDS}


def _add_member(rows: Rows, centre: SampleCentre, place: int, numbers: RunningNumbers) -> None:
    chance, today = centre.chance(place), centre.today.toordinal()
    person = make_person(centre, place, chance)
    terms = make_terms(centre, person.is_woman, chance)
    shown = [term for term in terms if centre.has_news(term.known_on)]
    if shown:  # A unit that hands in its roll anew hands in who is on it.
        rows["members"].append(
            (person.id_number, person.name, person.union_code, person.phone, person.card_number, None)
        )
    rows["enrolments"] += [_term_row(person, term) for term in shown]
    for claim in make_claims(centre, place, terms, chance):
        number = numbers.give("LP", claim.filed, 7)
        if claim.filed <= today and claim.is_news(centre):
            _add_claim(rows, today, person, claim, number)
    for application in make_applications(centre, person, chance):
        number = numbers.give("JZ", application.submitted, 5)
        if application.submitted <= today and application.is_news(centre):
            _add_application(rows, today, person, application, number)


def _term_row(person: SamplePerson, term: SampleTerm) -> tuple[Any, ...]:
    return person.id_number, term.plan, term.tier, term.units, _day(term.first), _day(term.last), None


def _add_claim(rows: Rows, today: int, person: SamplePerson, claim: SampleClaim, number: str) -> None:
    steps = [step for step in claim.steps if step.day <= today]
    payments = [payment for payment in claim.payments if payment.day <= today]
    states = {step.state for step in steps}
    now, granted = steps[-1], bool(states & _GRANTED)
    denied = ClaimState.DENIED in states and not granted
    rows["claims"].append(
        (
            number,
            person.id_number,
            claim.plan,
            claim.kind,
            claim.cause,
            _day(claim.lost),
            _day(claim.filed),
            now.state.value,
            _day(now.day),
            _yuan(claim.fen) if granted else None,
            _DENIAL if denied else None,
            None,
        )
    )
    rows["claim_steps"] += [
        (number, place, step.state.value, _day(step.day), step.note or None, None)
        for place, step in enumerate(steps)
    ]
    rows["claim_documents"] += [
        (
            number,
            paper.kind,
            PAPERS[paper.kind],
            _day(paper.asked),
            _day(paper.received) if paper.received and paper.received <= today else None,
            None,
        )
        for paper in claim.papers
        if paper.asked <= today
    ]
    rows["payments"] += [
        (
            f"FK{number[2:]}-{place}",
            number,
            _yuan(payment.fen),
            person.card_number[-4:],
            _day(payment.day),
            *payment.stand(today),
            None,
        )
        for place, payment in enumerate(payments, 1)
    ]


def _add_application(
    rows: Rows, today: int, person: SamplePerson, application: SampleApplication, number: str
) -> None:
    steps = [(step, day) for step, day in application.steps if day <= today]
    now, since = steps[-1]
    granted = now in (ReliefStep.APPROVED, ReliefStep.PAID)
    rows["relief_applications"].append(
        (
            number,
            person.id_number,
            application.kind,
            application.cause,
            FUND,
            now.value,
            _day(application.submitted),
            _day(since),
            _yuan(application.fen) if granted else None,
            _NOT_OF_THE_FUND if now == ReliefStep.DENIED else None,
            None,
        )
    )
    rows["relief_steps"] += [
        (number, place, step.value, _day(day), None, None) for place, (step, day) in enumerate(steps)
    ]


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)
