"""``docs/designs.md``: what each shipped design found, written by the command that ran it.

``python -m sahelsim.documents.designs docs/designs.md`` runs every design anew.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from sahelsim.core.errors import UsageError
from sahelsim.report.page import as_text
from sahelsim.report.sweep import sections as sections
from sahelsim.report.sweep.contrast import pairs
from sahelsim.report.sweep.findings import cost, findings, planned, told
from sahelsim.scenario.files import scenario_folder
from sahelsim.study.sweep.analyses import discover, sensitivity
from sahelsim.study.sweep.contrasts import contrast
from sahelsim.study.sweep.design import Design, find_design, read_design
from sahelsim.study.sweep.folder import sweep
from sahelsim.study.sweep.read import read_sweep

HEAD = """\
# What the shipped designs found

Written by `make designs`. A what-if, not a forecast: shares are over the futures of a design, which
nobody says are equally likely. Rank correlations say what goes together in the model, not in Mali.
Intervals are over the futures of the design and over chance, each future's own or shared. In
tables of differences p and interval are each for itself, the ratio is of geometric means, and the gain
is how many times more runs independent random numbers would need.

Every run is a row of `runs.parquet`: policy, point, replicate, each factor, outcome_class, error, every
indicator. With DuckDB:

```sh
duckdb -c "select policy, outcome_class, count(*) from 'out/tiny/runs.parquet' group by all order by all"
```

With pandas: `pandas.read_parquet("out/tiny/runs.parquet")`; with Polars:
`polars.read_parquet("out/tiny/runs.parquet")`.
"""


def main(words: Sequence[str]) -> int:
    """Run every shipped design and write the page."""
    parts = [HEAD]
    for path in sorted((scenario_folder() / "designs").glob("*.toml")):
        design = read_design(find_design(path.stem))
        with tempfile.TemporaryDirectory() as temporary:
            folder = sweep(design, Path(temporary) / design.name)
            said = [told(findings(folder)), *analysed(folder, design)]
        plan = [line.strip() for line in planned(cost(design)).splitlines()[1:-1]]
        block = "\n\n".join(["\n".join(plan), *said])
        parts.append(f"## {design.name}\n\n{design.about}\n\n```text\n{block}\n```\n")
    Path(words[0]).write_text("\n".join(parts), encoding="utf-8")
    return 0


def analysed(folder: Path, design: Design) -> list[str]:
    """Return the analyses that suit a design: indices, or policies and the box of a flip."""
    held, found = read_sweep(folder), []
    if design.kind == "saltelli":
        found.append(sections.sensitivity(sensitivity(held)))
    if len(design.policies) > 1:
        found.append(replace(sections.contrast(c := contrast(held)), lines=[], tables=pairs(c)))
    if design.kind == "latin_hypercube":
        with suppress(UsageError):  # too few of that class to tell anything apart
            found.append(sections.discover(discover(held)))
    return [as_text(section).strip() for section in found]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
