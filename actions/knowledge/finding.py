"""Finds what may be said: the cell asked for, what is known nearest to it, or honestly nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from actions.knowledge.gaps import Gap, find_gaps
from actions.knowledge.table import CENTRE, GENERAL, HOMES, ProgrammeKnowledge, Statement
from vocabulary.programmes import PROGRAMMES

_NEAREST: Mapping[str, tuple[str, ...]] = {
    "benefit": ("scope", "overview"),
    "scope": ("eligibility", "overview"),
    "eligibility": ("scope", "enrolment", "overview"),
    "contribution": ("enrolment", "overview"),
    "enrolment": ("contribution", "overview"),
    "difference": ("overview",),
}
_NEAREST_TO_ALL = ("process", "contact", "overview")
_UNKNOWN = "{name}{asked}，我手头没有中心确认过的说法，不敢乱说。可以问{turn_to}，或回复“转人工”。"
_ASKED = {
    "overview": "是什么",
    "benefit": "能给多少",
    "scope": "管不管这个",
    "eligibility": "谁能参加、谁能申请",
    "process": "怎么办",
    "documents": "要什么材料",
    "deadline": "多久之内要申报",
    "payout_time": "多久到账",
    "contribution": "要交多少钱",
    "enrolment": "怎么参加、哪天生效",
    "difference": "和别的有什么区别",
}


@dataclass(frozen=True)
class Finding:
    """What to say, and how near it is to what was asked; what a cell only admits not to know is not `known`."""

    kind: Literal["known", "nearest", "unknown"]
    text: str
    programme: str | None
    aspect: str
    as_of: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """The whole table."""

    programmes: Mapping[str, ProgrammeKnowledge]

    def find(self, programme: str | None, aspect: str) -> Finding:
        """The cell, its general programme's, else what is known nearest to it with the way to a person."""
        codes = [code for code in (programme, GENERAL.get(programme or "")) if code] or [CENTRE]
        for code in dict.fromkeys([*codes, HOMES.get(aspect, codes[0])]):
            if said := self._speakable(code, aspect):
                admitted = all(one.is_admission for one in said)
                return _found("nearest" if admitted else "known", say_dated(said), said, code, aspect)
        unknown = self._say_unknown(programme, aspect)
        for code in dict.fromkeys([*codes, CENTRE]):
            for near in (*_NEAREST.get(aspect, ()), *_NEAREST_TO_ALL):
                if said := self._speakable(code, near):
                    return _found("nearest", f"{unknown}\n{say_dated(said)}", said, code, near)
        return Finding("unknown", unknown, programme, aspect)

    def has_own(self, code: str | None, aspect: str) -> bool:
        """Whether a programme has something of its own to say of an aspect."""
        return bool(code and self._speakable(code, aspect))

    def short_name(self, code: str) -> str:
        found = self.programmes.get(code) or self.programmes.get(GENERAL.get(code, ""))
        return found.short_name if found else PROGRAMMES[code].words

    def gaps(self) -> tuple[Gap, ...]:
        """What the centre still has to say, confirm or look at again."""
        return find_gaps(self.programmes)

    def _say_unknown(self, programme: str | None, aspect: str) -> str:
        name = self.short_name(programme) if programme else ""
        found = self.programmes.get(programme or CENTRE)
        turn_to = found.turn_to if found else "单位工会"
        return _UNKNOWN.format(name=name, asked=_ASKED.get(aspect, "这一项"), turn_to=turn_to)

    def _speakable(self, code: str, aspect: str) -> tuple[Statement, ...]:
        programme = self.programmes.get(code)
        statements = programme.cells.get(aspect, ()) if programme else ()
        return tuple(one for one in statements if one.is_speakable)


def say_dated(statements: Sequence[Statement]) -> str:
    """The statements, each year's followed by that year; what this service itself does needs no date."""
    public = [one for one in statements if one.grade != "own"]
    own = "".join(one.text for one in statements if one.grade == "own")
    years = [
        (year, "".join(one.text for one in group))
        for year, group in groupby(public, lambda one: one.as_of[:4])
    ]
    dated = [f"{texts}（{year}年的说法）" for year, texts in years[:-1]]
    dated += [f"{texts}（{year}年的说法，以中心最新规定为准）" for year, texts in years[-1:]]
    return "\n".join(part for part in (*dated, own) if part)


def _found(
    kind: Literal["known", "nearest"], text: str, said: Sequence[Statement], code: str, aspect: str
) -> Finding:
    sources = "；".join(dict.fromkeys(one.source for one in said))
    return Finding(kind, text, code, aspect, min(one.as_of for one in said), sources)
