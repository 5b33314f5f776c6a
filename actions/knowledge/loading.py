"""Loads the knowledge table from its YAML files, and names the file and the fault where one is wrong."""

from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from actions.knowledge.finding import Cell, Knowledge, Programme

_CELLS = Path(__file__).parent / "cells"


class KnowledgeFault(ValueError):
    """A file of the table is wrong; the text names it and says what."""


class _CellFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    text: str = Field(min_length=1, max_length=600, pattern=r"[。！？]$")
    source: str
    grade: Literal["seed", "A", "B"]
    as_of: str = Field(pattern=r"^\d{4}(-\d\d){0,2}$")
    confirmed_by: str | None = None


class _ProgrammeFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str
    short_name: str
    cells: dict[str, _CellFile]


def load_knowledge(folder: Path = _CELLS) -> Knowledge:
    """Every file of the folder; a file's name is its programme's code."""
    programmes = {file.stem: _load(file) for file in sorted(folder.glob("*.yml"))}
    return Knowledge(programmes)


def _load(file: Path) -> Programme:
    try:
        read: Any = yaml.safe_load(file.read_text(encoding="utf-8"))
        checked = _ProgrammeFile.model_validate(read)
    except yaml.MarkedYAMLError as fault:
        line = fault.problem_mark.line + 1 if fault.problem_mark else 0
        raise KnowledgeFault(f"{file.name}, line {line}: {fault.problem}") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        raise KnowledgeFault(f"{file.name}, {'.'.join(map(str, first['loc']))}: {first['msg']}") from fault
    cells = {aspect: Cell(**cell.model_dump()) for aspect, cell in checked.cells.items()}
    return Programme(file.stem, checked.name, checked.short_name, cells)
