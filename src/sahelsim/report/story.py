"""The report's sentences: what happened, from the numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sahelsim.analysis.causes import (
    chance,
    decisive,
    inside,
    largest_causes,
    middle_run,
    timeline,
)
from sahelsim.analysis.classify import CLASSES, explain
from sahelsim.analysis.turning import first_times, turning_points
from sahelsim.figures.class_shares import NAMESAKES
from sahelsim.figures.names import called
from sahelsim.model.parts import load_class
from sahelsim.scenario.files import package_cards
from sahelsim.texts.numbers import amount, signed
from sahelsim.texts.sentences import event as told_event
from sahelsim.texts.sentences import flags_sentence, run_class
from sahelsim.texts.translator import translator

BOOKED = {
    "control.state": "State control (sum of shares over 50 cercles)",
    "control.jnim": "JNIM's control (sum of shares over 50 cercles)",
    "fighters.jnim": "JNIM's fighters (people)",
    "fighters.cma": "The CMA's fighters (people)",
    "accord_trust": "The CMA's trust in the accord (0-1)",
    "implementation": "Implementation of the accord (0-1)",
    "ruthlessness": "The army's ruthlessness (0-1)",
    "coup_hazard": "Coup hazard (a year)",
    "treasury": "The treasury (million USD)",
    "displaced": "Displaced people",
}
SHOWN = 0.005  # utility; a reason worth less reads 0.00 and is left out


def flagged(results: Sequence[Any]) -> list[str]:
    """Return a small line for each class of each scenario of whose runs some carry flags."""
    english, lines = translator("en"), []
    for result in results:
        for name in result.flags:
            told = flags_sentence(english, result, name)
            head = f"{result.label}, {english.outcome_in_short(name)}, {result.shares[name]['share']:.0%}"
            lines += [f"{head}; {told}."] if told else []
    return lines


def headline(results: Sequence[Any]) -> list[str]:
    """Return a few sentences: where each scenario ends, and where one misses the outcome that it is named for."""
    lines = []
    for result in results:
        name, share = max(result.shares.items(), key=lambda item: item[1]["share"])
        killed = amount(result.summary["one_sided_deaths"]["median"], "people")
        displaced = amount(result.summary["displaced"]["median"], "people")
        lines.append(
            f"{result.label}: {share['share']:.0%} of {result.runs} runs end as "
            f"“{CLASSES[name].split(' (')[0]}”. In the median, {killed} civilians are killed over "
            f"{result.weeks} weeks and {displaced} people are displaced at the end."
        )
        wanted = NAMESAKES.get(result.name)
        if wanted and name != wanted:
            lines.append(
                f"This scenario is named for “{CLASSES[wanted].split(' (')[0]}”, yet only "
                f"{result.shares[wanted]['share']:.0%} of its runs end so: under these assumptions it "
                "is not how the story usually ends."
            )
    return lines


def span(results: Sequence[Any]) -> str:
    """Say when the runs begin and how long they are; each scenario's if they differ."""
    spans = [f"from {r.start} for {r.weeks} weeks" for r in results]
    if len(set(spans)) == 1:
        return spans[0]
    return ", ".join(f"{r.label} {said}" for r, said in zip(results, spans, strict=True))


def shares_draws(results: Sequence[Any]) -> bool:
    """Tell whether runs of the same number share their random numbers, which follow the weeks."""
    return len({r.start for r in results}) == 1


def calendars(results: Sequence[Any]) -> str:
    """Say what differences mean between scenarios of different days; nothing where days agree."""
    if len({(r.start, r.weeks) for r in results}) == 1:
        return ""
    told = f"These scenarios do not cover the same days ({span(results)})."
    if len({r.weeks for r in results}) > 1:
        told += " Sums over all weeks, deaths among them, are smaller where there are fewer weeks."
    told += " Each difference is over the days that both scenarios cover."
    if not shares_draws(results):
        told += " Runs of the same number do not share random numbers on a date."
    return told


def bound(results: Sequence[Any]) -> list[str]:
    """Return what a scenario decides in place of its actors: actions barred or forced, shocks."""
    found = []
    for result in results:
        said = _barred(result.scenario["actors"])
        for key, told in (("decisions", "actions are forced"), ("shocks", "shocks are imposed")):
            count = len(result.scenario[key])
            said += [f"{count} {told}"] if count else []
        found.append(
            f"{result.label}: {'; '.join(said) or 'nothing is barred, forced or imposed'}."
        )
    return found


def _barred(actors: Mapping[str, Any]) -> list[str]:
    """Say of each actor which actions of its card the scenario takes away."""
    found = []
    for actor, card in package_cards().items():
        can = actors.get(actor, {}).get("can", card.can)
        labels = [inside(load_class("actions", o).label) for o in card.can if o not in can]
        found += [f"{card.label} cannot {', '.join(labels)}"] if labels else []
    return found


def tiles(results: Sequence[Any]) -> list[dict[str, str]]:
    """Return the few large numbers at the top."""
    found = []
    for k, result in enumerate(results):
        name, share = max(result.shares.items(), key=lambda item: item[1]["share"])
        found.append(
            {
                "label": result.label,
                "value": f"{share['share']:.0%}",
                "note": f"of runs: {CLASSES[name].split(' (')[0].lower()}",
                "k": str(k),
            }
        )
    for name, label in (
        ("total_deaths", "deaths, all weeks"),
        ("displaced", "displaced at the end"),
    ):
        for k, result in enumerate(results):
            row = result.summary[name]
            band = f"9 in 10: {amount(row['q05'], 'people')} to {amount(row['q95'], 'people')}"
            found.append(
                {
                    "label": f"{result.label}: {label}",
                    "value": amount(row["median"], "people"),
                    "note": band,
                    "k": str(k),
                }
            )
    return found


def told_run(result: Any, most: int = 32, massacres: int = 8) -> dict[str, Any]:
    """Return a typical run as dated entries: its turning points, and where most were killed at once."""
    last = result.series["stability"][:, -1]
    run = middle_run(last, result.classes)
    events = [e for e in result.events if e["run"] == run and e["kind"] != "control"]
    worst = sorted((e for e in events if e["kind"] == "massacre"), key=lambda e: -e["size"])
    points = [*turning_points(result.decisions, result.events, last, run, most), *worst[:massacres]]
    entries = [_event(p, result) if "kind" in p else _decision(p, result) for p in points]
    in_all = len(events) + len(first_times(timeline(result.decisions, run)))
    return {
        "label": result.label,
        "run": run,
        "outcome_class": run_class(translator("en"), *explain(result.series, run)),
        "entries": sorted(entries, key=lambda e: (e["week"], e["text"])),
        "left_out": in_all - len(entries),
        "decisive": [
            sentence(row | {"actor": called(row["actor"])})
            for row in decisive(result.decisions, last)
        ],
    }


def _event(event: dict[str, Any], result: Any) -> dict[str, Any]:
    day = result.start + timedelta(weeks=event["week"])
    by = f" ({called(event['actor'])})" if event["kind"] == "massacre" else ""
    places = dict(zip(result.place_ids, result.place_names, strict=True))
    text = told_event(translator("en"), event, places) + by
    return {"week": event["week"], "date": f"{day}", "text": text, "why": []}


def _decision(row: Mapping[str, Any], result: Any) -> dict[str, Any]:
    day = result.start + timedelta(weeks=row["week"])
    taken = next(o for o in row["options"] if o["option"] == row["chosen"])
    terms = sorted(taken["terms"], key=lambda t: -abs(t[2]))[:5]
    why = [
        {"incentive": i.replace("_", " "), "because": b, "worth": signed(w)} for i, b, w in terms
    ]
    text = f"{called(row['actor'])}: {inside(row['label'])}, {likely(row, taken)}"
    return {"week": row["week"], "date": f"{day}", "text": text, "why": why}


def likely(row: Mapping[str, Any], taken: Mapping[str, Any]) -> str:
    """Return how likely an action was; one that was forced says so, and what was wanted."""
    likelihood = chance(taken["probability"])
    if not row["forced"]:
        return f"probability {likelihood}"
    if row["free"] == row["chosen"]:
        return f"forced; the actor would have chosen it anyway, with probability {likelihood}"
    own = next(o["label"] for o in row["options"] if o["option"] == row["free"])
    return (
        f"forced; the actor would have chosen: {inside(own)}; this one had probability {likelihood}"
    )


def ledger_tables(result: Any) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return, for each variable of interest, who changed it most: (who, signed amount)."""
    causes = largest_causes(result.ledger, BOOKED)
    return [(label, [booked(row) for row in rows]) for label, rows in causes.items() if rows]


def booked(row: Mapping[str, Any]) -> tuple[str, str]:
    """Return who moved a variable, a mechanism, shock or actor and its action, and by how much."""
    head, _, rest = row["who"].partition(":")
    who = row["who"]
    if rest and head != "shock":
        who = f"{called(head)}: {inside(load_class('actions', rest.partition('.')[0]).label)}"
    total = row["total"]
    amount = signed(total, 0 if abs(total) >= 100 else 2)
    return who.replace("shock:", "shock: ").replace("_", " "), amount


def sentence(row: Mapping[str, Any]) -> str:
    """Return a decisive choice as one sentence."""
    told = [r for r in row["why"] if r["incentive"] != "cost" and abs(r["worth"]) >= SHOWN]
    gains = [r for r in told if r["worth"] > 0]
    prices = [r for r in told if r["worth"] < 0]
    text = f"{row['actor']}: {inside(row['label'])} ({row['share']:.0%} of runs, median week "
    text += f"{row['week']:.0f}; probability when taken {chance(row['probability'])}"
    text += f"; forced in {row['forced']:.0%} of them)" if row["forced"] else ")"
    if gains:
        text += f", chiefly for {gains[0]['incentive']} ({gains[0]['because']})"
    if prices:
        text += f"; against it: {prices[0]['because']} ({signed(prices[0]['worth'])})"
    return f"{text}. Runs with it differ from the others by {signed(row['gap'], 1)} points of stability."
