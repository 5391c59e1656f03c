"""``run``, ``compare``, ``fork``, ``why``: ensembles, and one run told."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

if TYPE_CHECKING:
    from sahelsim.api.results import Comparison
    from sahelsim.api.runs import Plan
    from sahelsim.api.why import Why

SCENARIO = Parameter(help="A name (see 'sahelsim scenarios') or a TOML file.")


def run(
    scenario: Annotated[str, SCENARIO],
    /,
    *,
    runs: o.Runs = 100,
    seed: o.Seed = 1,
    weeks: o.Weeks = None,
    set: o.Set = None,
    out: o.Out = None,
    trust: o.Trust = None,
    json: o.Json = False,
    plain: o.Plain = False,
    quiet: o.Quiet = False,
) -> int:
    """Run one scenario many times and write a report.

    Try:
      sahelsim run at-worst
      sahelsim run baseline --runs 1 --seed 0
      sahelsim run no-deal --set switches.bargaining_rule=nash --json
    """
    o.trusting(trust)
    from sahelsim.api.runs import plan

    made = plan("run", [scenario], settings=set or (), runs=runs, seed=seed, weeks=weeks)
    return _perform(made, out, json=json, plain=plain, quiet=quiet)


def compare(
    *scenarios: Annotated[str, Parameter(help="Two to four names or files.")],
    runs: o.Runs = 100,
    seed: o.Seed = 1,
    weeks: o.Weeks = None,
    set: o.Set = None,
    reference: Annotated[
        str | None,
        Parameter(
            help="One more scenario to measure against, or none; no-deal for at-best and at-worst."
        ),
    ] = None,
    out: o.Out = None,
    trust: o.Trust = None,
    json: o.Json = False,
    plain: o.Plain = False,
    quiet: o.Quiet = False,
) -> int:
    """Run scenarios under common random numbers and compare them with the first.

    Try:
      sahelsim compare at-best at-worst
      sahelsim compare no-deal baseline at-worst --runs 200 --out out/three
      sahelsim compare at-worst at-worst --set 2:actors.cma.incentives.autonomy=0.1
    """
    o.trusting(trust)
    from sahelsim.api.runs import plan, with_reference

    asked = with_reference(scenarios, reference)
    made = plan("compare", asked, settings=set or (), runs=runs, seed=seed, weeks=weeks)
    return _perform(made, out, json=json, plain=plain, quiet=quiet)


def fork(
    scenario: Annotated[str, SCENARIO],
    /,
    *,
    at: Annotated[str, Parameter(help="Date of the decision, like 2022-01-24.")],
    actor: Annotated[str, Parameter(help="Who decides, like junta.")],
    choose: Annotated[str, Parameter(help="The action that is forced; see 'sahelsim actions'.")],
    runs: o.Runs = 100,
    seed: o.Seed = 1,
    weeks: o.Weeks = None,
    set: o.Set = None,
    out: o.Out = None,
    trust: o.Trust = None,
    json: o.Json = False,
    plain: o.Plain = False,
    quiet: o.Quiet = False,
) -> int:
    """Run a scenario as it goes and with one decision forced, under common seeds.

    Try:
      sahelsim fork baseline --at 2022-01-24 --actor junta --choose talk_to_jnim
      sahelsim fork baseline --at 2022-01-24 --actor junta --choose war:carry_on
    """
    o.trusting(trust)
    from sahelsim.api.runs import plan

    asked = {"at": at, "actor": actor, "choose": choose}
    made = plan(
        "fork", [scenario], settings=set or (), runs=runs, seed=seed, weeks=weeks, fork=asked
    )
    return _perform(made, out, json=json, plain=plain, quiet=quiet)


def why(
    folder: Annotated[Path, Parameter(help="A result folder.")],
    /,
    *,
    run: Annotated[int | None, Parameter(help="Which run; a typical one if none.")] = None,
    scenario: Annotated[str | None, Parameter(help="Which scenario; the last if none.")] = None,
    actor: Annotated[str | None, Parameter(help="Only this actor's decisions.")] = None,
    all: Annotated[bool, o.flag("Every decision, every event, and the ledger.")] = False,
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """Read one run: what was chosen, for which incentive, what followed.

    Try:
      sahelsim why out/at-worst-...
      sahelsim why out/at-worst-... --run 3 --actor cma
      sahelsim why out/at-worst-... --all
    """
    o.trusting(trust)
    from sahelsim.api.folders import since_written
    from sahelsim.api.why import why as tell

    found = tell(folder, run=run, scenario=scenario, actor=actor, progress=True)
    if found.damaged:
        told = f"{since_written(found.damaged)}; what follows is its recipe, run again"
        show.warn(f"{folder} is not whole: {told}")
    if found.differs:
        told = "another story than {} holds, as this version or machine differs: {}"
        show.warn(f"what follows is {told.format(folder, found.differs)}")
    if json:
        show.as_json(found.to_dict())
        return 0
    _tell_run(found, scenario, all)
    if not all:
        more = [f"--scenario {scenario}"] if scenario else []
        more += [f"--actor {actor}"] if actor else []
        words = ["sahelsim why", str(folder), f"--run {found.run}", *more]
        show.say(f"\neverything   {' '.join(words)} --all")
    return 0


def _tell_run(found: Why, scenario: str | None, whole: bool) -> None:
    """Print one run, and which other scenarios its folder holds."""
    head, _, rest = (found.whole() if whole else found.text()).partition("\n")
    show.say(head)
    if found.others and not scenario:
        others = ", ".join(found.others)
        show.say(f"(the folder also holds {others}: --scenario {found.others[0]})")
    show.say(rest)


def _perform(made: Plan, out: Path | None, *, json: bool, plain: bool, quiet: bool) -> int:
    """Check everything, run, save, print."""
    with show.claimed_folder(out, made.title) as folder:
        found = made.carry_out(folder, progress=not (json or plain or quiet))
    if json:
        show.as_json(found.to_dict() | {"folder": str(folder)})
        return 0
    from sahelsim.report import summary

    if not quiet:
        _tell(found, made.recipe.settings, plain)
    show.say(summary.where(folder))
    return 0


def _tell(found: Comparison, settings: Sequence[str], plain: bool) -> None:
    from sahelsim.api.results import Fork
    from sahelsim.report import summary
    from sahelsim.report.story import calendars

    if isinstance(found, Fork):
        show.say(summary.reach(found.reach, found.asked))
    show.say(summary.summary(found.results, found.differences, plain=plain))
    if said := calendars(found.results):
        show.say("\n" + textwrap.fill(said, 79))
    if any(s.partition("=")[0].strip() == "start" for s in settings):
        show.say("\n" + summary.MOVED)
