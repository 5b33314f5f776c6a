"""A newly published model is offered to Rasa once; one that it refuses is offered again."""

import os
from pathlib import Path

from bot.workers.model_loop import ModelWatch


class FakeRasa:
    """Takes models, or not."""

    def __init__(self) -> None:
        self.offered: list[Path] = []
        self.is_willing = True

    async def load(self, model: Path) -> bool:
        """What `PUT /model` comes to."""
        self.offered.append(model)
        return self.is_willing


async def test_only_another_model_is_offered_and_only_once(tmp_path: Path) -> None:
    model, rasa = tmp_path / "huzhu.tar.gz", FakeRasa()
    watch = ModelWatch(model, rasa.load)
    assert await watch.look() is None
    model.write_bytes(b"first")
    assert [await watch.look(), await watch.look()] == [None, None]
    model.write_bytes(b"another one")
    assert [await watch.look(), await watch.look()] == [True, None]
    assert rasa.offered == [model]


async def test_a_model_that_was_refused_is_offered_again(tmp_path: Path) -> None:
    model, rasa = tmp_path / "huzhu.tar.gz", FakeRasa()
    model.write_bytes(b"first")
    watch = ModelWatch(model, rasa.load)
    await watch.look()
    os.utime(model, (1, 1))
    rasa.is_willing = False
    assert await watch.look() is False
    rasa.is_willing = True
    assert await watch.look() is True
