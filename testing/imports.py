"""Files as a centre hands them in, small and invented, and the import of them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import csv

from claims.importing.columns import FILES, Kind
from claims.importing.importing import Importer, ImportOrder, ImportResult
from claims.sealing import Sealer
from vocabulary.beijing import BEIJING
from vocabulary.identity_numbers import make_check_sign

MOMENT = datetime(2026, 3, 17, 22, tzinfo=BEIJING)
NOW = datetime(2026, 3, 18, 9, tzinfo=BEIJING)
Row = Mapping[str, str]


def make_id_number(place: int) -> str:
    """A number of valid form that nobody has."""
    body = f"11000019900101{place:03d}"
    return body + make_check_sign(body)


UNION: Row = {"union_code": "BJ-0001", "name": "北京某某厂工会", "district": "大兴", "township": "某某镇"}
MEMBER: Row = {
    "id_number": make_id_number(701),
    "name": "测试甲",
    "union_code": "BJ-0001",
    "phone": "13800009701",
    "card_number": "6200000000000009701",
}
ENROLMENT: Row = {
    "id_number": MEMBER["id_number"],
    "plan_code": "hospital_cash",
    "units": "2",
    "effective_date": "2026-01-01",
    "expiry_date": "2026-12-31",
}
CLAIM: Row = {
    "claim_number": "LP2026-8000001",
    "id_number": MEMBER["id_number"],
    "plan_code": "hospital_cash",
    "kind": "hospital_stay",
    "cause": "急性阑尾炎住院",
    "date_of_loss": "2026-02-14",
    "filed_on": "2026-03-01",
    "state": "first_review",
    "state_since": "2026-03-03",
}
STEPS: Sequence[Row] = (
    {
        "claim_number": CLAIM["claim_number"],
        "position": "0",
        "state": "registered",
        "entered_on": "2026-03-01",
    },
    {
        "claim_number": CLAIM["claim_number"],
        "position": "1",
        "state": "first_review",
        "entered_on": "2026-03-03",
    },
)
DOCUMENT: Row = {
    "claim_number": CLAIM["claim_number"],
    "kind": "diagnosis_certificate",
    "asked_on": "2026-03-01",
    "received_on": "2026-03-02",
}
PAYMENT: Row = {
    "payment_number": "FK2026-0000001",
    "claim_number": CLAIM["claim_number"],
    "amount": "326.00",
    "card_tail": "9701",
    "paid_on": "2026-03-14",
    "state": "paid",
}
RELIEF: Row = {
    "relief_number": "JZ2026-80001",
    "id_number": MEMBER["id_number"],
    "kind": "medical",
    "cause": "突发重病",
    "district": "大兴",
    "step": "unit_review",
    "submitted_on": "2026-03-01",
    "step_since": "2026-03-04",
}
RELIEF_STEPS: Sequence[Row] = (
    {"relief_number": "JZ2026-80001", "position": "0", "step": "submitted", "entered_on": "2026-03-01"},
    {"relief_number": "JZ2026-80001", "position": "1", "step": "unit_review", "entered_on": "2026-03-04"},
)
CENTRE: Mapping[Kind, Sequence[Row]] = {
    "unions": (UNION,),
    "members": (MEMBER,),
    "enrolments": (ENROLMENT,),
    "claims": (CLAIM,),
    "claim_steps": STEPS,
    "claim_documents": (DOCUMENT,),
    "payments": (PAYMENT,),
    "relief_applications": (RELIEF,),
    "relief_steps": RELIEF_STEPS,
}
"""A whole small centre: one member with one of everything."""


class Silent:
    """Hears of progress, and shows none."""

    def begin(self, stage: str, total: int) -> None:
        """Nothing."""

    def advance(self, amount: int) -> None:
        """Nothing."""


def write_files(folder: Path, files: Mapping[Kind, Sequence[Row]]) -> Path:
    """Writes each kind with all of its columns; those before are gone."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for kind, rows in files.items():
        table = pa.table({name: [row.get(name, "") for row in rows] for name in FILES[kind].names})
        csv.write_csv(table, folder / f"{kind}.csv")
    return folder


def import_files(
    url: str, sealer: Sealer, folder: Path, moment: datetime = MOMENT, **asked: Any
) -> ImportResult:
    """Imports what is in a folder, complete up to `moment`; the rejects go beside the folder."""
    request = ImportOrder([folder], folder.parent / "rejects.csv", moment, **{"processes": 1, **asked})
    return Importer(url, sealer, lambda: max(NOW, moment), Silent()).run(request)


def merge_incoming(url: str, sealer: Sealer, rejects: Path, moment: datetime = MOMENT) -> ImportResult:
    """Merges what waits in the tables `incoming_…`."""
    importer = Importer(url, sealer, lambda: max(NOW, moment), Silent())
    return importer.merge_incoming(ImportOrder((), rejects, processes=1))


def read_rejects(folder: Path) -> list[dict[str, str]]:
    """The rejects of the last import."""
    read: list[dict[str, str]] = csv.read_csv(folder.parent / "rejects.csv").to_pylist()
    return read
