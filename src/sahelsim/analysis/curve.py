"""One line, or one row of dots, of a figure that a check brings along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Curve:
    """A named line, or dots; x and y have the same length."""

    label: str
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    dots: bool = False
