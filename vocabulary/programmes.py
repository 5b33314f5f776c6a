"""The centre's programmes, read once from `programmes.yml`: codes, words for staff, what is part of what."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from vocabulary.tickets import TicketDesk
from vocabulary.yaml_files import read_yaml

_FILE = Path(__file__).with_name("programmes.yml")


@dataclass(frozen=True)
class Programme:
    """One programme.

    `part_of` is the programme whose cells stand where it has none, `plan` the plan whose figures are its own, and
    `desk` the one that sees to a wish for it where it is not done by chat.
    """

    code: str
    words: str
    part_of: str | None = None
    plan: str | None = None
    desk: TicketDesk | None = None


def read_programmes(file: Path = _FILE) -> Mapping[str, Programme]:
    """Programmes by code, in the order of the file; raises TypeError or ValueError for a field that is wrong."""
    written = read_yaml(file)
    programmes = {
        code: Programme(code, **{**fields, "desk": TicketDesk(fields["desk"]) if "desk" in fields else None})
        for code, fields in written.items()
    }
    if strays := {one.part_of for one in programmes.values() if one.part_of} - programmes.keys():
        raise ValueError(f"part of a programme that is not there: {', '.join(sorted(strays))}")
    return programmes


PROGRAMMES: Mapping[str, Programme] = read_programmes()


def find_plan(code: str | None) -> str | None:
    """The plan whose figures are a programme's."""
    programme = PROGRAMMES.get(code or "")
    return programme.plan if programme else None
