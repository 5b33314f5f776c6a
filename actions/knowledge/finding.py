"""Finds what may be said: the cell asked for, what is known nearest to it, or honestly nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

CENTRE = "centre"
_GENERAL = {
    "comprehensive_a": "comprehensive",
    "comprehensive_b": "comprehensive",
    "relief_medical": "relief_fund",
    "relief_disaster": "relief_fund",
}
_NEAREST = ("process", "contact", "overview")
_UNKNOWN = "{name}{asked}，我手头没有中心确认过的说法，不敢乱说。可以问单位工会，或回复“转人工”。"
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
class Cell:
    """One sentence or a few for the member, and where they come from."""

    text: str
    source: str
    grade: Literal["seed", "A", "B"]
    as_of: str
    confirmed_by: str | None = None

    @property
    def is_speakable(self) -> bool:
        """Grade B is said only once a person at the centre confirmed it."""
        return self.grade != "B" or bool(self.confirmed_by)


@dataclass(frozen=True)
class Programme:
    """One programme's names and cells by aspect."""

    code: str
    name: str
    short_name: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Finding:
    """What to say, and how near it is to what was asked."""

    kind: Literal["known", "nearest", "unknown"]
    text: str
    programme: str | None
    aspect: str
    as_of: str | None = None
    source: str | None = None


@dataclass(frozen=True)
class Knowledge:
    """The whole table."""

    programmes: Mapping[str, Programme]

    def find(self, programme: str | None, aspect: str) -> Finding:
        """The cell, its general programme's, else what is known nearest to it with the way to a person."""
        codes = [code for code in (programme, _GENERAL.get(programme or ""), CENTRE) if code]
        for code in codes:
            cell = self._cell(code, aspect)
            if cell and (code != CENTRE or programme in (None, CENTRE) or aspect in ("contact", "privacy")):
                return _found("known", cell, code, aspect)
        for code in codes:
            for near in _NEAREST:
                cell = self._cell(code, near)
                if cell:
                    found = _found("nearest", cell, code, near)
                    text = f"{self._say_unknown(programme, aspect)}\n{found.text}"
                    return Finding("nearest", text, code, near, cell.as_of, cell.source)
        return Finding("unknown", self._say_unknown(programme, aspect), programme, aspect)

    def short_name(self, code: str) -> str:
        """What members say."""
        found = self.programmes.get(code)
        return found.short_name if found else code

    def _say_unknown(self, programme: str | None, aspect: str) -> str:
        name = self.short_name(programme) if programme else ""
        return _UNKNOWN.format(name=name, asked=_ASKED.get(aspect, "这一项"))

    def _cell(self, code: str, aspect: str) -> Cell | None:
        programme = self.programmes.get(code)
        cell = programme.cells.get(aspect) if programme else None
        return cell if cell and cell.is_speakable else None


def _found(kind: Literal["known", "nearest"], cell: Cell, code: str, aspect: str) -> Finding:
    dated = f"{cell.text}（{cell.as_of}年的说法，以中心最新规定为准）"
    return Finding(kind, dated, code, aspect, cell.as_of, cell.source)
