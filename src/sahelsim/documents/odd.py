"""Writing the model's description (ODD+D) from its own cards, so that it cannot go stale."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterable
from pathlib import Path

from sahelsim.core.parameter import numbers_of
from sahelsim.core.references import citation, entries
from sahelsim.model import parts
from sahelsim.model.schedule import PHASES
from sahelsim.model.switches import SWITCHES
from sahelsim.model.variables import VARIABLES
from sahelsim.scenario.files import package_cards

HEAD = """\
# The model: an ODD+D description

Written by `make docs` from the cards in the code. The protocol is ODD+D (Müller and others 2013) on
ODD (Grimm and others 2020).

## 1 Overview

**Purpose.** To reason about the bargain between a junta and mercenaries and the war on the ground;
not to forecast. **Patterns** it is judged by: the accord holds while the insurgency spreads; monthly
deaths vary far more than their mean; opinion splits by region; a deal lowers the coup hazard and raises
harm to civilians.

**Entities.** 50 cercles on their border network; communities (people of one identity in one cercle);
actors that choose; fighters by actor and cercle. **Scale.** One step is one week; actors decide every
fourth week. The first axis of every array is the replicate: one model lives many lives at once.

**Process and schedule.** Shocks, observation, decisions (at moments that come at rates, all of a week on one picture; acts and postures act
together), then the phases:
"""

CONCEPTS = """
## 2 Design concepts

**Decision-making.** Quantal response over one quarter's expected utility: P(a) ∝ exp(λ·EU(a)), with
weights over nine incentives. Expectations use the actor's own beliefs and the others' last mixes
(fictitious play). **Learning.** Beliefs about strength follow noisy, delayed counts; France's belief q
about a deal follows Bayes' rule. **Sensing.** Public facts are known; strengths are seen through fog.
**Prediction.** One quarter ahead, more by the card's look-ahead. **Heterogeneity.** Communities differ
in identity, place and threshold. **Interaction.** Through the ground. **Stochasticity.** Named PCG64 streams
keyed by seed, run, name and week. **Collectives.** Actors are collectives by assumption.
**Observation.** Indicators each week, maps each month, a ledger of who changed what.

## 3 Details

**Initial state.** November 2021 from the shipped tables; control on the first day is taken as a
balance, so that control answers to changes. **Input data.** None while it runs, but a scenario's
dated shocks. **Calibrated numbers.** Each run draws twelve numbers, listed by `sahelsim parameters`
as drawn run by run, from a posterior fitted to the record before the deal; the tables below show the
central values of the cards, which a run uses with `uncertainty = "none"`.
"""


def model_text() -> str:
    """Return the whole description as Markdown."""
    blocks = [HEAD, _rows(PHASES.items()), CONCEPTS, _switches(), _actors(), _variables()]
    blocks += ["## Submodels\n", *map(_mechanism, parts.names("mechanisms"))]
    blocks += ["## Orders\n", *map(_action, parts.names("actions"))]
    blocks += [
        "## Sources\n",
        "\n".join(f"- `{k}` {citation(k)}. {entries()[k]['note']}" for k in entries()),
    ]
    return "\n".join(blocks) + "\n"


def _rows(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"- **{name}**: {about}" for name, about in pairs)


def _switches() -> str:
    lines = ["### Contested theory: switches\n"]
    for name, switch in SWITCHES.items():
        options = ", ".join(f"`{o}`" for o in switch.options)
        lines.append(f"- **{name}** ({options}; default `{switch.default}`): {switch.about}")
    return "\n".join(lines) + "\n"


def _actors() -> str:
    lines = ["### Actors\n"]
    for card in package_cards().values():
        wants = ", ".join(
            f"{k} {w:.2f}" for k, w in sorted(card.weights.items(), key=lambda x: -x[1])
        )
        lines.append(f"- **{card.label}** ({card.kind}). {card.about} Wants: {wants}.")
    return "\n".join(lines) + "\n"


def _variables() -> str:
    lines = [
        "### State variables\n",
        "| name | axis | unit | kind | what |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {v.name} | {v.axis} | {v.unit} | {v.kind} | {v.about} |" for v in VARIABLES.values()
    ]
    return "\n".join(lines) + "\n"


def _mechanism(name: str) -> str:
    return _part("mechanisms", name)


def _action(name: str) -> str:
    return _part("actions", name)


def _part(folder: str, name: str) -> str:
    doc = importlib.import_module(f"sahelsim.{folder}.{name}").__doc__ or ""
    title, _, rest = doc.strip().partition("\n")
    lines = [f"### {name}: {title}\n", "```text", rest.strip(), "```", ""]
    numbers = numbers_of(parts.load_class(folder, name))
    lines += ["| number | value | range | unit | source |", "|---|---|---|---|---|"]
    for key, n in numbers.items():
        source = n.source if n.source != "assumed" else f"assumed: {n.why}"
        lines.append(f"| {key} | {n.value:g} | {n.low:g} to {n.high:g} | {n.unit} | {source} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(model_text(), encoding="utf-8")
