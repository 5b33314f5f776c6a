"""Values as people and Excel write them: read in one spelling, or refused by name."""

import pytest

from claims.importing.columns import FILES, Column, Kind
from claims.importing.values import BadValue, read_value


def find(kind: Kind, name: str) -> Column:
    return FILES[kind].column(name)


ID, PHONE, CARD = find("members", "id_number"), find("members", "phone"), find("members", "card_number")
CLAIM, STATE, DAY = find("claims", "claim_number"), find("claims", "state"), find("claims", "filed_on")
AMOUNT, SUM, UNITS = (
    find("payments", "amount"),
    find("claims", "approved_amount"),
    find("enrolments", "units"),
)
TAIL, GONE, NAME = find("payments", "card_tail"), find("claims", "deleted"), find("members", "name")
PLACE = find("claim_steps", "position")

READ = [
    (ID, "11000019870909000X", "11000019870909000X"),
    (ID, " 11000019870909000x ", "11000019870909000X"),
    (ID, '="11000019870909000X"', "11000019870909000X"),
    (ID, "'11000019870909000X", "11000019870909000X"),
    (ID, "１１００００１９８７０９０９０００Ｘ", "11000019870909000X"),
    (ID, "H12345678", "H12345678"),
    (PHONE, "138 0000 0001", "13800000001"),
    (PHONE, "", ""),
    (PHONE, "+8613800000001", "13800000001"),
    (CARD, "6200 0000 0000 0008 001", "6200000000000008001"),
    (CLAIM, "'lp2026-0031187", "LP2026-0031187"),
    (STATE, " First_Review ", "first_review"),
    (DAY, "2026-03-06", "2026-03-06"),
    (DAY, "2026/3/6", "2026-03-06"),
    (DAY, "20260306", "2026-03-06"),
    (DAY, "2026年3月6日", "2026-03-06"),
    (DAY, "2026-03-06 00:00:00", "2026-03-06"),
    (AMOUNT, "326", "326.00"),
    (AMOUNT, "1,234.5", "1234.50"),
    (AMOUNT, "3.26E+02", "326.00"),
    (AMOUNT, "￥326.00", "326.00"),
    (SUM, "", ""),
    (SUM, "0", "0.00"),
    (UNITS, "", "1"),
    (UNITS, "2.0", "2"),
    (PLACE, "0", "0"),
    (TAIL, "='0001'".replace("'", '"'), "0001"),
    (GONE, "是", "1"),
    (GONE, "FALSE", ""),
    (NAME, "　阿依古丽·买买提 ", "阿依古丽·买买提"),
]
BAD = [
    (ID, "", "missing"),
    (ID, "1.10E+17", "digits_lost"),
    (ID, "110000199001010022", "check_sign"),
    (ID, "110000900101002", "identity_number"),
    (PHONE, "1.38E+10", "digits_lost"),
    (PHONE, "12345", "phone"),
    (CARD, "6.2E+18", "digits_lost"),
    (CARD, "8001", "card_number"),
    (CLAIM, "1.2E+10", "digits_lost"),
    (CLAIM, "LP2026-000000000000001", "too_long"),
    (STATE, "审核中", "unknown_word"),
    (STATE, "", "missing"),
    (DAY, "2026-02-30", "date"),
    (DAY, "45321", "date"),
    (DAY, "2026-03", "date"),
    (DAY, "0001-01-01", "date"),
    (AMOUNT, "0", "amount_too_low"),
    (AMOUNT, "-1", "amount_too_low"),
    (AMOUNT, "1.005", "amount"),
    (AMOUNT, "12,34", "amount"),
    (AMOUNT, "NaN", "amount"),
    (AMOUNT, "99999999999", "amount"),
    (UNITS, "0", "count_too_low"),
    (UNITS, "1.5", "count"),
    (TAIL, "80001", "card_tail"),
    (GONE, "也许", "marker"),
    (NAME, "甲\x00乙", "unreadable"),
    (NAME, "长" * 61, "too_long"),
]


def test_what_people_write_is_read_in_one_spelling() -> None:
    assert [(column.name, written, read_value(column, written)) for column, written, _ in READ] == [
        (column.name, written, read) for column, written, read in READ
    ]


@pytest.mark.parametrize(
    ("column", "written", "code"), BAD, ids=lambda part: str(getattr(part, "name", part))
)
def test_what_does_not_fit_is_named_and_not_repeated(column: Column, written: str, code: str) -> None:
    with pytest.raises(BadValue) as refused:
        read_value(column, written)
    assert refused.value.code == code
    assert str(refused.value) == code


def test_each_example_of_the_description_is_read() -> None:
    for file in FILES.values():
        for column in file.columns:
            assert read_value(column, column.example) == column.example
