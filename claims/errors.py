"""What can go wrong with the claims database; never holds personal data."""

from typing import Literal


class ClaimsError(Exception):
    """The base of every failure here."""


class KeyRefused(ClaimsError):
    """A key is missing or has the wrong form; set CLAIMS_ENCRYPTION_KEY and CLAIMS_HASH_KEY."""


class WrongKey(ClaimsError):
    """The data was sealed or hashed with another key than the one configured."""


class ForbiddenTransition(ClaimsError):
    """A claim cannot go from its state to the one asked for."""


class DemoRefused(ClaimsError):
    """The database holds real members; invented ones are never mixed with them."""


class UnknownMember(ClaimsError):
    """No member has that id: the link that led here is stale."""


class SourceUnavailable(ClaimsError):
    """The system of record does not answer, or not rightly; `code` says how, `advice` what an operator should do."""

    def __init__(self, code: str, advice: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.advice = advice
        self.detail = detail


class SlotTaken(ClaimsError):
    """The last seat of that half-day was taken meanwhile."""


class NoSuchAppointment(ClaimsError):
    """The member has no such visit to come."""


class NoSuchActivity(ClaimsError):
    """The activity is unknown, or nobody can sign up any more."""


class UnknownClaim(ClaimsError):
    """The member has no claim of that number."""


class UnknownDocument(UnknownClaim):
    """No claim of the member's asks for a document of that kind, and nobody knows such a kind."""


class UnknownPaper(ClaimsError):
    """The member has no such paper, or it already stands for another document."""


class TooManyPapers(ClaimsError):
    """The member has sent as many papers today as are taken in a day."""


class WrongPhone(ClaimsError):
    """A phone number has eleven digits and begins with 1."""


class WrongCard(ClaimsError):
    """A card number has 16 to 19 digits."""


class NoCardChange(ClaimsError):
    """No new card waits for the member: it is in force already, or was stopped."""


ReliefRefusal = Literal[
    "unknown_application",
    "changed",
    "not_now",
    "no_reason",
    "not_checked",
    "same_person",
    "same_level",
    "amount_missing",
    "amount_outside",
]


class ReliefRefused(ClaimsError):
    """Staff cannot do that with a relief application now; `code` says why."""

    def __init__(self, code: ReliefRefusal) -> None:
        super().__init__(code)
        self.code = code


ImportRefusal = Literal[
    "no_file",
    "unknown_file",
    "bad_manifest",
    "no_moment",
    "older",
    "future",
    "no_header",
    "missing_column",
    "double_column",
    "encoding",
    "unreadable",
    "another_runs",
    "not_migrated",
]


class ImportRefused(ClaimsError):
    """An import cannot begin, and nothing was changed; `code` says why, `about` names the file or column."""

    def __init__(self, code: ImportRefusal, about: str = "") -> None:
        super().__init__(f"{code}: {about}" if about else code)
        self.code, self.about = code, about
