"""Plays a set of conversations and leaves a transcript for a judge: `make converse SET=file.jsonl`."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from testing.dialogues.marking import find_right_by_now, take_marks_away
from testing.dialogues.played import Played
from testing.dialogues.playing import play
from testing.dialogues.printing import print_all, print_dialogue
from testing.dialogues.stage import find_next_morning, open_stage
from testing.dialogues.written import read_conversations, read_setups
from testing.late_routes import build_routes_late
from testing.processes import ROOT
from vocabulary.beijing import BEIJING


def converse(
    source: Annotated[Path, typer.Argument(help="A .jsonl or .yml file, or a folder of .yml files.")],
    setups: Annotated[Path | None, typer.Option(help="Who the people are: {setups: {id: …}}.")] = None,
    at: Annotated[str, typer.Option(help="When they begin, as 2026-11-23 10:00 in Beijing.")] = "",
    only: Annotated[str, typer.Option(help="The ids that are played, apart by commas.")] = "",
    out: Annotated[Path | None, typer.Option(help="Where the transcript goes.")] = None,
    unmark: Annotated[bool, typer.Option(help="Take `known` away where it is right by now.")] = False,
) -> None:
    """Prints each conversation beside what is expected of it; ends with 0 whatever came out."""
    cast = read_setups(setups) if setups else {}
    wanted = {one for one in only.split(",") if one}
    written = [one.with_setup(cast.get(one.id)) for one in read_conversations(source)]
    written = [one for one in written if not wanted or one.id in wanted]
    usual = datetime.fromisoformat(at).replace(tzinfo=BEIJING) if at else find_next_morning(datetime.now(UTC))
    build_routes_late()
    played: list[Played] = []
    with tempfile.TemporaryDirectory(prefix="converse-") as folder, open_stage(Path(folder), usual) as stage:
        for one in written:
            played.append(play(stage, one))
            typer.echo(f"{print_dialogue(played[-1])}\n")
    target = out or ROOT / "var" / f"converse-{source.stem}.md"
    if unmark:
        _unmark(source, played)
    document = print_all(played)
    target.write_text(document, encoding="utf-8")
    typer.echo(f"{document.splitlines()[0]}\n{target}")


def _unmark(source: Path, played: list[Played]) -> None:
    places = find_right_by_now(played)
    for file in sorted(source.glob("*.yml")) if source.is_dir() else [source]:
        typer.echo(f"{file}: {take_marks_away(file, places)} marks taken away")


if __name__ == "__main__":
    typer.run(converse)
