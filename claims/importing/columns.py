"""The kinds of file that a centre hands in, column by column: what readers, checks, samples and docs/data.md go by."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from claims.states import ClaimState, ReliefStep
from claims.values import ClaimKind, PaymentState, ReliefKind

ColumnType = Literal[
    "code",
    "text",
    "identity_number",
    "phone",
    "card_number",
    "card_tail",
    "date",
    "amount",
    "count",
    "choice",
    "marker",
]
"""`amount` in yuan with at most two decimals; `count` a whole number; `marker` empty or one of MARKED."""

Kind = Literal[
    "unions",
    "members",
    "enrolments",
    "claims",
    "claim_steps",
    "claim_documents",
    "payments",
    "relief_applications",
    "relief_steps",
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are merged: nothing comes before what it hangs on."""

MARKED = ("1", "true", "yes", "是")
UNMARKED = ("", "0", "false", "no", "否")
PERSONAL: frozenset[ColumnType] = frozenset({"identity_number", "phone", "card_number"})
"""Plain in the file, sealed and hashed on the way in; never in a log, a report or a rejects file."""


@dataclass(frozen=True)
class Column:
    """One column; `longest` in signs for text and codes; `low` is the least amount or count."""

    name: str
    type: ColumnType
    says: str
    example: str
    needed: bool = True
    longest: int = 0
    low: int | None = None
    choices: tuple[str, ...] = ()
    otherwise: str = ""
    """What an empty value stands for."""


@dataclass(frozen=True)
class FileKind:
    """One kind of file; a row is known by its `key`, and a person's or claim's rows are merged together."""

    kind: Kind
    says: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column:
        """The column of that name; raises KeyError."""
        return {one.name: one for one in self.columns}[name]

    @property
    def names(self) -> tuple[str, ...]:
        """The columns in their order."""
        return tuple(one.name for one in self.columns)


_DELETED = Column("deleted", "marker", "whether the centre took this row away", "", needed=False)
_ID_NUMBER = Column("id_number", "identity_number", "the member's identity number", "110000199001010021")
_CLAIM = Column("claim_number", "code", "the claim's number", "LP2026-0031187", longest=20)
_RELIEF = Column("relief_number", "code", "the application's number", "JZ2026-00456", longest=20)
_PLAN = Column("plan_code", "code", "a plan of `claims/reference/plans.yaml`", "hospital_cash", longest=40)
_POSITION = Column("position", "count", "the step's place, from 0", "0", low=0)
_NOTE = Column("note", "text", "a short Chinese note that the member reads", "材料已收齐", needed=False)
_AMOUNT = Column("approved_amount", "amount", "what was approved, in yuan", "326.00", needed=False, low=0)
_DENIAL = Column("denial_reason", "text", "why it was refused, for the member", "", needed=False)
_STATES = tuple(ClaimState)
_STEPS = tuple(ReliefStep)

_UNIONS = FileKind(
    "unions",
    "Grassroots unions, with the district and township whose unions stand above them.",
    ("union_code",),
    (
        Column("union_code", "code", "the union's code", "BJ-0001", longest=20),
        Column("name", "text", "its name", "北京某某厂工会", longest=100),
        Column("district", "text", "its district", "大兴", longest=20),
        Column("township", "text", "its township or street", "某某镇", needed=False, longest=40),
        _DELETED,
    ),
)
_MEMBERS = FileKind(
    "members",
    "Members; known by the keyed hash of the identity number.",
    ("id_number",),
    (
        _ID_NUMBER,
        Column("name", "text", "the name as on the identity card", "王芳", longest=60),
        Column("union_code", "code", "the union's code", "BJ-0001", longest=20),
        Column("phone", "phone", "the mobile number", "13800000001", needed=False),
        Column(
            "card_number",
            "card_number",
            "the card that money goes to, 16 to 19 digits; without it nobody can link by its last four",
            "6200000000000008001",
            needed=False,
        ),
        _DELETED,
    ),
)
_ENROLMENTS = FileKind(
    "enrolments",
    "One member in one plan for one term; both days are included.",
    ("id_number", "plan_code", "tier", "effective_date"),
    (
        _ID_NUMBER,
        _PLAN,
        Column("tier", "text", "the tier, where the plan has any", "二档", needed=False, longest=20),
        Column("units", "count", "how many units", "1", needed=False, low=1, otherwise="1"),
        Column("effective_date", "date", "the first day", "2026-01-01"),
        Column("expiry_date", "date", "the last day, not before the first", "2026-12-31"),
        _DELETED,
    ),
)
_CLAIMS = FileKind(
    "claims",
    "Claims as they stand; the state is that of the last step.",
    ("claim_number",),
    (
        _CLAIM,
        _ID_NUMBER,
        _PLAN,
        Column("kind", "choice", "what it is for", "hospital_stay", choices=get_args(ClaimKind)),
        Column("cause", "text", "what happened, shortly, for the member", "急性阑尾炎住院", longest=100),
        Column("date_of_loss", "date", "when it happened", "2026-02-14"),
        Column("filed_on", "date", "when it was filed", "2026-03-06"),
        Column("state", "choice", "how far it has come", "first_review", choices=_STATES),
        Column("state_since", "date", "when it came to that state", "2026-03-09"),
        _AMOUNT,
        _DENIAL,
        _DELETED,
    ),
)
_CLAIM_STEPS = FileKind(
    "claim_steps",
    "The steps that claims took; each state must be able to follow the one before (`claims/states.py`).",
    ("claim_number", "position"),
    (
        _CLAIM,
        _POSITION,
        Column("state", "choice", "the state entered", "registered", choices=_STATES),
        Column("entered_on", "date", "when", "2026-03-06"),
        _NOTE,
        _DELETED,
    ),
)
_CLAIM_DOCUMENTS = FileKind(
    "claim_documents",
    "Papers that claims asked for, one row for each kind of paper.",
    ("claim_number", "kind"),
    (
        _CLAIM,
        Column(
            "kind",
            "code",
            "the kind: one of `claims/reference/papers.py`, or your own",
            "diagnosis_certificate",
            longest=40,
        ),
        Column(
            "label",
            "text",
            "what members call it",
            "诊断证明",
            needed=False,
            longest=60,
            otherwise="the name in `claims/reference/papers.py`; needed for a kind of your own",
        ),
        Column("asked_on", "date", "when it was asked for", "2026-03-06"),
        Column("received_on", "date", "when it came; empty while it is missing", "2026-03-08", needed=False),
        _DELETED,
    ),
)
_PAYMENTS = FileKind(
    "payments",
    "Money sent for claims, also what came back.",
    ("payment_number",),
    (
        Column(
            "payment_number", "code", "the payment's own number or reference", "FK2026-0000001", longest=40
        ),
        _CLAIM,
        Column("amount", "amount", "in yuan, more than 0", "326.00", low=0),
        Column("card_tail", "card_tail", "the last four digits of the card as it was that day", "8001"),
        Column("paid_on", "date", "when it was sent", "2026-03-14"),
        Column("state", "choice", "whether it came back", "paid", choices=get_args(PaymentState)),
        Column("return_reason", "text", "why it came back, for the member", "账户已销户", needed=False),
        _DELETED,
    ),
)
_RELIEF_APPLICATIONS = FileKind(
    "relief_applications",
    "Applications to a relief fund as they stand.",
    ("relief_number",),
    (
        _RELIEF,
        _ID_NUMBER,
        Column("kind", "choice", "what it is for", "medical", choices=get_args(ReliefKind)),
        Column("cause", "text", "what happened, shortly, for the member", "突发重病", longest=100),
        Column("district", "text", "the district whose fund it is", "大兴", longest=20),
        Column("step", "choice", "how far it has come", "unit_review", choices=_STEPS),
        Column("submitted_on", "date", "when it was handed in", "2026-03-01"),
        Column("step_since", "date", "when it came to that step", "2026-03-04"),
        _AMOUNT,
        _DENIAL,
        _DELETED,
    ),
)
_RELIEF_STEPS = FileKind(
    "relief_steps",
    "The steps that applications took; each must be able to follow the one before.",
    ("relief_number", "position"),
    (
        _RELIEF,
        _POSITION,
        Column("step", "choice", "the step entered", "submitted", choices=_STEPS),
        Column("entered_on", "date", "when", "2026-03-01"),
        _NOTE,
        _DELETED,
    ),
)

FILES: Mapping[Kind, FileKind] = {
    one.kind: one
    for one in (
        _UNIONS,
        _MEMBERS,
        _ENROLMENTS,
        _CLAIMS,
        _CLAIM_STEPS,
        _CLAIM_DOCUMENTS,
        _PAYMENTS,
        _RELIEF_APPLICATIONS,
        _RELIEF_STEPS,
    )
}
"""By kind, in the order of KINDS. A file is named by its kind: `members.csv`, `members-2.parquet`."""

MANIFEST = "manifest.json"
"""Beside the files: `{"complete_up_to": "2026-03-17T22:00:00+08:00"}`, the moment up to which they hold everything."""

BAD_VALUES: Mapping[ColumnType, str] = {
    "code": "the row is refused where it is empty, too long or in scientific form",
    "text": "the row is refused where a needed one is empty, or any is too long",
    "identity_number": "the row is refused unless it has 18 signs and the right check sign, or is another document's 5 to 17 letters and digits",
    "phone": "the row is refused unless it is a mobile number of eleven digits",
    "card_number": "the row is refused unless it is 16 to 19 digits, none of them lost to scientific form",
    "card_tail": "the row is refused unless it is four digits",
    "date": "the row is refused unless it is a day that there is: `2026-03-06`, `2026/3/6`, `20260306`, `2026年3月6日`",
    "amount": "the row is refused unless it is a sum in yuan with at most two decimals, up to 9,999,999,999.99; `1,234.50` and `3.26E+02` are read",
    "count": "the row is refused unless it is a whole number",
    "choice": "the row is refused unless it is one of the words",
    "marker": "the row is refused unless it is empty or one of 1, true, yes, 是; 0, false, no, 否",
}
"""What becomes of a value that does not fit its type; what of the rest of the file: it goes in."""
