"""What is typed on the identity page, in one form, and which field cannot be right whoever somebody is."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from vocabulary.identity_numbers import normalise_number
from vocabulary.signs import fold

_ID_NUMBER = re.compile(r"[0-9]{17}[0-9X]|[0-9]{15}")
_TAIL = re.compile(r"[0-9]{4}")


@dataclass(frozen=True)
class IdentityForm:
    """A name, an identity number and a card's last four digits."""

    name: str
    id_number: str
    card_tail: str

    @classmethod
    def read(cls, name: str, id_number: str, card_tail: str) -> Self:
        """As people type it, in half-width signs without blanks and dashes."""
        return cls(fold(name).strip(), normalise_number(id_number), normalise_number(card_tail))

    @property
    def faults(self) -> Mapping[str, str]:
        """The fields that are empty or of no such form, with the reason; whether they are somebody's is not looked at."""
        found = {
            "name": "" if self.name else "name_empty",
            "id_number": "" if _ID_NUMBER.fullmatch(self.id_number) else "id_number_form",
            "card_tail": "" if _TAIL.fullmatch(self.card_tail) else "card_tail_form",
        }
        return {field: reason for field, reason in found.items() if reason}
