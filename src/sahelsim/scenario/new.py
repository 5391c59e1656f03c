"""Starting a scenario of one's own."""

from __future__ import annotations

from pathlib import Path

from sahelsim.core.errors import UsageError
from sahelsim.core.names import checked_name
from sahelsim.core.save import write_file
from sahelsim.scenario.files import scenario_folder

STARTER = """\
# A scenario of your own. Check it with: sahelsim check {name}.toml
name = "{name}"
label = "{label}"
about = \"\"\"
Say in two or three sentences what this scenario assumes, and what you want to learn.\"\"\"
extends = "baseline"

# Turn an incentive: relative weights, any number of 0 or more.
[actors.cma.incentives]
autonomy = 0.34

# Choose a side in a contested question (see: sahelsim parameters).
[switches]
bargaining_rule = "outside_option"

# Start the country elsewhere.
# [initial]
# deal_belief = 0.2

# Force a decision on a date, or impose a shock.
# [[decisions]]
# date = 2022-01-24      # takes effect in the week that holds this day
# actor = "junta"
# choose = "sign_contract"
"""


def new_scenario(name: str, folder: Path) -> Path:
    """Write a commented starter that extends the baseline; never overwrite.

    Raises
    ------
    SahelsimError
        If the name is not made of a-z, 0-9 and hyphens, or the file exists or cannot be written.
    """
    checked_name(name)
    if (scenario_folder() / f"{name}.toml").exists():
        raise UsageError(f"'{name}' is a shipped scenario; choose another name")
    path = folder / f"{name}.toml"
    write_file(path, STARTER.format(name=name, label=name.replace("-", " ").capitalize()))
    return path
