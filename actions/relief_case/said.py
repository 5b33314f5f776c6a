"""One thing said of an application."""

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


TO_PERSON = OfferedChoice("转人工", "转人工")
APPLY = OfferedChoice("申请应急救助", "我要申请应急救助")
