"""One real Rasa for all dialogues."""

from collections.abc import Iterator

import pytest

from testing.dialogues.stage import Stage, open_stage


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where they are played."""
    with open_stage(tmp_path_factory.mktemp("stage")) as opened:
        yield opened
