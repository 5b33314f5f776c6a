"""The terminal: each line is what the follower types, a line that begins with a colon is a command."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterable

import typer

from wechat_sim.api import Outgoing
from wechat_sim.deliveries import ServiceFault
from wechat_sim.faults import Fault
from wechat_sim.replies import DecryptedReply
from wechat_sim.stand_in import WeChatStandIn

HELP = """\
Type what a member types. Commands:
  :1 :2 …       tap the choice with this number
  :follow       follow the account            :unfollow   leave it
  :menu KEY     tap the menu entry KEY        :scan SCENE scan a QR code
  :image        send a photo                  :voice      send a voice message
  :repeat       deliver the last push again   :check      the console's check of the address
  :reports      say what became of notices    :expire     make every access token invalid
  :fault KIND   the bot's next call meets slow, 500, reset, half, busy or wrong-token
  :help         this list                     :quit       end"""


# Longer than a patient caller waits.
_SLOW_SECONDS = 30.0


class Terminal:
    """Runs lines against the stand-in. `missing` counts those that got no reply but should have."""

    def __init__(self, stand_in: WeChatStandIn, patience_seconds: float) -> None:
        self._stand_in, self._patience = stand_in, patience_seconds
        self.missing = 0

    async def run(self, lines: AsyncIterator[str], *, wait: bool) -> None:
        """Until the lines end or say :quit; `wait` gives late answers their time before the next line."""
        async for line in lines:
            if line == ":quit":
                return
            try:
                await self._run_line(line, wait)
            except (ServiceFault, LookupError) as fault:
                self.missing += 1
                typer.echo(f"!! {fault}")

    async def _run_line(self, line: str, wait: bool) -> None:
        if line == ":help":
            typer.echo(HELP)
        elif line == ":unfollow":
            await self._stand_in.unfollow()
        elif line == ":check":
            await self._check()
        elif line == ":reports":
            typer.echo(f"{await self._stand_in.push_reports()} reports delivered")
        elif line == ":expire":
            self._stand_in.api.tokens.revoke_all()
        elif line.startswith(":fault"):
            self._plan_fault(line.partition(" ")[2])
        else:
            reply = await self._act(line)
            if reply:
                show(reply)
            elif wait:
                await self._wait()
            else:
                typer.echo("   (no reply yet)")

    async def _act(self, line: str) -> DecryptedReply | None:
        """Does what the line says; raises LookupError for a command or a choice that is not there."""
        command, _, word = line.partition(" ")
        if command[1:].isdecimal() and command.startswith(":"):
            return await self._pick(int(command[1:]))
        match command:
            case ":follow":
                return await self._stand_in.push_event("subscribe")
            case ":menu":
                return await self._stand_in.push_event("CLICK", word)
            case ":scan":
                return await self._stand_in.push_event("SCAN", word)
            case ":image":
                return await self._stand_in.push_image()
            case ":voice":
                return await self._stand_in.push_voice()
            case ":repeat":
                return await self._stand_in.repeat()
        if command.startswith(":"):
            raise LookupError(f"no command {command}; :help lists them")
        return await self._stand_in.push(line)

    def _plan_fault(self, name: str) -> None:
        try:
            self._stand_in.api.faults.plan(Fault(name), seconds=_SLOW_SECONDS)
        except ValueError:
            raise LookupError(f"no fault {name}; there are {', '.join(Fault)}") from None

    async def _pick(self, number: int) -> DecryptedReply | None:
        if not 1 <= number <= len(self._stand_in.choices):
            raise LookupError(f"there is no choice {number}")
        return await self._stand_in.pick(number)

    async def _check(self) -> None:
        fits = await self._stand_in.check_url()
        self.missing += not fits
        typer.echo("the address passes the console's check" if fits else "!! the console would refuse it")

    async def _wait(self) -> None:
        if await self._stand_in.hear(self._patience) is None:
            self.missing += 1
            typer.echo(f"!! no reply within {self._patience:g} seconds")


def show(reply: DecryptedReply) -> None:
    """Prints what the member sees, then what can be tapped."""
    typer.echo(f"<- {reply.text}")
    for link in reply.links:
        typer.echo(f"   [{link.title}] {link.url}")
    for number, choice in enumerate(reply.choices, start=1):
        typer.echo(f"   :{number} {choice.title}")


def show_outgoing(message: Outgoing) -> None:
    """Prints a customer-service or template message as it arrives."""
    kind = "template" if message.message_type == "template" else "customer-service"
    typer.echo(f"   ({kind} message)")
    show(message.reply)


async def read_script(lines: Iterable[str]) -> AsyncIterator[str]:
    """The lines of a file without blank ones and comments, each shown as if it were typed."""
    for line in lines:
        if line.strip() and not line.startswith("#"):
            typer.echo(f"> {line.strip()}")
            yield line.strip()


async def read_keyboard() -> AsyncIterator[str]:
    """Typed lines until the end of input."""
    loop, lines = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        # A file object of its own: at exit Python waits for the lock of the one in sys.stdin.
        with open(0, encoding="utf-8", errors="replace", closefd=False) as keyboard:
            for line in keyboard:
                loop.call_soon_threadsafe(lines.put_nowait, line.strip())
        loop.call_soon_threadsafe(lines.put_nowait, None)

    # A daemon, so that Ctrl-C need not wait for another line.
    threading.Thread(target=read, daemon=True).start()
    while (line := await lines.get()) is not None:
        if line:
            yield line
