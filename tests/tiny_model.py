"""A tiny language model that babbles, and llama.cpp's own server to run it: a real server, no download.

The model has one layer with zero weights, so that each token's odds are a constant: words are alike
likely, a quotation mark comes about every dozen of them, and an end every few dozen.
"""

import itertools
import math
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from pydoc_data import topics
from typing import Any

WIDTH, CONTEXT = 32, 32_768
_CONTROL = ["<|end|>", "<|turn|>", "<|stop|>"]
_TEMPLATE = (
    "{% for m in messages %}<|turn|>{{ m['role'] }}: {{ m['content'] }}<|stop|>{% endfor %}"
    "{% if add_generation_prompt %}<|turn|>assistant: {% endif %}"
)
_SERVER = """
import sys, time, xllamacpp
settings = xllamacpp.CommonParams()
settings.model.path, settings.port = sys.argv[1], int(sys.argv[2])
settings.hostnames, settings.model_alias = ["127.0.0.1"], {"babble"}
settings.ui, settings.offline, settings.warmup = False, True, False
settings.n_parallel, settings.n_ctx, settings.cpuparams.n_threads = 1, 32768, 2
sampling = settings.sampling
sampling.top_k, sampling.top_p, sampling.min_p, sampling.temp = 0, 1.0, 0.0, 1.0
server = xllamacpp.Server(settings)
print("READY", flush=True)
time.sleep(3600)
"""


def write(path: Path) -> None:
    """Write the model as a GGUF file, the same bytes each time."""
    import gguf
    import numpy as np

    tokens, merges = _tokens()
    count = len(tokens)
    embedding = np.zeros((count, WIDTH), np.float32)
    embedding[:, 0] = 1.0
    head = np.zeros((count, WIDTH), np.float32)
    head[:, 0] = _odds(tokens) / math.sqrt(WIDTH)
    writer = gguf.GGUFWriter(str(path), "llama")
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(WIDTH)
    writer.add_block_count(1)
    writer.add_feed_forward_length(WIDTH)
    writer.add_head_count(1)
    writer.add_head_count_kv(1)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(count)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    kinds = gguf.TokenType
    writer.add_token_types([kinds.CONTROL if token in _CONTROL else kinds.NORMAL for token in tokens])
    writer.add_token_merges(merges)
    writer.add_eos_token_id(tokens.index("<|stop|>"))
    writer.add_chat_template(_TEMPLATE)
    one, zero = np.ones(WIDTH, np.float32), np.zeros((WIDTH, WIDTH), np.float32)
    writer.add_tensor("token_embd.weight", embedding)
    writer.add_tensor("output_norm.weight", one)
    writer.add_tensor("output.weight", head)
    for name in ("attn_norm", "ffn_norm"):
        writer.add_tensor(f"blk.0.{name}.weight", one)
    for name in ("attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"):
        writer.add_tensor(f"blk.0.{name}.weight", zero)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def _tokens() -> tuple[list[str], list[str]]:
    """A byte-level vocabulary learned from the texts that come with Python."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=1500, special_tokens=_CONTROL, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
    )  # fmt: skip
    tokenizer.train_from_iterator(topics.topics.values(), trainer)
    import json

    model = json.loads(tokenizer.to_str())["model"]
    merges = [merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]]
    return sorted(model["vocab"], key=model["vocab"].__getitem__), merges


def _odds(tokens: list[str]) -> Any:
    """Each token's logit: words even, stray bytes rare, ends now and then."""
    import numpy as np

    words = sum(bool(re.fullmatch(r"Ġ?[A-Za-z]{2,}", token)) for token in tokens)
    logits = [0.0 if re.fullmatch(r"Ġ?[A-Za-z]{2,}|[0-9]", token) else -12.0 for token in tokens]
    for token, every in (('"', 12), ("}", 40), ("]", 3), ("{", 2), (",", 3), ("<|stop|>", 60)):
        logits[tokens.index(token)] = math.log(words / every)
    return np.array(logits, np.float32)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The server with the model, as its base URL; killed at the end, since a polite stop can hang."""
    model = folder / "babble.gguf"
    write(model)
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-c", _SERVER, str(model), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.communicate()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(url: str) -> None:
    for attempt in itertools.count():
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (OSError, urllib.error.HTTPError):
            if attempt > 150:
                raise
            time.sleep(0.1)
