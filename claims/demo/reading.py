"""Turns the short lines of the demo files into rows, counting days from a given today."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from claims.reference.papers import PAPERS
from claims.tables import (
    ActivityRow,
    AppointmentRow,
    ClaimDocumentRow,
    ClaimRow,
    ClaimTimelineRow,
    EnrolmentRow,
    PaymentRow,
    ReliefApplicationRow,
    ReliefTimelineRow,
)
from vocabulary.beijing import BEIJING

_UNIVERSAL = ("secondary_reimbursement", "non_work_accident_property")


@dataclass(frozen=True)
class Reader:
    """Reads lines as of `today`."""

    today: date

    def day(self, written: str | int | date) -> date:
        """`-30` is thirty days ago; a whole date stands for itself."""
        if isinstance(written, date):
            return written
        text = str(written)
        if text.count("-") == 2:
            return date.fromisoformat(text)
        return self.today + timedelta(days=int(text))

    def moment(self, day: date, hour: int = 0) -> datetime:
        """An hour of a day in Beijing."""
        return datetime.combine(day, time(hour), BEIJING)

    def enrolments(self, person: Mapping[str, Any]) -> list[EnrolmentRow]:
        """The two universal plans to the end of the year, and whatever the unit enrolled the person in."""
        universal = _UNIVERSAL if person.get("universal", True) else ()
        joined, year_end = self.today - timedelta(days=900), date(self.today.year, 12, 31)
        rows = [self._enrolment(code, "1", joined, year_end) for code in universal]
        for line in person.get("plans", ()):
            plan, units, first = line.split()
            effective = self.day(first)
            rows.append(self._enrolment(plan, units, effective, effective + timedelta(days=364)))
        return rows

    def _enrolment(self, plan: str, units: str, effective: date, expiry: date) -> EnrolmentRow:
        code, _, tier = plan.partition(":")
        return EnrolmentRow(
            plan_code=code,
            tier=tier or None,
            units=int(units),
            effective_date=effective,
            expiry_date=expiry,
            updated_at=self.moment(min(effective, self.today)),
        )

    def claim(self, written: Mapping[str, Any], sequence: int, card_tail: str) -> ClaimRow:
        """A claim with everything that hangs on it."""
        steps = self._steps(written["steps"])
        filed_on, (state_since, state, _) = steps[0][0], steps[-1]
        return ClaimRow(
            number=f"LP{filed_on.year}-{sequence:07d}",
            plan_code=written["plan"],
            kind=written["kind"],
            cause=written["cause"],
            date_of_loss=self.day(written["loss"]),
            filed_on=filed_on,
            state=state,
            state_since=state_since,
            approved_amount=_amount(written),
            denial_reason=written.get("denied"),
            updated_at=self.moment(state_since),
            timeline=[
                ClaimTimelineRow(position=position, state=step, entered_on=day, note=note)
                for position, (day, step, note) in enumerate(steps)
            ],
            documents=[self._paper(line) for line in written.get("papers", ())],
            payments=[self._payment(line, card_tail) for line in written.get("payments", ())],
        )

    def relief(self, written: Mapping[str, Any], sequence: int) -> ReliefApplicationRow:
        """An application to the fund of 大兴, with its steps."""
        steps = self._steps(written["steps"])
        submitted_on, (step_since, step, _) = steps[0][0], steps[-1]
        return ReliefApplicationRow(
            number=f"JZ{submitted_on.year}-{sequence:05d}",
            kind=written["kind"],
            cause=written["cause"],
            district="大兴",
            step=step,
            submitted_on=submitted_on,
            step_since=step_since,
            approved_amount=_amount(written),
            denial_reason=written.get("denied"),
            updated_at=self.moment(step_since),
            timeline=[
                ReliefTimelineRow(position=position, step=entered, entered_on=day, note=note)
                for position, (day, entered, note) in enumerate(steps)
            ],
        )

    def appointment(self, written: Mapping[str, Any], sequence: int) -> AppointmentRow:
        day = self.day(written["day"])
        return AppointmentRow(
            number=f"YY{day.year}-{sequence:05d}",
            service=written["service"],
            place=written["place"],
            starts_at=self.moment(day, written["hour"]),
            state=written["state"],
            updated_at=self.moment(min(day, self.today)),
        )

    def activity(self, written: Mapping[str, Any]) -> ActivityRow:
        """An activity on offer."""
        return ActivityRow(
            code=written["code"],
            title=written["title"],
            place=written["place"],
            starts_at=self.moment(self.day(written["day"]), written["hour"]),
            sign_up_until=self.day(written["sign_up_until"]),
            seats=written["seats"],
            updated_at=self.moment(self.today - timedelta(days=45)),
        )

    def _steps(self, lines: Sequence[str]) -> list[tuple[date, str, str]]:
        split = [[*line.split(maxsplit=2), ""] for line in lines]
        return [(self.day(day), state, note) for day, state, note, *_ in split]

    def _paper(self, line: str) -> ClaimDocumentRow:
        kind, asked_on, *received_on = line.split()
        return ClaimDocumentRow(
            kind=kind,
            label=PAPERS[kind],
            asked_on=self.day(asked_on),
            received_on=self.day(received_on[0]) if received_on else None,
        )

    def _payment(self, line: str, card_tail: str) -> PaymentRow:
        day, amount, *reason = line.split(maxsplit=2)
        return PaymentRow(
            amount=Decimal(amount),
            card_tail=card_tail,
            paid_on=self.day(day),
            state="returned" if reason else "paid",
            return_reason=reason[0] if reason else None,
            updated_at=self.moment(self.day(day)),
        )


def _amount(written: Mapping[str, Any]) -> Decimal | None:
    return Decimal(str(written["amount"])) if "amount" in written else None
