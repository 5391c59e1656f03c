"""``scenarios``, ``parameters``, ``actions``, ``check``, ``new``: everything about settings."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter

from sahelsim.cli import options as o
from sahelsim.cli import show

Whose = Annotated[str, Parameter(help="A name (see 'sahelsim scenarios') or a TOML file.")]


def scenarios(
    scenario: Annotated[str | None, Parameter(help="The one to describe.")] = None,
    /,
    *,
    set: o.Set = None,
    json: o.Json = False,
) -> int:
    """List the scenarios, or describe one.

    Try:
      sahelsim scenarios
      sahelsim scenarios at-worst
    """
    from sahelsim.api import settings

    found = settings.scenarios(scenario, set=set or ())
    if json or isinstance(found, settings.Described):
        show.answer(found, json)
        return 0
    for row in found:
        show.say(f"{row['name']:<22} {row['label']}\n{'':<22} {row['about']}")
    show.say("\nrun one with: sahelsim run NAME; read one with: sahelsim scenarios NAME")
    return 0


def parameters(
    scenario: Whose = "baseline",
    /,
    *,
    find: Annotated[str, Parameter(help="Only names that contain every word of this.")] = "",
    assumed: Annotated[bool, o.flag("Only values that no source gives.")] = False,
    set: o.Set = None,
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """List every number with its range and source; those without a source come first.

    Try:
      sahelsim parameters
      sahelsim parameters at-worst --find recruitment
    """
    o.trusting(trust)
    from sahelsim.api import settings

    found = settings.parameters(scenario, find=find, assumed=assumed, set=set or ())
    if json:
        show.as_json(found.to_dict())
        return 0
    for row in found:
        why = f": {row['why']}" if row["why"] else ""
        value = f"{show.number(row['value'])} {row['unit']}  ({show.span(row)})"
        show.say(f"{row['name']}\n    {value}  {row['source']}{why}")
    guessed = sum(row["source"] == "assumed" for row in found)
    show.say(
        f"\n{len(found)} numbers and switches, {guessed} of them assumed; change one with --set"
        "\n(those of start. and geography. stand in tables and are the same in every run)"
    )
    return 0


def actions(
    actor: Annotated[str | None, Parameter(help="Only this actor's, like junta.")] = None,
    /,
    *,
    scenario: Annotated[str, Parameter(help="In which scenario; it may bar some.")] = "baseline",
    set: o.Set = None,
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """List what each actor may choose: its name, what it does, when it is open.

    Try:
      sahelsim actions
      sahelsim actions junta
    """
    o.trusting(trust)
    from sahelsim.api import settings

    found = settings.actions(actor, scenario=scenario, set=set or ())
    if json:
        show.as_json(found.to_dict())
        return 0
    for name in dict.fromkeys(row["actor"] for row in found):
        rows = [
            (r["action"], r["decision"], r["does"], "barred here" if r["barred"] else r["open"])
            for r in found
            if r["actor"] == name
        ]
        show.table(("action", "decision", "what it does", "open"), rows, title=f"\n{name}")
    show.say("\nforce one with: sahelsim fork SCENARIO --at DATE --actor ACTOR --choose ACTION")
    return 0


def check(
    *file: Annotated[str, Parameter(help="A TOML file, or the name of a shipped one.")],
    trust: o.Trust = None,
    json: o.Json = False,
) -> int:
    """Check scenarios, actors' cards and sweeps' designs.

    Try:
      sahelsim check my-story.toml
      sahelsim check my-sweep.toml
    """
    o.trusting(trust)
    from sahelsim.api import settings

    found = settings.check(*file)
    if json:
        show.as_json(found.to_dict())
    elif found.ok:
        show.say(found.text())
    else:
        for fault in found.faults:
            sys.stderr.write(f"sahelsim: {fault}\n")
    return 0 if found.ok else 2


def schema(
    kind: Annotated[str, Parameter(help="scenario, card or design.")],
    /,
) -> int:
    """Print a JSON Schema, by which an editor completes and checks a TOML file.

    Try:
      sahelsim schema scenario > scenario.schema.json
    """
    from sahelsim.api import settings

    show.as_json(settings.schema(kind))
    return 0


def new(
    name: Annotated[str, Parameter(help="Small letters, digits and hyphens.")],
    /,
    *,
    folder: Annotated[Path, Parameter(help="Where.")] = Path(),
) -> int:
    """Write a starter scenario of your own.

    Try:
      sahelsim new my-story
    """
    from sahelsim.api import settings

    path = settings.new(name, folder)
    show.say(f"wrote {path}; edit it, then: sahelsim check {path} && sahelsim run {path}")
    return 0
