"""Loads the frequently asked questions from their YAML files; a fault in one of them is named."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from actions.knowledge.table import Statement
from vocabulary.grades import Grade
from vocabulary.yaml_files import read_yaml

_ENTRIES = Path(__file__).parent / "entries"
_LONGEST = 220
_ENDS = ("。", "！", "？")
Way = Literal["person", "relief", "claim", "visit", "identity", "papers"]
"""Where an answer may lead on, as a choice below it."""
Urgency = Literal["danger", "now"]
Told = Literal["mood", "danger"]
Harm = Literal["fraud"]
HARM = "harm"
"""The topic that keeps a harm that was told of, with its entry."""
DOUBT = "is_this_account_real"
"""The entry of whoever fears a swindle, and told of none yet."""


class FaqFault(ValueError):
    """A file of questions is wrong; the text names the file and the fault."""


@dataclass(frozen=True)
class FaqEntry:
    """What is asked, in one line for staff; what members are told, and what clerks of a unit's union are told instead."""

    id: str
    asks: str
    statement: Statement
    clerk: str = ""
    ways: tuple[Way, ...] = ()
    after: Literal["death"] | None = None
    """What must have been told for it to be meant."""
    left_to_programme: bool = False
    """Whether a programme that is named answers for itself, where its own page is known."""
    unless: Literal["business"] | None = None
    """What must not be told for it to be meant."""
    urgent: Urgency | None = None
    """Whether it is told and not asked, and comes before all else: as a danger, which calls a person, or as what
    is to be done now.
    """
    told: Told | None = None
    """Whether it is told and not asked: how it is with somebody, or that after danger, and then alone."""
    first: str = ""
    """What is said of it, in one short sentence, before the answer to what is asked besides."""
    again: tuple[str, ...] = ()
    """The same in other words."""
    harm: Harm | None = None
    """What somebody does to them: heard before all else, and sooner the more entries of it are likely."""
    later: str = ""
    """What is said instead of the first steps, where it was on a day before today."""

    def say(self, *, to_clerk: bool) -> Statement:
        """The statement in the words for whoever asks."""
        if not (to_clerk and self.clerk):
            return self.statement
        one = self.statement
        return Statement(self.clerk, one.source, one.grade, one.as_of, one.confirmed_by, one.lacks)


def _check_text(text: str) -> str:
    if text and not text.endswith(_ENDS):
        raise ValueError(f"must end with one of {' '.join(_ENDS)}")
    if len(text) > _LONGEST:
        raise ValueError(f"is {len(text)} characters long, at most {_LONGEST} are allowed")
    return text


_Text = Annotated[str, AfterValidator(_check_text)]


class _EntryFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[a-z][a-z0-9_]{2,60}$")
    asks: str = Field(min_length=4)
    text: Annotated[_Text, Field(min_length=8)]
    clerk: _Text = ""
    source: str = Field(min_length=1)
    grade: Grade
    as_of: str = Field(pattern=r"^\d{4}(-\d\d){0,2}$")
    confirmed_by: str | None = None
    lacks: str = ""
    ways: tuple[Way, ...] = ()
    after: Literal["death"] | None = None
    left_to_programme: bool = False
    unless: Literal["business"] | None = None
    urgent: Urgency | None = None
    told: Told | None = None
    first: _Text = ""
    again: tuple[_Text, ...] = ()
    harm: Harm | None = None
    later: _Text = ""


_FILE = TypeAdapter(list[_EntryFile])


@cache
def load_faq(folder: Path = _ENTRIES) -> Mapping[str, FaqEntry]:
    """Every entry of every file, by its id; raises FaqFault."""
    entries: dict[str, FaqEntry] = {}
    for file in sorted(folder.glob("*.yml")):
        try:
            checked = _FILE.validate_python(read_yaml(file))
        except ValidationError as fault:
            raise FaqFault(f"{file.name}: {fault}") from fault
        for one in checked:
            if one.id in entries:
                raise FaqFault(f"{file.name}: {one.id} stands twice")
            said = Statement(one.text, one.source, one.grade, one.as_of, one.confirmed_by, one.lacks)
            entries[one.id] = FaqEntry(
                one.id,
                one.asks,
                said,
                one.clerk,
                one.ways,
                one.after,
                one.left_to_programme,
                one.unless,
                one.urgent,
                one.told,
                one.first,
                one.again,
                one.harm,
                one.later,
            )
    return entries


def presses(name: str | None) -> bool:
    """Whether an entry of this name is of danger or harm of this moment."""
    entry = load_faq().get(name or "")
    return entry is not None and entry.urgent is not None


def find_harm(name: str | None) -> Harm | None:
    """What an entry of this name is heard as, that somebody does to them."""
    entry = load_faq().get(name or "")
    return entry.harm if entry else None
