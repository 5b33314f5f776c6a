"""One thing that is said of a record: what answers by itself, and what may be added."""

from collections.abc import Sequence
from dataclasses import dataclass

from actions.question import OfferedChoice
from actions.talk import AskedNow
from vocabulary.needs import Need


@dataclass(frozen=True)
class Said:
    """`first` answers by itself; `more` is left out where few words are wanted, or where several things are asked."""

    first: str
    more: str = ""
    choices: tuple[OfferedChoice, ...] = ()
    needs: tuple[Need, ...] = ()
    asks: AskedNow | None = None
    says: str = ""
    """Its name, where it has words of its own for when it was said before."""


TO_PERSON = OfferedChoice("转人工", "转人工")


def join_said(said: Sequence[Said], is_short: bool) -> tuple[str, tuple[OfferedChoice, ...]]:
    """The text and what may be tapped; a sentence each where several things are asked, or few words are wanted."""
    firsts = list(dict.fromkeys(one.first for one in said if one.first))
    parts = firsts if is_short or len(firsts) > 1 else [*firsts, *(one.more for one in said[:1])]
    choices = tuple(dict.fromkeys(choice for one in said for choice in one.choices))
    return "".join(part for part in parts if part), choices
