"""`python -m bot corrections`: what staff say the bot should have understood, and writing it where training reads."""

from pathlib import Path
from typing import Annotated

import typer
import yaml

from bot.cli.running import run
from bot.kernel.desk.corrections import Correction, CorrectionState
from bot.records.desk.corrections import find_corrections
from bot.wiring import Parts


class _Lines(str):
    """Text that is written line by line, as the other training data is."""


class _Dumper(yaml.SafeDumper):
    pass


_Dumper.add_representer(
    _Lines, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, "|")
)

corrections = typer.Typer(no_args_is_help=True, help=__doc__)

Folder = Annotated[Path, typer.Option(help="Where the training data of corrections lies.")]
DEFAULT_FOLDER = Path("nlu/data/corrections")


@corrections.command("list")
def list_corrections(
    state: Annotated[CorrectionState, typer.Option(help="Which of them.")] = CorrectionState.PROPOSED,
) -> None:
    """Lists corrections, oldest first."""
    for one in _read(state):
        means = ", ".join((*one.lesson.intents, *one.lesson.programmes))
        typer.echo(f"{one.id}\t{one.proposed_at:%F}\t{one.proposed_name}\t{means}\t{one.lesson.text}")


@corrections.command()
def export(into: Folder = DEFAULT_FOLDER) -> None:
    """Writes every accepted correction as training data, one file a month; the same again gives the same files."""
    accepted = _read(CorrectionState.ACCEPTED)
    months: dict[str, dict[str, Correction]] = {}
    for one in accepted:
        assert one.decided_at is not None
        months.setdefault(f"{one.decided_at:%Y-%m}", {})[one.lesson.text] = one
    for month, by_text in sorted(months.items()):
        into.mkdir(parents=True, exist_ok=True)
        file = into / f"{month}.yml"
        file.write_text(write_training_data(list(by_text.values())), encoding="utf-8")
        typer.echo(f"{file}: {len(by_text)}")
    if not accepted:
        typer.echo("Nothing was accepted yet.")
    else:
        typer.echo("Now: make publish")


def write_training_data(accepted: list[Correction]) -> str:
    """Rasa's training data: an example's further intents stand in its block's metadata."""
    blocks: dict[tuple[str, ...], list[str]] = {}
    for one in accepted:
        blocks.setdefault(one.lesson.intents, []).append(one.lesson.text)
    written = []
    for intents, texts in sorted(blocks.items()):
        block: dict[str, object] = {"intent": intents[0]}
        if len(intents) > 1:
            block["metadata"] = {"intents": list(intents)}
        block["examples"] = _Lines("".join(f"- {text}\n" for text in sorted(texts)))
        written.append(block)
    return yaml.dump(
        {"version": "3.1", "nlu": written}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000
    )


def _read(state: CorrectionState) -> list[Correction]:
    async def read(parts: Parts) -> list[Correction]:
        async with parts.base.database.begin() as session:
            return await find_corrections(session, state, limit=None)

    return run(read)
