"""What every test shares: the pack, and no network beyond loopback."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from service.principles import pack as packs
from service.principles.pack import Pack
from tests import upstream
from tests.upstream import Upstream

# No timed assertions: a slow machine must not fail a promise about texts.
settings.register_profile("tests", deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
settings.load_profile("tests")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Only loopback may be reached."""
    import pytest_socket

    pytest_socket.socket_allow_hosts(["127.0.0.1", "localhost", "::1"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The pack that ships."""
    return packs.load()


@pytest.fixture
def server() -> Iterator[Upstream]:
    """A model server on the loopback that answers from a script."""
    with upstream.running() as started:
        yield started
