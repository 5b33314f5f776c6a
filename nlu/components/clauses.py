"""Cuts a message into clauses, each of which may ask something of its own."""

import re

_BREAK = re.compile(r"[+／/。？！；?!;,，、\n\s]+|(?=还有|另外|顺便|再就是)")
_SHORTEST = 2


def split_clauses(text: str) -> list[str]:
    """The clauses of a normalised message that are long enough to ask anything, in order."""
    clauses = [clause.strip() for clause in _BREAK.split(text)]
    return [clause for clause in clauses if len(clause) >= _SHORTEST]
