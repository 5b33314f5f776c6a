"""Everything that goes on by itself beside the web application, in one list."""

from functools import partial

from bot.coordination.redis_wake_ups import RedisWakeUps
from bot.engine.child import Patience, RasaChild, RasaCommand
from bot.machine.alone import NotAlone, is_shared, stay_alone
from bot.settings import Settings
from bot.wiring.parts import Parts
from bot.workers.model_loop import ModelWatch
from bot.workers.outbox_loop import OutboxCare, OutboxRounds
from bot.workers.outreach_loop import OutreachRounds
from bot.workers.recovery_loop import RecoveryRounds
from bot.workers.supervisor import Work
from bot.workers.wish_loop import WishRounds

VITAL_WORK = ("alone",)
"""Where another bot has a Rasa of its own, forms break: such a bot had better get no members."""
_TRIES_AGAIN = "It tries again by itself; look at"
_BOTH = f"{_TRIES_AGAIN} both databases and Redis."


def list_work(parts: Parts) -> list[Work]:
    """What this process keeps going, by its settings."""
    recovery = RecoveryRounds(parts.conversation.recovery, parts.base.engine.is_ready)
    desk = parts.desk
    work = [
        Work("recovery", recovery.go_round, f"{_TRIES_AGAIN} the bot's database.", pause=5),
        Work(
            "cards_in_force",
            parts.base.members.details.put_cards_in_force,
            f"New payout cards wait longer than members were told. {_TRIES_AGAIN} the claims database.",
            pause=60,
        ),
        Work("automatic_notices", parts.notices.rounds.go_round, _BOTH, pause=60),
        Work("desk_watch", desk.tickets.watch.sweep, f"{_TRIES_AGAIN} the databases.", pause=10),
        Work("feed_watch", desk.feeds.look, f"{_TRIES_AGAIN} the claims database.", pause=600),
        Work("relief_news", parts.notices.relief.tell_waiting, f"{_TRIES_AGAIN} the databases.", pause=10),
        Work("wishes_out", _join_wishes(parts).go_round, f"{_TRIES_AGAIN} both databases.", pause=2),
        Work("outbox_care", _join_care(parts).go_round, f"{_TRIES_AGAIN} the claims database.", pause=60),
        Work("expiry", desk.staff.expiry.forget, f"{_TRIES_AGAIN} the bot's database.", pause=3600),
        Work(
            "console_live",
            desk.tickets.live.run,
            f"Open consoles get no news until it is back. {_TRIES_AGAIN} the bot's database and Redis.",
        ),
    ]
    if isinstance(parts.base.wake_ups, RedisWakeUps):
        work.append(Work("shared_news", parts.base.wake_ups.run, f"{_TRIES_AGAIN} Redis."))
    return [
        *work,
        *_list_outbox(parts),
        *_list_outreach(parts),
        *_list_alone(parts.settings),
        *_list_rasa(parts),
    ]


def _join_care(parts: Parts) -> OutboxCare:
    return OutboxCare(parts.base.members.outbox, parts.base.clock)


def _join_wishes(parts: Parts) -> WishRounds:
    return WishRounds(parts.base.database, parts.base.members.outbox)


def _list_outbox(parts: Parts) -> list[Work]:
    base = parts.base
    if not base.webhook:
        return []
    rounds = OutboxRounds(base.members.outbox, base.webhook, base.clock)
    return [Work("outbox", rounds.go_round, f"{_TRIES_AGAIN} the claims database.", pause=1)]


def _list_outreach(parts: Parts) -> list[Work]:
    if not parts.outreach:
        return []
    outreach = parts.outreach
    rounds = OutreachRounds(outreach.scheduler, outreach.reports)
    return [
        Work("outreach_round", rounds.go_round, f"{_TRIES_AGAIN} the bot's database and Redis.", pause=1),
    ]


def _list_alone(settings: Settings) -> list[Work]:
    if settings.redis_url or not is_shared(settings.bot_database):
        return []
    hold = partial(stay_alone, settings.bot_database)
    return [Work("alone", hold, f"{NotAlone.advice} Or: {_TRIES_AGAIN} the bot's database.")]


def _list_rasa(parts: Parts) -> list[Work]:
    settings = parts.settings
    if settings.rasa_url:
        return []
    engine = parts.base.engine
    patience = Patience(settings.rasa_start_seconds, settings.rasa_failed_checks)
    child = RasaChild(rasa_command(settings), engine.is_ready, lambda: engine.is_loading, patience)
    watch = ModelWatch(settings.model, engine.load)
    return [
        Work("rasa_child", child.keep_running, "Members get an apology until Rasa is back."),
        Work("model_watch", watch.look, "A newly published model is not served until it is back.", pause=5),
    ]


def rasa_command(settings: Settings) -> RasaCommand:
    """How Rasa is started as a child: on a private address, with a token, telemetry off."""
    return RasaCommand(
        arguments=(
            str(settings.rasa_python),
            "-m",
            "nlu.serve",
            *("--interface", "127.0.0.1", "--port", str(settings.rasa_port)),
            *("--model", str(settings.model), "--endpoints", "endpoints.yml"),
            *("--credentials", "credentials.yml"),
        ),
        folder=settings.root,
        environment={
            "RASA_TOKEN": settings.rasa_token.get_secret_value(),
            "RASA_TELEMETRY_ENABLED": "false",
            "ACTIONS_URL": settings.actions_address,
            "ACTIONS_TOKEN": settings.actions_token.get_secret_value(),
            "LOG_LEVEL": "WARNING",
        },
        log_file=settings.data_dir / "log" / "rasa.log",
    )
