"""The QR code: read back by a decoder of its own, and known vectors of the standard."""

import pytest

from sahelsim.classroom.qr import SIZES, format_bits, qr, qr_svg, times

ADDRESS = "http://192.168.178.201:8060/?code=K7M2QP"
UNMASK = {  # the standard's table, by row i and column j
    0: lambda i, j: (i + j) % 2,
    1: lambda i, j: i % 2,
    2: lambda i, j: j % 3,
    3: lambda i, j: (i + j) % 3,
    4: lambda i, j: (i // 2 + j // 3) % 2,
    5: lambda i, j: (i * j) % 2 + (i * j) % 3,
    6: lambda i, j: ((i * j) % 2 + (i * j) % 3) % 2,
    7: lambda i, j: ((i + j) % 2 + (i * j) % 3) % 2,
}


def _format(rows):
    """Read both copies of the format; return the mask."""
    n = len(rows)
    down = [*range(6), 7, 8]
    one = [rows[i][8] for i in down] + [rows[8][7]] + [rows[8][j] for j in range(5, -1, -1)]
    two = [rows[8][n - 1 - k] for k in range(8)] + [rows[n - 7 + k][8] for k in range(7)]
    assert one == two
    bits = sum(on << k for k, on in enumerate(one)) ^ 0x5412
    assert bits >> 13 == 1  # level L
    return bits >> 10 & 7


def _is_pattern(i, j, n):
    finder = (i < 9 and j < 9) or (i < 9 and j >= n - 8) or (i >= n - 8 and j < 9)
    aligned = n > 21 and abs(i - (n - 7)) <= 2 and abs(j - (n - 7)) <= 2
    return finder or aligned or i == 6 or j == 6


def _read(rows):
    n, mask = len(rows), UNMASK[_format(rows)]
    bits, up, j = [], True, n - 1
    while j > 0:
        j -= j == 6
        for i in range(n - 1, -1, -1) if up else range(n):
            for column in (j, j - 1):
                if not _is_pattern(i, column, n):
                    bits.append(bool(rows[i][column]) ^ (mask(i, column) == 0))
        up, j = not up, j - 2
    words = [
        sum(b << (7 - k) for k, b in enumerate(bits[m : m + 8]))
        for m in range(0, 8 * (len(bits) // 8), 8)
    ]
    return words


@pytest.mark.parametrize("text", ["", "a", ADDRESS, "x" * 52, "é" * 30, "z" * 106])
def test_it_reads_back(text):
    """Format twice the same, no syndrome, mode, length and letters as they were."""
    rows = qr(text)
    words = _read(rows)
    room, correcting = SIZES[(len(rows) - 21) // 4]
    words = words[: room + correcting]
    root = 1
    for _ in range(correcting):
        value = 0
        for word in words:
            value = times(value, root) ^ word
        assert value == 0
        root = times(root, 2)
    bits = "".join(f"{w:08b}" for w in words)
    assert bits[:4] == "0100"
    length = int(bits[4:12], 2)
    data = bytes(int(bits[12 + 8 * k : 20 + 8 * k], 2) for k in range(length))
    assert data.decode() == text


def test_formats_are_those_of_the_standard():
    told = ["111011111000100", "111001011110011", "111110110101010", "111100010011101"]
    told += ["110011000101111", "110001100011000", "110110001000001", "110100101110110"]
    assert [f"{format_bits(mask):015b}" for mask in range(8)] == told


def test_what_is_too_long_is_refused():
    with pytest.raises(ValueError, match="too many"):
        qr("x" * 107)
    assert qr_svg("a", '"<').count("<svg") == 1
