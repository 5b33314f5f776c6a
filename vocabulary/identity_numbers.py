"""Identity and card numbers as people type and paste them, and the check sign of an identity number."""

from vocabulary.signs import fold

_CHECK_SIGNS = str.maketrans(dict.fromkeys("×✕✖╳Х", "X"))
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def normalise_number(typed: str) -> str:
    """A number in half-width capitals without spaces, dashes and unseen signs; a check sign drawn as × is an X."""
    if typed.isascii() and typed.isalnum():
        return typed.upper()
    plain = fold(typed).upper().translate(_CHECK_SIGNS)
    return plain if plain.isalnum() else "".join(sign for sign in plain if sign.isalnum())


def fits_check_sign(number: str) -> bool:
    """Whether the last of eighteen signs is the one that the first seventeen digits ask for."""
    return make_check_sign(number[:17]) == number[17]


def make_check_sign(digits: str) -> str:
    """The sign that seventeen digits end with."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return "10X98765432"[total % 11]
