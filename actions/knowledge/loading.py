"""Loads the knowledge table from its YAML files; a fault in one of them is named with its line."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from actions.knowledge.finding import Knowledge
from actions.knowledge.table import CODES, ProgrammeKnowledge, Statement
from vocabulary.grades import Grade
from vocabulary.intents import ASPECTS

_CELLS = Path(__file__).parent / "cells"
_LONGEST = 600
_ENDS = ("。", "！", "？")


class KnowledgeFault(ValueError):
    """A file of the table is wrong; the text names the file, the line and the fault."""


def _check_text(text: str) -> str:
    if not text.endswith(_ENDS):
        raise ValueError(f"must end with one of {' '.join(_ENDS)}")
    if (size := len(text.encode())) > _LONGEST:
        raise ValueError(f"is {size} bytes long, at most {_LONGEST} are allowed")
    return text


def _check_aspect(aspect: str) -> str:
    if aspect not in ASPECTS:
        raise ValueError(f"no aspect; there are {', '.join(ASPECTS)}")
    return aspect


Aspect = Annotated[str, AfterValidator(_check_aspect)]


def _as_list(cell: Any) -> Any:
    return [cell] if isinstance(cell, dict) else cell


class _StatementFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, AfterValidator(_check_text)]
    source: str = Field(min_length=1)
    grade: Grade
    as_of: str = Field(pattern=r"^\d{4}(-\d\d){0,2}$")
    confirmed_by: str | None = None
    lacks: str = ""


class _ProgrammeFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    short_name: str
    turn_to: str = "单位工会"
    not_applicable: frozenset[Aspect] = frozenset()
    cells: dict[Aspect, Annotated[list[_StatementFile], BeforeValidator(_as_list), Field(min_length=1)]]


def load_knowledge(folder: Path = _CELLS) -> Knowledge:
    """Every file of the folder; a file's name is its programme's code."""
    return Knowledge({file.stem: _load(file) for file in sorted(folder.glob("*.yml"))})


def _load(file: Path) -> ProgrammeKnowledge:
    if file.stem not in CODES:
        raise _fault(file, 1, f"there is no programme {file.stem!r}")
    node, content = _read(file)
    try:
        checked = _ProgrammeFile.model_validate(content)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(str(step) for step in first["loc"] if step != "[key]")
        raise _fault(file, _find_line(node, first["loc"]), f"{where}: {first['msg']}") from fault
    cells: dict[str, tuple[Statement, ...]] = {
        aspect: tuple(Statement(**one.model_dump()) for one in statements)
        for aspect, statements in checked.cells.items()
    }
    return ProgrammeKnowledge(
        file.stem, checked.name, checked.short_name, cells, checked.turn_to, checked.not_applicable
    )


def _read(file: Path) -> tuple[yaml.Node, Any]:
    try:
        text = file.read_text(encoding="utf-8")
        loader = yaml.CSafeLoader(text)
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise _fault(file, 1, "must be a mapping of name, short_name and cells")
        _refuse_twins(file, node)
        return node, loader.construct_document(node)
    except UnicodeDecodeError as fault:
        raise _fault(file, fault.object[: fault.start].count(b"\n") + 1, "is not UTF-8") from fault
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        raise _fault(file, mark.line + 1 if mark else 1, fault.problem or "is not YAML") from fault
    except yaml.reader.ReaderError as fault:
        raise _fault(file, text[: fault.position].count("\n") + 1, fault.reason) from fault


def _refuse_twins(file: Path, node: yaml.Node) -> None:
    """YAML keeps the last of two equal keys without a word; here the second is a fault."""
    if isinstance(node, yaml.SequenceNode):
        for one in node.value:
            _refuse_twins(file, one)
    if not isinstance(node, yaml.MappingNode):
        return
    seen: set[str] = set()
    for key, value in node.value:
        if key.value in seen:
            raise _fault(file, key.start_mark.line + 1, f"{key.value!r} is there twice")
        seen.add(key.value)
        _refuse_twins(file, value)


def _find_line(node: yaml.Node, path: Sequence[int | str]) -> int:
    """The line of the deepest part of the path that the file holds; a cell of one statement stands for its list."""
    line = node.start_mark.line + 1
    for step in path:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == step:
                    line, node = key.start_mark.line + 1, value
                    break
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line


def _fault(file: Path, line: int, what: str) -> KnowledgeFault:
    return KnowledgeFault(f"{file.name}, line {line}: {what}")
