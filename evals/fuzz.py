"""The promises for all text, held for as long as you like: `python -m evals.fuzz --seconds 600`.

The same properties as in the tests, with more examples and a fresh seed a round. Exits 1 at the first that fails.
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, seed, settings

EXAMPLES = 300
settings.register_profile(
    "fuzz", max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)
settings.load_profile("fuzz")

from tests import test_edits, test_rewriter  # noqa: E402 - they take the profile that is loaded
from tests.text import test_facts, test_masking, test_sentences  # noqa: E402

PROPERTIES: tuple[Callable[..., Any], ...] = (
    test_sentences.test_sentences_and_gaps_are_the_draft,
    test_sentences.test_every_letter_of_plain_text_is_in_a_sentence,
    test_facts.test_facts_are_spans_of_the_text_in_order,
    test_masking.test_hidden_text_is_restored_exactly,
    test_edits.test_any_edits_whatever_leave_a_reply_with_every_fact,
    test_edits.test_untouched_sentences_stay_byte_for_byte,
    test_edits.test_what_was_accepted_once_is_accepted_again,
    test_rewriter.test_any_model_whatever_leaves_a_coherent_answer,
    test_rewriter.test_the_embedded_engine_is_deterministic_and_settles,
)


def main() -> int:
    """Run rounds until the time is up; print how many examples each property saw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0)
    end = time.monotonic() + parser.parse_args().seconds
    rounds, seen = 0, Counter[str]()
    while time.monotonic() < end:
        rounds += 1
        for held in PROPERTIES:
            seed(rounds)(held)()
            seen[held.__name__] += EXAMPLES
    for name, count in seen.items():
        print(f"{count:8} examples  {name}")
    print(f"{rounds} rounds, nothing failed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
