"""One member's web chat with the whole bot, as a scripted conversation."""

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

MOST_BYTES = 2000


@dataclass
class Conversation:
    """A visitor of their own; `say` gives all that was answered, as one text."""

    http: httpx.Client
    visitor: str = field(default_factory=lambda: f"scenario-{secrets.token_hex(8)}")
    last: dict[str, Any] = field(default_factory=dict)

    def become(self, key: str | None) -> None:
        """Is one of the invented members from now on."""
        answer = self.http.post("/api/demo/identity", json={"visitor": self.visitor, "key": key})
        assert answer.status_code == 200, answer.text

    def say(self, words: str) -> str:
        """Says something; the answer's texts, links and choices stay in `last`."""
        answer = self.http.post("/api/chat/messages", json={"visitor": self.visitor, "text": words})
        assert answer.status_code == 200, answer.text
        self.last = answer.json()
        size = sum(len(reply["text"].encode()) for reply in self.last["replies"])
        assert size <= MOST_BYTES, f"{size} bytes in one turn: {words}"
        return "\n".join(reply["text"] for reply in self.last["replies"])

    @property
    def status(self) -> str:
        """Who is to answer next."""
        return str(self.last["status"])

    @property
    def choices(self) -> list[str]:
        """What may be tapped."""
        return [choice["text"] for reply in self.last["replies"] for choice in reply["choices"]]

    @property
    def links(self) -> list[str]:
        """Pages that may be opened."""
        return [link["url"] for reply in self.last["replies"] for link in reply["links"]]

    @staticmethod
    def path(url: str) -> str:
        """The path of a page, for `http`."""
        return httpx.URL(url).path

    def submit(self, path: str, fields: dict[str, str], **more: Any) -> str:
        """Fills in a page's form, as a browser does; the page that follows."""
        page = self.http.get(path)
        csrf = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert csrf, page.text
        return self.http.post(path, data={**fields, "csrf": csrf[1]}, follow_redirects=True, **more).text

    def upload(self, path: str, kind: str, content: bytes) -> str:
        """Hands in a photograph for a document of the first claim on the page."""
        claim = re.search(r'name="claim_number" value="([^"]+)"', self.http.get(path).text)
        assert claim
        fields = {"claim_number": claim[1], "kind": kind}
        return self.submit(path, fields, files={"paper": ("photo.jpg", content)})

    def wait_for(self, words: str) -> str:
        """The last thing said, once it holds these words: it comes by itself, after the page was left."""
        deadline = time.monotonic() + 10
        while words not in self.history()[-1] and time.monotonic() < deadline:
            time.sleep(0.05)  # Polls a real process: there is nothing to wait on.
        return self.history()[-1]

    def history(self) -> list[str]:
        """Everything said so far."""
        page = self.http.get("/api/chat/messages", params={"visitor": self.visitor, "limit": 100}).json()
        return [message["text"] for message in page["messages"]]


def open_conversation(url: str) -> Iterator[Conversation]:
    """A fresh conversation with the bot at `url`."""
    with httpx.Client(base_url=url, timeout=30) as http:
        yield Conversation(http)
