"""What an import did, in counts, as it is kept with its run and told at its end."""

import json
from collections import Counter
from dataclasses import dataclass, field
from typing import Self, cast

from claims.importing.columns import Kind

COUNTED = ("read", "added", "changed", "removed", "kept", "refused")


@dataclass
class Report:
    """Counts by kind, refusals by kind and code, and notes on what was left undone."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)
    refusals: dict[str, Counter[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unkeyed: dict[str, int] = field(default_factory=dict)
    """Refused rows of which nobody knows whose they are: nothing of that kind is taken for gone."""

    def count(self, kind: Kind, what: str, number: int) -> None:
        """Adds to a count."""
        if number:
            self.counts.setdefault(kind, Counter())[what] += number

    def refuse(self, kind: Kind, code: str, number: int = 1) -> None:
        """Adds to the refused rows."""
        self.count(kind, "refused", number)
        self.refusals.setdefault(kind, Counter())[code] += number

    def counts_of_kinds(self) -> list[Kind]:
        """The kinds that anything was counted of."""
        return [cast(Kind, kind) for kind in self.counts]

    def add(self, other: "Report") -> None:
        """Everything that another one counted comes on top."""
        for mine, others in ((self.counts, other.counts), (self.refusals, other.refusals)):
            for kind, counts in others.items():
                mine.setdefault(kind, Counter()).update(counts)
        for kind, number in other.unkeyed.items():
            self.unkeyed[kind] = self.unkeyed.get(kind, 0) + number
        for line in other.notes:
            self.note(line)

    def note(self, line: str) -> None:
        """Keeps a line once."""
        if line not in self.notes:
            self.notes.append(line)

    def to_json(self) -> str:
        """As it is kept with the run."""
        return json.dumps(vars(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, written: str) -> Self:
        """The report of a run that goes on."""
        held = json.loads(written or "{}")
        return cls(
            {kind: Counter(counts) for kind, counts in held.get("counts", {}).items()},
            {kind: Counter(counts) for kind, counts in held.get("refusals", {}).items()},
            held.get("notes", []),
            held.get("unkeyed", {}),
        )

    def lines(self) -> list[str]:
        """One line a kind, then the refusals, then the notes."""
        told = []
        for kind, counts in self.counts.items():
            numbers = ", ".join(
                f"{what} {counts[what]:,}" for what in (*COUNTED, "new", "known") if counts[what]
            )
            told.append(f"{kind}: {numbers}")
            told += [f"  {code}: {number:,}" for code, number in sorted(self.refusals.get(kind, {}).items())]
        return told + self.notes
