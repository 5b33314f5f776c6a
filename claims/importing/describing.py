"""Writes the description of the files as the tables of docs/data.md."""

from claims.importing.columns import BAD_VALUES, FILES, Column, FileKind

_HEAD = "| column | type | needed | what it is | example |\n|---|---|---|---|---|"


def describe_files() -> str:
    """Every kind of file, column by column, then the types with what a bad value gets."""
    types = "\n".join(f"| {name} | {says} |" for name, says in BAD_VALUES.items())
    return "\n\n".join(
        [
            *(_describe(file) for file in FILES.values()),
            f"### Types\n| type | a bad value |\n|---|---|\n{types}",
        ]
    )


def _describe(file: FileKind) -> str:
    rows = "\n".join(_row(one) for one in file.columns)
    key = ", ".join(f"`{name}`" for name in file.key)
    return f"### `{file.kind}`\n{file.says} Key: {key}.\n\n{_HEAD}\n{rows}"


def _row(column: Column) -> str:
    needed = "yes" if column.needed else "no"
    example = f"`{column.example}`" if column.example else ""
    return f"| `{column.name}` | {_type(column)} | {needed} | {_says(column)} | {example} |"


def _type(column: Column) -> str:
    if column.longest:
        return f"{column.type}, up to {column.longest} signs"
    return f"{column.type} in yuan" if column.type == "amount" else column.type


def _says(column: Column) -> str:
    choices = f": {', '.join(f'`{one}`' for one in column.choices)}" if column.choices else ""
    otherwise = f"; empty: {column.otherwise}" if column.otherwise else ""
    return f"{column.says}{choices}{otherwise}"
