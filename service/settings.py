"""Settings, all from the environment; a wrong value is one clear line at start."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import ConfigError
from service.principles.pack import DEFAULT
from service.text.masking import CLASSES, ON_REQUEST


class Settings(BaseSettings):
    """Everything an operator may set. Names in the environment carry the prefix `AMENDS_`."""

    model_config = SettingsConfigDict(
        env_prefix="AMENDS_", frozen=True, extra="ignore", populate_by_name=True
    )

    host: str = Field("127.0.0.1", description="Address to listen on.")
    port: int = Field(8080, ge=1, le=65535, description="Port to listen on.")
    prompts: Path = Field(DEFAULT, description="Directory of the pack.")
    model: str = Field("gpt-4o-mini", description="Name of the model to ask.")
    openai_api_key: SecretStr | None = Field(
        None, validation_alias="OPENAI_API_KEY", description="Key of the model server; empty for a local one."
    )
    openai_base_url: str | None = Field(
        None, validation_alias="OPENAI_BASE_URL", description="Any OpenAI-compatible server, up to /v1."
    )
    deadline_ms: int = Field(
        9_000, ge=500, le=60_000, description="Answer before this, unless asked otherwise."
    )
    attempts: int = Field(3, ge=1, le=10, description="Calls to the model at most, within the deadline.")
    temperature: float = Field(0.3, ge=0, le=2, description="Left out where a server refuses it.")
    mask: str = Field(
        ",".join(CLASSES),
        description=f"What is hidden from the model: any of {', '.join(CLASSES + ON_REQUEST)}; empty for none.",
    )
    log_level: str = Field("info", pattern="^(debug|info|warning|error)$", description="How much is logged.")

    @field_validator("mask")
    @classmethod
    def _known_classes(cls, value: str) -> str:
        unknown = [name for name in cls._split(value) if name not in CLASSES + ON_REQUEST]
        if unknown:
            raise ValueError(
                f"unknown class {unknown[0]!r}; the classes are {', '.join(CLASSES + ON_REQUEST)}"
            )
        return value

    @field_validator("openai_base_url")
    @classmethod
    def _web_address(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("an address begins with http:// or https://")
        return value or None

    @staticmethod
    def _split(value: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in value.split(",") if name.strip())

    @property
    def masked(self) -> tuple[str, ...]:
        """The classes of facts that are hidden from the model."""
        return self._split(self.mask)

    @property
    def has_model(self) -> bool:
        """Whether a model server is configured: a key or a base URL is set."""
        key = self.openai_api_key.get_secret_value() if self.openai_api_key else ""
        return bool(key or self.openai_base_url)

    @classmethod
    def load(cls, **given: object) -> Self:
        """Read the environment; ConfigError is one line that names the variable and the reason."""
        try:
            return cls(**given)  # type: ignore[arg-type]
        except ValidationError as error:
            first = error.errors()[0]
            name = str(first["loc"][0])
            variable = name if name.isupper() else f"AMENDS_{name.upper()}"
            reason = first["msg"].removeprefix("Value error, ")
            raise ConfigError(f"{variable}: {reason}") from None
