"""The description of the files: whole in itself, and told in docs/data.md as it stands."""

import re
from pathlib import Path

from claims.importing.columns import BAD_VALUES, FILES, KINDS
from claims.importing.describing import describe_files
from claims.importing.refusals import REFUSALS

DOCUMENT = Path("docs/data.md")


def test_the_document_shows_each_column_as_it_is() -> None:
    assert describe_files() in DOCUMENT.read_text(encoding="utf-8")


def test_every_kind_is_described_in_the_order_of_merging() -> None:
    assert tuple(FILES) == KINDS


def test_a_row_can_be_told_by_its_key_and_taken_away_by_its_marker() -> None:
    for file in FILES.values():
        assert set(file.key) <= set(file.names)
        assert file.columns[-1].name == "deleted"


def test_every_type_says_what_a_bad_value_gets() -> None:
    used = {column.type for file in FILES.values() for column in file.columns}
    assert used == set(BAD_VALUES)


def test_each_example_is_one_of_the_choices() -> None:
    for file in FILES.values():
        for column in file.columns:
            assert not column.choices or column.example in column.choices


def test_each_reason_of_a_refusal_is_told() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert [code for code, says in REFUSALS.items() if f"| `{code}` | {says} |" not in document] == []


def test_each_code_that_refuses_has_a_reason() -> None:
    sources = "".join(one.read_text(encoding="utf-8") for one in Path("claims/importing").rglob("*.py"))
    used = {
        *re.findall(r"refused = '(\w+)'", sources),
        *re.findall(r'BadValue\("(\w+)"\)', sources),
        *re.findall(r'Unparsed\([^)]*"(\w+)"\)', sources),
    }
    assert used
    assert used - set(REFUSALS) == set()
