"""Named random streams: draws are keyed by seed, run, name and step, never by order of use.

Scenarios with the same seed share their luck (common random numbers), a new actor disturbs nobody,
and a world draws the same numbers alone as in a batch. The generator is NumPy's Philox, whose key
is (seed and run, stream name) and whose counter is the block of steps.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BLOCK = 26  # steps drawn at once: one generator per world and block keeps set-up cost small


def stream_key(*parts: object) -> int:
    """Return a 64-bit key for any sequence of plain values."""
    text = "\x1f".join(map(repr, parts)).encode()
    return int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "little")


class Streams:
    """Random draws for a batch of worlds.

    Parameters
    ----------
    seed : int
        The study's seed; 0 is a seed like any other.
    runs : sequence of int
        The run number of each world of the batch.
    steps : int, optional
        How many steps will be asked for at most: no more is drawn, and what is drawn is the same.
    """

    def __init__(self, seed: int, runs: Sequence[int], steps: int | None = None) -> None:
        self._steps = steps
        keys = [stream_key(seed, int(run)) for run in runs]
        self._run_keys = np.array(keys, dtype=np.uint64)
        self._blocks: dict[tuple[str, str], tuple[int, NDArray[np.float64]]] = {}

    def uniform(self, name: str, step: int, n: int) -> NDArray[np.float64]:
        """Return (worlds, n) numbers in [0, 1) for one stream and step."""
        return self._numbers("random", name, step, n)

    def normal(self, name: str, step: int, n: int) -> NDArray[np.float64]:
        """Return (worlds, n) standard normal numbers for one stream and step."""
        return self._numbers("standard_normal", name, step, n)

    def _numbers(self, law: str, name: str, step: int, n: int) -> NDArray[np.float64]:
        block, offset = divmod(step, BLOCK)
        held = self._blocks.get((law, name))
        if held is None or held[0] != block or held[1].shape[2] != n:
            held = (block, self._draw(law, name, block, n))
            self._blocks[law, name] = held
        numbers: NDArray[np.float64] = held[1][offset]
        return numbers

    def _draw(self, law: str, name: str, block: int, n: int) -> NDArray[np.float64]:
        left = BLOCK if self._steps is None else max(1, self._steps - block * BLOCK)
        row = np.empty((min(BLOCK, left), n))
        drawn = np.empty((len(row), len(self._run_keys), n))  # what is read together lies together
        keys = np.empty((len(self._run_keys), 2), dtype=np.uint64)
        keys[:, 0], keys[:, 1] = self._run_keys, stream_key(name)
        bits = np.random.Philox(key=0)
        fresh = bits.state  # setting the state is ten times cheaper than a new generator
        fresh["state"]["counter"] = np.array([0, block, 0, 0], dtype=np.uint64)
        numbers = getattr(np.random.Generator(bits), law)
        for world, key in enumerate(keys):
            fresh["state"]["key"] = key
            bits.state = fresh
            numbers(out=row)
            drawn[:, world] = row
        return drawn


class Draws:
    """The draws of one mechanism or actor in one step."""

    def __init__(self, streams: Streams, name: str, step: int) -> None:
        self._streams, self._name, self._step = streams, name, step

    def uniform(self, part: str, n: int) -> NDArray[np.float64]:
        """Return (worlds, n) uniform numbers for a named use within the part."""
        return self._streams.uniform(f"{self._name}.{part}", self._step, n)

    def normal(self, part: str, n: int) -> NDArray[np.float64]:
        """Return (worlds, n) standard normal numbers for a named use within the part."""
        return self._streams.normal(f"{self._name}.{part}", self._step, n)
