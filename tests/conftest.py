"""What every test shares: the pack, and no network beyond loopback."""

import pytest

from service.principles import pack as packs
from service.principles.pack import Pack


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Only loopback may be reached."""
    import pytest_socket

    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships."""
    return packs.load()
