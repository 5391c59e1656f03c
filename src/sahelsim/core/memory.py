"""Keeping freed memory: the same large arrays are asked for again every week.

The C library of Linux gives freed blocks of a few hundred kilobytes back to the system at once and
pays thousands of page faults a week to get them again. Two settings let it keep them. Elsewhere
nothing is done.
"""

from __future__ import annotations

import ctypes
import sys
from functools import cache

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # glibc's mallopt
KEPT = 256 << 20  # bytes at the top of the heap that are not given back
SINGLE = 32 << 20  # bytes above which a block is still mapped alone (glibc's own upper limit)


@cache
def keep_freed_memory() -> bool:
    """Tell glibc to keep what was freed, once a process; return whether it could be told."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except AttributeError:  # another C library
        return False
    return bool(mallopt(TRIM_THRESHOLD, KEPT) and mallopt(MMAP_THRESHOLD, SINGLE))
