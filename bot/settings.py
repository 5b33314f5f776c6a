"""Every setting, read once from the environment; docs/settings.md describes each."""

import secrets
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

_ROOT = Path(__file__).resolve().parent.parent


class Settings(BaseSettings):
    """Frozen; a value that makes no sense stops the start and is named."""

    model_config = SettingsConfigDict(env_file=".env", extra="ignore", frozen=True)

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    public_url: str = ""
    data_dir: Path = _ROOT / "var"
    demo: bool = False
    webchat: bool = False
    metrics_token: SecretStr = SecretStr("")
    log_format: str = Field("text", pattern="^(text|json)$")

    database_url: str = ""
    claims_database_url: str = ""
    claims_encryption_key: SecretStr = SecretStr("")
    claims_hash_key: SecretStr = SecretStr("")
    redis_url: str = ""

    rasa_url: str = ""
    rasa_token: SecretStr = SecretStr("")
    rasa_port: int = Field(0, ge=0, le=65535)
    rasa_start_seconds: float = Field(180, gt=0)
    rasa_failed_checks: int = Field(6, ge=1)
    rasa_python: Path = _ROOT / "nlu" / ".venv" / "bin" / "python"
    rasa_model: Path | None = None
    actions_url: str = ""
    actions_token: SecretStr = SecretStr("")

    reply_budget_seconds: float = Field(4.5, gt=0, lt=5)
    engine_timeout_seconds: float = Field(3.8, gt=0)
    recovery_after_seconds: float = Field(20, gt=0)

    wechat_token: SecretStr = SecretStr("")
    wechat_app_id: str = ""
    wechat_app_secret: SecretStr = SecretStr("")
    wechat_encoding_aes_key: SecretStr = SecretStr("")
    wechat_previous_aes_key: SecretStr = SecretStr("")
    wechat_api_base: str = "https://api.weixin.qq.com"
    wechat_accept_plain: bool = False
    wechat_desk: str = Field("console", pattern="^(console|wechat)$")
    wechat_template_visit: str = Field("", pattern=r"^$|^\S+( [a-z_]+\d*=(place|when|number))+$")

    outreach_per_second: float = Field(50, gt=0)
    outreach_per_day: int = Field(100_000, ge=0)
    outreach_kept_for_service: int = Field(5_000, ge=0)
    outreach_quiet_hours: str = Field("21:00-8:30", pattern=r"^$|^\d{1,2}:\d{2}-\d{1,2}:\d{2}$")
    outreach_cap_notices: int = Field(4, ge=0)
    outreach_cap_days: int = Field(30, ge=1)
    outreach_link_hosts: str = Field("www.bjszghzbz.org.cn", pattern=r"^[\w.\-\s,]*$")
    outreach_testers: str = Field("", pattern=r"^$|^[^=\s]+=\S+( [^=\s]+=\S+)*$")

    working_hours: str = "1-5 9:00-17:30"
    holiday_calendar: str = Field("china", pattern="^(china|none)$")
    holidays: str = ""
    make_up_days: str = ""

    @property
    def root(self) -> Path:
        """The repository's root, where Rasa starts."""
        return _ROOT

    @property
    def bot_url(self) -> str:
        """This process's own address, for Rasa's action calls."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def rasa_address(self) -> str:
        """Where Rasa answers: its own server, or the child on `rasa_port`."""
        return self.rasa_url or f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_address(self) -> str:
        """Where Rasa finds the handlers: on their own, or mounted in this process."""
        return self.actions_url or f"{self.bot_url}/actions/webhook"

    @property
    def base_url(self) -> str:
        """The address that members' links begin with."""
        return (self.public_url or self.bot_url).rstrip("/")

    @property
    def bot_database(self) -> str:
        """Address of the bot's database; a SQLite file below `data_dir` by default."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'huzhu.db'}"

    @property
    def claims_database(self) -> str:
        """Address of the claims database; a SQLite file below `data_dir` by default."""
        return self.claims_database_url or f"sqlite+aiosqlite:///{self.data_dir / 'claims.db'}"

    @property
    def model(self) -> Path:
        """The model that Rasa serves."""
        return self.rasa_model or self.data_dir / "models" / "huzhu.tar.gz"

    @model_validator(mode="after")
    def check_wechat(self) -> Self:
        """Half a WeChat configuration is refused: the first push would fail where nobody looks."""
        needed = {"WECHAT_TOKEN": self.wechat_token.get_secret_value(), "WECHAT_APP_ID": self.wechat_app_id}
        missing = [name for name, value in needed.items() if not value]
        if missing and len(missing) < len(needed):
            raise ValueError(f"WeChat needs {' and '.join(missing)} too")
        key = self.wechat_encoding_aes_key.get_secret_value()
        if key and len(key) != 43:
            raise ValueError("WECHAT_ENCODING_AES_KEY has 43 letters and digits")
        return self

    @model_validator(mode="after")
    def check_budget(self) -> Self:
        """An apology must still fit into WeChat's five seconds."""
        if self.engine_timeout_seconds >= self.reply_budget_seconds:
            raise ValueError("ENGINE_TIMEOUT_SECONDS must be below REPLY_BUDGET_SECONDS")
        return self


def load_settings() -> Settings:
    """The settings of this process; keys that a first start made are read from `data_dir`/keys.env."""
    first = Settings()
    keys = first.data_dir / "keys.env"
    return Settings(_env_file=(".env", keys)) if keys.exists() else first


def make_keys(data_dir: Path) -> None:
    """Writes the keys for data at rest once, readable by this user alone: losing them loses the data."""
    from cryptography.fernet import Fernet

    path = data_dir / "keys.env"
    if path.exists():
        return
    data_dir.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(
        f"CLAIMS_ENCRYPTION_KEY={Fernet.generate_key().decode()}\n"
        f"CLAIMS_HASH_KEY={secrets.token_urlsafe(32)}\n"
        f"RASA_TOKEN={secrets.token_urlsafe(24)}\n"
        f"ACTIONS_TOKEN={secrets.token_urlsafe(24)}\n",
        encoding="utf-8",
    )
