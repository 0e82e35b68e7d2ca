"""How fast: CPU time of a warm embedded rewrite, and wall time from start to ready.

Run by `make bench`. CPU time is taken because it is steady on a busy machine; no test asserts on it.
"""

import asyncio
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request

from service.models import RewriteRequest
from service.principles import pack as packs
from service.rewriter import Rewriter

DRAFT = """\
Hi {{ticket.requester.first_name}},

Thank you for reaching out to us. We understand your frustration with order A-10427 and we apologize for any \
inconvenience this may have caused. Please be advised that, as per our policy, we are unable to refund the $49.00 \
because the return window of 30 days has passed.

If you do not confirm your delivery address by March 3, we will be forced to suspend your account. In order to \
confirm it, kindly sign in at https://shop.example/account and select "Addresses". It usually takes two business days \
until the change is visible. The second parcel is packed already, so it keeps the old address.

For questions about the lamp itself, our colleagues answer on 0800 123 456 from 9:00 to 17:00. Please have the serial \
number from the bottom of the lamp at hand.

Please don't hesitate to contact us if you have any further questions.

Best regards,
Tom
"""
CUSTOMER = "My lamp arrived broken and I have waited 9 days for an answer. Can I get my money back?"
WARM, ROUNDS = 20, 300
STARTS = 5


def main() -> None:
    """Print both figures."""
    spent = asyncio.run(_rewrites())
    print(f"draft: {len(DRAFT.split())} words, {len(DRAFT)} characters, {ROUNDS} warm rewrites")
    print(
        f"embedded rewrite, CPU ms: median {statistics.median(spent):.2f}, p95 {sorted(spent)[int(ROUNDS * 0.95)]:.2f}"
    )
    starts = sorted(_start() for _ in range(STARTS))
    print(
        f"start to ready, wall s: median {statistics.median(starts):.2f}, worst of {STARTS} {starts[-1]:.2f}"
    )


async def _rewrites() -> list[float]:
    rewriter = Rewriter(packs.load())
    request = RewriteRequest(draft=DRAFT, customer=CUSTOMER)
    spent: list[float] = []
    for _ in range(WARM + ROUNDS):
        before = time.process_time()
        await rewriter.rewrite(request)
        spent.append((time.process_time() - before) * 1000)
    return spent[WARM:]


def _start() -> float:
    """Seconds until a new process answers /ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.monotonic()
    command = [sys.executable, "-m", "service.cli", "serve", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": "."})  # noqa: S603 - our own service
    try:
        while time.monotonic() - began < 60:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/ready", timeout=5):
                    return time.monotonic() - began
            except (urllib.error.URLError, OSError):
                time.sleep(0.02)
        raise RuntimeError("the service was not ready within 60 s")
    finally:
        process.terminate()
        process.wait(10)


if __name__ == "__main__":
    main()
