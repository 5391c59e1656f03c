"""A QR code of an address, so that phones need not type it: byte mode, level L, versions 1 to 5.

ISO/IEC 18004. Five sizes have one block of Reed-Solomon codewords and at most one alignment pattern,
and the largest holds 106 letters: enough for any address of a class.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape

SIZES = ((19, 7), (34, 10), (55, 15), (80, 20), (108, 26))  # codewords of data and of correction
FIELD, GENERATOR = 0x11D, 0x537  # polynomials of the codewords and of the format
FORMAT_MASK, LEVEL_L = 0x5412, 1
PADS = (0xEC, 0x11)
QUIET = 4  # modules around the code
RUN = 5  # modules of one colour in a row that a reader may stumble over
MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda x, y: (x + y) % 2 == 0,
    lambda x, y: y % 2 == 0,
    lambda x, y: x % 3 == 0,
    lambda x, y: (x + y) % 3 == 0,
    lambda x, y: (x // 3 + y // 2) % 2 == 0,
    lambda x, y: x * y % 2 + x * y % 3 == 0,
    lambda x, y: (x * y % 2 + x * y % 3) % 2 == 0,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2 == 0,
)


def qr_svg(text: str, label: str) -> str:
    """Return a QR code as SVG, black on white whatever surrounds it."""
    rows = qr(text)
    wide = len(rows) + 2 * QUIET
    dark = "".join(
        f"M{x + QUIET} {y + QUIET}h1v1h-1z"
        for y, row in enumerate(rows)
        for x, on in enumerate(row)
        if on
    )
    return (
        f'<svg class="qr" viewBox="0 0 {wide} {wide}" role="img" aria-label="{escape(label)}" '
        f'shape-rendering="crispEdges"><rect width="{wide}" height="{wide}" fill="#fff"/>'
        f'<path d="{dark}" fill="#000"/></svg>'
    )


def qr(text: str) -> list[list[bool]]:
    """Return the rows of a code, True for a dark module.

    Raises
    ------
    ValueError
        If the text is too long.
    """
    data = text.encode("utf-8")
    fits = [k for k, (room, _) in enumerate(SIZES) if len(data) <= room - 2]
    if not fits:
        raise ValueError(f"{len(data)} bytes are too many for a code")
    version = fits[0] + 1
    room, correcting = SIZES[fits[0]]
    words = codewords(data, room)
    words += remainder(words, correcting)
    drawn = [_Code(version).draw(words, mask) for mask in range(len(MASKS))]
    return min(drawn, key=_awkward)


def codewords(data: bytes, room: int) -> list[int]:
    """Return mode, length, data and padding as codewords."""
    bits = f"0100{len(data):08b}" + "".join(f"{byte:08b}" for byte in data)
    bits += "0" * min(4, 8 * room - len(bits))
    bits += "0" * (-len(bits) % 8)
    found = [int(bits[k : k + 8], 2) for k in range(0, len(bits), 8)]
    return found + [PADS[k % 2] for k in range(room - len(found))]


def times(a: int, b: int) -> int:
    """Multiply in the field of 256 elements."""
    found = 0
    for k in range(7, -1, -1):
        found = (found << 1) ^ ((found >> 7) * FIELD)
        found ^= ((b >> k) & 1) * a
    return found


def remainder(words: Sequence[int], count: int) -> list[int]:
    """Return the codewords of correction (Reed-Solomon).

    Examples
    --------
    >>> remainder([32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17], 10)
    [196, 35, 39, 119, 235, 215, 231, 226, 93, 23]
    """
    divisor, root = [0] * (count - 1) + [1], 1
    for _ in range(count):
        moved = [*divisor[1:], 0]
        divisor = [times(a, root) ^ b for a, b in zip(divisor, moved, strict=True)]
        root = times(root, 2)
    found = [0] * count
    for word in words:
        factor = word ^ found[0]
        found = [a ^ times(d, factor) for a, d in zip([*found[1:], 0], divisor, strict=True)]
    return found


def format_bits(mask: int) -> int:
    """Return the fifteen bits that name level and mask.

    Examples
    --------
    >>> f"{format_bits(0):015b}"
    '111011111000100'
    """
    data = LEVEL_L << 3 | mask
    rest = data
    for _ in range(10):
        rest = (rest << 1) ^ ((rest >> 9) * GENERATOR)
    return (data << 10 | rest) ^ FORMAT_MASK


@dataclass
class _Code:
    """A code in the making: its modules, and which of them are no data."""

    version: int
    dark: list[list[bool]] = field(default_factory=list)
    fixed: list[list[bool]] = field(default_factory=list)

    @property
    def size(self) -> int:
        return 17 + 4 * self.version

    def draw(self, words: Sequence[int], mask: int) -> list[list[bool]]:
        """Return the rows with patterns, data and mask."""
        self.dark = [[False] * self.size for _ in range(self.size)]
        self.fixed = [[False] * self.size for _ in range(self.size)]
        self._patterns()
        self._format(mask)
        self._data(words, MASKS[mask])
        return self.dark

    def _set(self, x: int, y: int, on: bool) -> None:
        self.dark[y][x], self.fixed[y][x] = on, True

    def _patterns(self) -> None:
        for k in range(self.size):
            self._set(6, k, k % 2 == 0)
            self._set(k, 6, k % 2 == 0)
        last = self.size - 4
        for across, down in ((3, 3), (last, 3), (3, last)):
            self._rings(across, down, 4, (2, 4))
        if self.version > 1:
            self._rings(self.size - 7, self.size - 7, 2, (1,))

    def _rings(self, across: int, down: int, reach: int, light: Sequence[int]) -> None:
        """Draw rings around a middle, light ones at some distances."""
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                x, y = across + dx, down + dy
                if 0 <= x < self.size and 0 <= y < self.size:
                    self._set(x, y, max(abs(dx), abs(dy)) not in light)

    def _format(self, mask: int) -> None:
        bits, last = format_bits(mask), self.size - 1
        on = [bool(bits >> k & 1) for k in range(15)]
        column = [*range(6), 7, 8]
        for k in range(8):
            self._set(8, column[k], on[k])
            self._set(last - k, 8, on[k])
        for k in range(8, 15):
            self._set(7 if k == 8 else 14 - k, 8, on[k])
            self._set(8, self.size - 15 + k, on[k])
        self._set(8, self.size - 8, True)

    def _data(self, words: Sequence[int], mask: Callable[[int, int], bool]) -> None:
        bits = [bool(word >> k & 1) for word in words for k in range(7, -1, -1)]
        rest = iter(bits)
        for x, y in _zigzag(self.size):
            if not self.fixed[y][x]:
                self.dark[y][x] = next(rest, False) ^ mask(x, y)


def _zigzag(size: int) -> list[tuple[int, int]]:
    """Return the modules in the order of the data: two columns at a time, up and down."""
    found = []
    columns = [right if right > 6 else right - 1 for right in range(size - 1, 0, -2)]
    for right in columns:
        upward = (right + 1) & 2 == 0
        for k in range(size):
            y = size - 1 - k if upward else k
            found += [(right, y), (right - 1, y)]
    return found


def _awkward(rows: Sequence[Sequence[bool]]) -> int:
    """Return how many long runs and plain squares there are: the fewer, the easier to read."""
    lines = [*rows, *zip(*rows, strict=True)]
    runs = sum(
        len(set(line[k : k + RUN])) == 1 for line in lines for k in range(len(line) - RUN + 1)
    )
    squares = sum(
        rows[y][x] == rows[y][x + 1] == rows[y + 1][x] == rows[y + 1][x + 1]
        for y in range(len(rows) - 1)
        for x in range(len(rows) - 1)
    )
    return 3 * runs + 3 * squares
