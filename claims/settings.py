"""What the commands of the claims database need to know: where it is, and its keys; as docs/settings.md describes."""

from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from claims.own_numbers import MARK

_ROOT = Path(__file__).resolve().parents[1]
_WRITTEN = _ROOT / ".env"


class ClaimsSettings(BaseSettings):
    """From the environment, then `.env`, then `keys.env` in `DATA_DIR`, as the bot reads them."""

    model_config = SettingsConfigDict(extra="ignore", frozen=True, hide_input_in_errors=True)

    data_dir: Path = _ROOT / "var"
    claims_database_url: str = ""
    claims_encryption_key: SecretStr = SecretStr("")
    claims_hash_key: SecretStr = SecretStr("")
    own_numbers_begin: str = Field(MARK, pattern=r"^[0-9]{1,3}$")
    import_processes: int = Field(2, ge=1, le=64)
    import_portion_rows: int = Field(50_000, ge=100)

    @property
    def url(self) -> str:
        """Address of the claims database; a SQLite file below `data_dir` by default."""
        return self.claims_database_url or f"sqlite+aiosqlite:///{self.data_dir / 'claims.db'}"


def load_claims_settings() -> ClaimsSettings:
    """Raises pydantic's ValidationError, which shows no values."""
    first = ClaimsSettings(_env_file=_WRITTEN)
    return ClaimsSettings(_env_file=(first.data_dir / "keys.env", _WRITTEN))
