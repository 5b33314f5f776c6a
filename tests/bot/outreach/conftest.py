"""What the tests of outreach stand on."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from testing.outreach import Outreach, open_outreach


@pytest.fixture
async def outreach(tmp_path: Path) -> AsyncIterator[Outreach]:
    """Ready, with nobody to send to."""
    async with open_outreach(tmp_path) as joined:
        yield joined
