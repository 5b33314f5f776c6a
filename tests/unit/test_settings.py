"""Settings are refused all at once, in words, and no part of a secret is shown; keys are made where they are missing."""

import stat
from pathlib import Path
from typing import Any

import pytest

from bot.cli.start_check import find_unreadable
from bot.settings import Settings, SettingsRefused, find_faults, load_settings, make_keys, read_settings

CORE, KEY = "https://core.example.org/v1", "a-key-of-the-core-system"
GOOD = {
    "claims_encryption_key": "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
    "claims_hash_key": "a hash key of the tests",
    "rasa_token": "a-token-of-the-tests-for-rasa",
    "actions_token": "a-token-of-the-tests-for-the-handlers",
}
WECHAT = {"wechat_token": "t", "wechat_app_id": "wx1"}
WEBHOOK_SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="
KEY_43 = "A" * 21 + "b" * 22


def write(**values: Any) -> Settings:
    """Settings that are good but for these."""
    return Settings(_env_file=None, **{**GOOD, **values})


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An environment of its own."""
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))


GOOD_VALUES: list[dict[str, Any]] = [
    {},
    {"redis_url": "redis://r:6379/0"},
    {"redis_url": "redis://r:6379/0", "rasa_url": "http://rasa:5005"},
    {"redis_url": "rediss://:p@r:6379/0", "rasa_url": "https://rasa.example.org/base"},
    {"rasa_url": "http://a:5005, http://b:5005"},
    {"database_url": "postgresql+psycopg://u:p@h/n", "claims_database_url": "sqlite+aiosqlite:////x/c.db"},
    {"public_url": "https://bot.example.org", "actions_url": "http://10.0.0.5:5055/webhook"},
    {"wechat_token": "t", "wechat_app_id": "wx1", "wechat_encoding_aes_key": KEY_43},
    {"claims_encryption_key": f"{GOOD['claims_encryption_key']}, {GOOD['claims_encryption_key']}"},
    {"metrics_token": "a-token-for-figures-alone"},
    {"outbox_webhook_url": "https://core.example/changes", "outbox_webhook_secret": WEBHOOK_SECRET},
    {
        "outbox_webhook_url": "http://127.0.0.1:9/x",
        "outbox_webhook_secret": f"{WEBHOOK_SECRET}, {WEBHOOK_SECRET}",
    },
    {"outbox_webhook_secret": "not looked at where nothing is sent"},
]


@pytest.mark.parametrize("values", GOOD_VALUES)
def test_what_makes_sense_is_taken(values: dict[str, Any]) -> None:
    assert find_faults(write(**values)) == []
    assert list(find_unreadable(write(**values))) == []


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"claims_encryption_key": ""}, "CLAIMS_ENCRYPTION_KEY is missing"),
        ({"outbox_webhook_url": "https://core.example"}, "OUTBOX_WEBHOOK_SECRET must"),
        (
            {"outbox_webhook_url": "https://core.example", "outbox_webhook_secret": "whsec_c2VjcmV0"},
            "OUTBOX_WEBHOOK_SECRET must",
        ),
        (
            {"outbox_webhook_url": "http://core.example/x", "outbox_webhook_secret": WEBHOOK_SECRET},
            "OUTBOX_WEBHOOK_URL must begin with https",
        ),
        (
            {"outbox_webhook_url": "core.example", "outbox_webhook_secret": WEBHOOK_SECRET},
            "OUTBOX_WEBHOOK_URL must be one",
        ),
        ({"claims_encryption_key": "secret"}, "CLAIMS_ENCRYPTION_KEY must"),
        ({"claims_encryption_key": f"{GOOD['claims_encryption_key']},secret"}, "CLAIMS_ENCRYPTION_KEY must"),
        ({"claims_encryption_key": f"{GOOD['claims_encryption_key']},"}, "CLAIMS_ENCRYPTION_KEY must"),
        ({"claims_encryption_key": "密" * 44}, "CLAIMS_ENCRYPTION_KEY must"),
        ({"claims_hash_key": ""}, "CLAIMS_HASH_KEY is missing"),
        ({"claims_hash_key": "secretsecret"}, "CLAIMS_HASH_KEY is too short"),
        ({"rasa_token": ""}, "RASA_TOKEN is missing"),
        ({"rasa_token": "x"}, "RASA_TOKEN is too short"),
        ({"rasa_token": "x" * 40}, "RASA_TOKEN is too simple"),
        ({"rasa_token": "secret with blanks inside"}, "RASA_TOKEN may hold"),
        ({"rasa_token": "secret-$HOME-and-more-of-it"}, "RASA_TOKEN may hold"),
        ({"rasa_token": "secret-秘密-and-more-of-it"}, "RASA_TOKEN may hold"),
        ({"rasa_token": "secret-and-more-of-it\r\nX: y"}, "RASA_TOKEN may hold"),
        ({"actions_token": ""}, "ACTIONS_TOKEN is missing"),
        ({"actions_token": "x"}, "ACTIONS_TOKEN is too short"),
        ({"metrics_token": "secret"}, "METRICS_TOKEN is too short"),
        ({"claims_source_key": KEY}, "CLAIMS_SOURCE_URL is missing"),
        ({"claims_source_url": CORE}, "CLAIMS_SOURCE_KEY is missing"),
        ({"claims_source_url": CORE, "claims_source_key": "secret"}, "CLAIMS_SOURCE_KEY is too short"),
        (
            {"claims_source_url": "core.example.org", "claims_source_key": KEY},
            "CLAIMS_SOURCE_URL must be one",
        ),
        (
            {"claims_source_url": "https://a:secret@core.example.org", "claims_source_key": KEY},
            "CLAIMS_SOURCE_URL must be one",
        ),
        (
            {"claims_source_url": "http://core.example.org/v1", "claims_source_key": KEY},
            "CLAIMS_SOURCE_URL must begin with https",
        ),
        (
            {"claims_source_url": CORE, "claims_source_key": KEY, "claims_source_seconds": 4},
            "CLAIMS_SOURCE_SECONDS must be below",
        ),
        ({"port": 8001, "rasa_port": 8001}, "RASA_PORT must be another"),
        ({"redis_url": "r:6379", "rasa_url": "http://rasa:5005"}, "REDIS_URL must"),
        ({"rasa_url": "http://a:5005,b:5005"}, "RASA_URL must be the address of a Rasa"),
        ({"rasa_url": "http://a:5005 http://b:5005"}, "RASA_URL must be the address of a Rasa"),
        ({"rasa_url": "http://a:5005;http://b:5005"}, "RASA_URL must be the address of a Rasa"),
        ({"rasa_url": "http://a:5005|http://b:5005"}, "RASA_URL must be the address of a Rasa"),
        ({"rasa_url": "rasa:5005"}, "RASA_URL must"),
        ({"rasa_url": "http://"}, "RASA_URL must"),
        ({"rasa_url": "http://[::1"}, "RASA_URL must"),
        ({"rasa_url": "http://rasa:port"}, "RASA_URL must"),
        ({"actions_url": "10.0.0.5:5055"}, "ACTIONS_URL must"),
        ({"public_url": "bot.example.org"}, "PUBLIC_URL must"),
        ({"public_url": "https://bot.example.org/huzhu"}, "PUBLIC_URL must be scheme, host and port alone"),
        (
            {"public_url": "https://bot.example.org?x=secret"},
            "PUBLIC_URL must be scheme, host and port alone",
        ),
        ({"public_url": "https://bot.example.org/#"}, "PUBLIC_URL must be scheme, host and port alone"),
        (
            {"public_url": "https://u:secret@bot.example.org"},
            "PUBLIC_URL must be scheme, host and port alone",
        ),
        ({"trusted_proxies": "10.0.0.0/8;1.2.3.4"}, "TRUSTED_PROXIES must be addresses"),
        ({"trusted_proxies": "10.0.0.0/8 0.0.0.0/0"}, "TRUSTED_PROXIES must not be everybody"),
        ({"trusted_proxies": "::/0"}, "TRUSTED_PROXIES must not be everybody"),
        ({"database_url": "postgresql://u:secret@h/n"}, "DATABASE_URL must"),
        ({"database_url": "mysql://u:secret@h/n"}, "DATABASE_URL must"),
        ({"database_url": "secret"}, "DATABASE_URL must"),
        ({"claims_database_url": "postgresql+psycopg://u:secret@h:port/n"}, "CLAIMS_DATABASE_URL must"),
        ({"wechat_token": "secret"}, "WeChat needs WECHAT_APP_ID too"),
        ({"wechat_app_id": "wx1"}, "WeChat needs WECHAT_TOKEN too"),
        ({**WECHAT, "wechat_encoding_aes_key": "secret"}, "WECHAT_ENCODING_AES_KEY must"),
        ({**WECHAT, "wechat_encoding_aes_key": "#" * 43}, "WECHAT_ENCODING_AES_KEY must"),
        ({**WECHAT, "wechat_previous_aes_key": "secret"}, "WECHAT_PREVIOUS_AES_KEY must"),
        ({"wechat_app_secret": "secret"}, "WeChat needs WECHAT_TOKEN and WECHAT_APP_ID too"),
        ({"wechat_encoding_aes_key": "a" * 43}, "WeChat needs WECHAT_TOKEN and WECHAT_APP_ID too"),
        ({"outreach_per_day": 100, "outreach_kept_for_service": 200}, "OUTREACH_KEPT_FOR_SERVICE must not"),
        ({"engine_timeout_seconds": 4.5}, "ENGINE_TIMEOUT_SECONDS must be below"),
    ],
)
def test_each_fault_is_named_and_shows_nothing_of_the_value(values: dict[str, Any], named: str) -> None:
    faults = find_faults(write(**values))
    assert len(faults) == 1
    assert faults[0].startswith(named)
    assert "secret" not in faults[0]


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"working_hours": "1-9 9:00-25:30"}, "WORKING_HOURS cannot be read"),
        ({"working_hours": "secret"}, "WORKING_HOURS cannot be read"),
        ({"working_hours": "1-5 17:30-9:00"}, "WORKING_HOURS cannot be read"),
        ({"holidays": "2026-13-40"}, "HOLIDAYS cannot be read"),
        ({"holidays": "2026-10-07至2026-10-01"}, "HOLIDAYS cannot be read"),
        ({"make_up_days": "secret"}, "MAKE_UP_DAYS cannot be read"),
        ({"outreach_quiet_hours": "25:00-99:99"}, "OUTREACH_QUIET_HOURS cannot be read"),
        ({"wechat_template_visit": "secret y1=place y1=when"}, "WECHAT_TEMPLATE_VISIT cannot be read"),
    ],
)
def test_what_all_would_die_of_later_is_read_at_the_start(values: dict[str, Any], named: str) -> None:
    faults = list(find_unreadable(write(**values)))
    assert len(faults) == 1
    assert faults[0].startswith(named)
    assert "secret" not in faults[0]


def test_every_fault_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "PORT": "99999",
        "DEMO": "perhaps",
        "LOG_FORMAT": "secret",
        "OUTREACH_PER_SECOND": "many",
        "REPLY_BUDGET_SECONDS": "5",
        "RASA_FAILED_CHECKS": "0.5",
    }.items():
        monkeypatch.setenv(name, value)
    settings, faults = read_settings()
    assert faults == [
        "PORT must be at most 65535.",
        "DEMO must be 1 or 0.",
        "LOG_FORMAT does not have the form that docs/settings.md shows.",
        "RASA_FAILED_CHECKS must be a whole number.",
        "REPLY_BUDGET_SECONDS must be below 5.0.",
        "OUTREACH_PER_SECOND must be a number.",
    ]
    assert len(find_faults(settings)) == 4, "the four keys and tokens besides"
    with pytest.raises(SettingsRefused) as refused:
        load_settings()
    assert refused.value.faults == faults


def test_other_parts_are_asked_for_what_they_need_alone() -> None:
    bare = Settings(_env_file=None, redis_url="redis://r:6379/0")
    assert find_faults(bare, "worker") == []
    assert [words.split()[0] for words in find_faults(bare, "handlers")] == [
        "CLAIMS_ENCRYPTION_KEY",
        "CLAIMS_HASH_KEY",
        "ACTIONS_TOKEN",
    ]
    assert len(find_faults(bare, "migration")) == 2


def test_an_error_of_the_library_itself_shows_no_value_either() -> None:
    with pytest.raises(ValueError, match="port") as refused:
        Settings(_env_file=None, port="secret of somebody")
    assert "secret of" not in str(refused.value)


def test_keys_are_made_once_for_this_user_alone(tmp_path: Path) -> None:
    made = make_keys(load_settings())
    assert set(made) == {"CLAIMS_ENCRYPTION_KEY", "CLAIMS_HASH_KEY", "RASA_TOKEN", "ACTIONS_TOKEN"}
    file = tmp_path / "keys.env"
    first = file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    settings = load_settings()
    assert find_faults(settings) == []
    assert make_keys(settings) == []
    assert file.read_text(encoding="utf-8") == first


def test_what_is_set_elsewhere_is_neither_made_nor_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMS_HASH_KEY", "the hash key of production")
    made = make_keys(load_settings())
    assert "CLAIMS_HASH_KEY" not in made
    file = tmp_path / "keys.env"
    file.write_text(file.read_text(encoding="utf-8") + "CLAIMS_HASH_KEY=a stray one, left behind\n")
    assert load_settings().claims_hash_key.get_secret_value() == "the hash key of production"
