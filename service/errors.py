"""The errors of the house.

AmendsError
  ConfigError       a setting is wrong; stops the start
  PackError         a file of the pack is wrong: file, line, reason; stops the start
  RequestError      what was asked cannot be done; answered as problem+json
  UpstreamError     the model did not give a usable answer; the embedded engine takes over
"""


class AmendsError(Exception):
    """Any error that Amends raises on purpose."""


class ConfigError(AmendsError):
    """A setting is wrong."""


class PackError(AmendsError):
    """A file of the pack is wrong; the message begins with file and line."""


class RequestError(AmendsError):
    """A request that cannot be met; `kind` names the problem type, `status` is the HTTP status."""

    def __init__(self, kind: str, title: str, detail: str, status: int = 400) -> None:
        super().__init__(detail)
        self.kind, self.title, self.detail, self.status = kind, title, detail, status


class UpstreamError(AmendsError):
    """The model gave no usable answer; `kind` says why in one word, `retry` whether to try again."""

    def __init__(self, kind: str, *, retry: bool = False, after: float | None = None) -> None:
        super().__init__(kind)
        self.kind, self.retry, self.after = kind, retry, after
        self.attempts = 1
