"""A hundred drafts to a real server whose model babbles: `python -m evals.babble`; exits 1 if any reply suffers."""

import asyncio
import tempfile
from pathlib import Path

from service.principles import pack as packs
from tests import test_real_server, tiny_model

REQUESTS = 100


def main() -> None:
    """Print how the replies came about."""
    with tempfile.TemporaryDirectory() as folder, tiny_model.serving(Path(folder)) as server:
        reasons = asyncio.run(test_real_server.babble(packs.load(), server, REQUESTS))
    print(
        f"{REQUESTS} drafts, {sum(reasons.values())} replies fit to send, no fact lost; fell back because: {dict(reasons)}"
    )


if __name__ == "__main__":
    main()
