"""What docs/api.md promises to the centre's programmers is what the code does: events, tries, signatures, codes."""

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from bot.errors import ApiKeyUnknown, ApiTooOften, PaperUnknown, ScopeMissing
from bot.kernel.desk.api_keys import PER_MINUTE, Scope
from bot.kernel.members.outgoing import MOST_TRIES
from bot.kernel.members.webhook_signature import make_secret, read_secrets, sign_webhook
from claims.outbox.events import EVENTS
from testing.processes import ROOT

DOCUMENT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BODY = '{"key":"6f0c","data":{"told":"夜里着火"}}\n'.encode()


def find_rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    below = DOCUMENT.split(f"{heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line.strip("| ").split(" | ") for line in below.splitlines() if line.startswith("|")]
    return rows[2:]


def find_code(language: str) -> str:
    """The one block of code that verifies a signature in that language."""
    (block,) = [
        one for one in re.findall(rf"```{language}\n(.*?)```", DOCUMENT, re.DOTALL) if "whsec_" in one
    ]
    return str(block)


def test_every_event_is_listed_as_it_is() -> None:
    listed = {
        name.strip("`"): (int(version), re.findall(r"`(\w+)`", data))
        for name, version, _, data in find_rows("## Events")
    }
    assert listed == {event.name: (event.version, list(event.model_fields)) for event in EVENTS}


def test_every_way_to_fail_is_listed_with_its_tries() -> None:
    listed = {
        called.strip("`"): int(tries.split()[0])
        for _, called, tries in find_rows("### When it is tried again")
        if called != "–"
    }
    assert listed == {mishap.value: tries for mishap, tries in MOST_TRIES.items()}


def test_scopes_codes_and_the_rate_are_those_that_there_are() -> None:
    scopes = [row[0].strip("`") for row in find_rows("## Fetching") if ":" in row[0]]
    assert scopes == [scope.value for scope in Scope]
    for fault in (ApiKeyUnknown, ScopeMissing, PaperUnknown, ApiTooOften):
        assert f"| {fault.http_status} | `{fault.code}` |" in DOCUMENT
    assert f"{PER_MINUTE} by default" in DOCUMENT


@pytest.mark.parametrize("altered", ["", "body", "webhook-id", "webhook-timestamp", "secret"])
def test_the_example_in_python_verifies_what_we_sign(altered: str) -> None:
    names: dict[str, Any] = {}
    exec(find_code("python"), names)  # noqa: S102
    secret = make_secret()
    headers = sign_webhook(read_secrets(secret), "6f0c", int(time.time()), BODY)
    body = BODY + b" " if altered == "body" else BODY
    if altered in headers:
        headers[altered] = headers[altered][:-1] + ("1" if headers[altered][-1] != "1" else "2")
    shown = make_secret() if altered == "secret" else secret
    assert names["is_signed"](headers, body, shown) is (altered == "")


@pytest.mark.parametrize("is_ours", [True, False])
def test_the_example_in_the_shell_verifies_what_we_sign(tmp_path: Path, is_ours: bool) -> None:
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed")
    old, new = make_secret(), make_secret()
    headers = sign_webhook(read_secrets(f"{new},{old}"), "6f0c", 1773799200, BODY)
    (tmp_path / "body").write_bytes(BODY)
    environment = {
        "PATH": "/usr/bin:/bin:/usr/local/bin",
        "ID": headers["webhook-id"],
        "TIMESTAMP": headers["webhook-timestamp"],
        "SIGNATURE": headers["webhook-signature"],
        "BODY": str(tmp_path / "body"),
        "SECRET": old if is_ours else make_secret(),
    }
    run = subprocess.run(
        ["sh", "-c", find_code("sh")], env=environment, capture_output=True, text=True, check=True
    )
    assert run.stdout == ("good\n" if is_ours else "bad\n")
