"""Named random streams: draws are keyed by seed, name, step and run, never by order of use.

Scenarios with the same seed share their chance (common random numbers), a new actor disturbs nobody,
and a replicate draws the same numbers alone as in a batch. A stream is one sequence of NumPy's PCG64DXSM,
seeded by the study's seed and the stream's name. A step begins at a place of its own in the sequence,
and there the numbers of all runs follow each other: run k's are the k-th n. So a batch of neighbouring
runs is drawn in one piece, however large, and nothing is stored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

PERIOD = 2**128
# how far apart steps begin: the golden section of the period, by which NumPy's own ``jumped`` moves. A power
# of two would make the low halves of two steps' states equal
STEP = 0x9E3779B97F4A7C15F39CC0605CEDC835
# stands for 0, of which there is no normal number: half a step of the generator
SMALLEST = 2.0**-54


class Streams:
    """Random draws for a batch of replicates.

    Parameters
    ----------
    seed : int
        The study's seed; 0 is a seed like any other.
    runs : sequence of int
        The run number of each replicate of the batch, in any order, repeats allowed.
    """

    def __init__(self, seed: int, runs: Sequence[int]) -> None:
        self._seed = seed
        self._streams: dict[str, _Stream] = {}
        self._runs, self._run_of = np.unique(np.asarray(runs), return_inverse=True)
        self._in_order = np.array_equal(self._runs, runs)
        gaps = np.flatnonzero(np.diff(self._runs) != 1) + 1
        ends = [0, *gaps.tolist(), len(self._runs)]
        self._pieces = [(slice(a, b), int(self._runs[a])) for a, b in pairwise(ends)]

    def uniform(self, name: str, step: int, n: int) -> NDArray[np.float64]:
        """Return (replicates, n) numbers in [0, 1) for one stream and step."""
        stream = self._streams.get(name)
        if stream is None:
            stream = self._streams[name] = _Stream(self._seed, name)
        numbers = np.empty((len(self._runs), n))
        for rows, first in self._pieces:
            stream.fill(numbers[rows], step, first)
        return numbers if self._in_order else numbers[self._run_of]

    def normal(self, name: str, step: int, n: int) -> NDArray[np.float64]:
        """Return (replicates, n) standard normal numbers for one stream and step."""
        numbers: NDArray[np.float64] = ndtri(np.maximum(self.uniform(name, step, n), SMALLEST))
        return numbers


class _Stream:
    """One sequence of random numbers, and where in it the generator stands."""

    def __init__(self, seed: int, name: str) -> None:
        text = f"{seed}\x1f{name}".encode()
        key = int.from_bytes(hashlib.blake2b(text, digest_size=16).digest(), "little")
        self._bits = np.random.PCG64DXSM(key)
        self._random = np.random.Generator(self._bits).random
        self._at = 0

    def fill(self, rows: NDArray[np.float64], step: int, run: int) -> None:
        """Fill (runs, n) with the numbers of neighbouring runs, of which ``run`` is the first."""
        start = step * STEP + run * rows.shape[1]
        if start != self._at:
            self._bits.advance((start - self._at) % PERIOD)
        self._random(out=rows)
        self._at = start + rows.size


@cache
def _keys(names: tuple[str, ...]) -> NDArray[np.uint64]:
    """Return 64 bits that stand for each name."""
    found = [hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names]
    return np.array([int.from_bytes(key, "little") for key in found], dtype=np.uint64)


def _scrambled(bits: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Return bits that look unrelated to those given (the finalizer of SplitMix64)."""
    bits = (bits ^ (bits >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    bits = (bits ^ (bits >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(bits ^ (bits >> np.uint64(31)))


class Draws:
    """The draws of one mechanism or actor in one step."""

    def __init__(self, streams: Streams, name: str, step: int) -> None:
        self._streams, self._name, self._step = streams, name, step

    def uniform(self, part: str, n: int) -> NDArray[np.float64]:
        """Return (replicates, n) uniform numbers for a named use within the part."""
        return self._streams.uniform(f"{self._name}.{part}", self._step, n)

    def normal(self, part: str, n: int) -> NDArray[np.float64]:
        """Return (replicates, n) standard normal numbers for a named use within the part."""
        return self._streams.normal(f"{self._name}.{part}", self._step, n)

    def each(self, part: str, names: tuple[str, ...]) -> NDArray[np.float64]:
        """Return (replicates, names) uniform numbers, one for each name and keyed by it.

        A name more or less disturbs none of the others, as a place in a row of numbers would.
        """
        first = (self.uniform(part, 1) * 2.0**53).astype(np.uint64)
        mixed = _scrambled(first * np.uint64(0x9E3779B97F4A7C15) + _keys(names))
        return np.asarray((_scrambled(mixed) >> np.uint64(11)) * 2.0**-53)
