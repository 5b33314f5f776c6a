"""Every setting, read once from the environment; docs/settings.md describes each."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from vocabulary.working_days import OwnDays
from vocabulary.written_days import read_own_days

_ROOT = Path(__file__).resolve().parents[2]


class Settings(BaseSettings):
    """Frozen. A value that makes no sense is named at the start, and none of it is shown: it may be a secret."""

    model_config = SettingsConfigDict(
        env_file=_ROOT / ".env", extra="ignore", frozen=True, hide_input_in_errors=True
    )

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=1, le=65535)
    public_url: str = ""
    trusted_proxies: str = "127.0.0.0/8 ::1"
    centre_name: str = Field("北京市职工互助保障服务中心", min_length=2, max_length=40)
    data_dir: Path = _ROOT / "var"
    demo: bool = False
    webchat: bool = False
    webchat_newcomers_per_minute: int = Field(300, ge=1)
    webchat_tickets_per_minute: int = Field(60, ge=1)
    metrics_token: SecretStr = SecretStr("")
    log_format: str = Field("text", pattern="^(text|json)$")

    database_url: str = ""
    claims_database_url: str = ""
    claims_encryption_key: SecretStr = SecretStr("")
    claims_hash_key: SecretStr = SecretStr("")
    own_numbers_begin: str = Field("9", pattern=r"^[0-9]{1,3}$")
    claims_source_url: str = ""
    claims_source_key: SecretStr = SecretStr("")
    claims_source_seconds: float = Field(2.0, gt=0)
    redis_url: str = ""
    outbox_webhook_url: str = ""
    outbox_webhook_secret: SecretStr = SecretStr("")

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
    feed_days: float = Field(3, gt=0)

    staff_totp_required: str = Field("", pattern=r"^[, ]*((agent|reviewer|supervisor|admin)([, ]+|$))*$")

    wechat_token: SecretStr = SecretStr("")
    wechat_app_id: str = ""
    wechat_app_secret: SecretStr = SecretStr("")
    wechat_encoding_aes_key: SecretStr = SecretStr("")
    wechat_previous_aes_key: SecretStr = SecretStr("")
    wechat_api_base: str = "https://api.weixin.qq.com"
    wechat_accept_plain: bool = False
    wechat_oauth: bool = True
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
    def rasa_addresses(self) -> tuple[str, ...]:
        """Where Rasa answers: its own servers, or the child on `rasa_port`."""
        written = tuple(one.strip() for one in self.rasa_url.split(",") if one.strip())
        return written or (f"http://127.0.0.1:{self.rasa_port}",)

    @property
    def actions_address(self) -> str:
        """Where Rasa finds the handlers: on their own, or mounted in this process."""
        return self.actions_url or f"{self.bot_url}/actions/webhook"

    @property
    def base_url(self) -> str:
        """The address that members' links begin with."""
        return (self.public_url or self.bot_url).rstrip("/")

    @property
    def asks_wechat(self) -> bool:
        """Whether WeChat can be asked whose browser opens a page: it needs the secret, and the account's right to."""
        return bool(self.wechat_app_id and self.wechat_app_secret.get_secret_value()) and self.wechat_oauth

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

    @property
    def proxies(self) -> list[str]:
        """Addresses and networks whose word on where a request came from is taken."""
        return self.trusted_proxies.replace(",", " ").split()

    @property
    def two_step_roles(self) -> list[str]:
        """Roles that must have a second step of signing in."""
        return self.staff_totp_required.replace(",", " ").split()

    @property
    def own_days(self) -> OwnDays:
        """The days that the centre's windows are shut or open on its own account, above the public calendar."""
        return read_own_days(self.holidays, self.make_up_days)
