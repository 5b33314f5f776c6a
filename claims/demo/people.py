"""The invented people, with the numbers they would type to show who they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from vocabulary.identity_numbers import make_check_sign
from vocabulary.yaml_files import read_yaml

_PEOPLE = Path(__file__).with_name("people.yaml")


@dataclass(frozen=True)
class DemoPerson:
    """One invented member; `summary` is a short Chinese line on what the case shows."""

    key: str
    name: str
    id_number: str
    card_tail: str
    summary: str
    card_number: str = field(repr=False)
    phone: str = field(repr=False)
    union_code: str = field(repr=False)
    record: Mapping[str, Any] = field(repr=False, compare=False)


@cache
def demo_people() -> tuple[DemoPerson, ...]:
    """Everybody in the file, in its order."""
    records = read_yaml(_PEOPLE)
    return tuple(_person(record) for record in records)


def _person(record: Mapping[str, Any]) -> DemoPerson:
    n = record["n"]
    card_tail = f"8{n:03d}"
    return DemoPerson(
        key=record["key"],
        name=record["name"],
        id_number=_id_number(2 * n + (record["sex"] == "m")),
        card_tail=card_tail,
        summary=record["summary"],
        card_number=f"620000000000000{card_tail}",
        phone=f"1380000{n:04d}",
        union_code=record["union"],
        record=record,
    )


def _id_number(sequence: int) -> str:
    """A number of valid form that nobody has: an area code that is not issued, one birthday for all.

    The check digit follows GB 11643-1999; an even sequence is a woman's.
    """
    body = f"11000019900101{sequence:03d}"
    return body + make_check_sign(body)
