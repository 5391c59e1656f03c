"""The debrief as one self-contained page, from the parts that reports are made of."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from sahelsim.analysis.indicators import INDICATORS, one_number
from sahelsim.classroom.brief import decision_label, holders, reported
from sahelsim.classroom.debrief import Debrief, PersonScore
from sahelsim.classroom.drawn import group_lines, map_sentence, map_shapes, map_svg
from sahelsim.classroom.guesses import ANSWERS, DEATHS, Score
from sahelsim.classroom.questions import order_label, questions
from sahelsim.classroom.session import Session
from sahelsim.classroom.whatif import EVERY, WhatIf
from sahelsim.core.version import __version__
from sahelsim.report.page import Chart, Section, Table, in_script, packed, scripts, static, template
from sahelsim.study.outcomes import EVENTS
from sahelsim.texts import sentences
from sahelsim.texts.translator import Translator

SHOWN = (
    "state_control_share",
    "jihadist_control_share",
    "total_deaths",
    "one_sided_state",
    "coup_hazard",
    "accord_health",
    "displaced",
    "wagner_men",
)
APART = ("stability", "total_deaths", "one_sided_state", "coup_hazard", "displaced")
MONTH = 4


def debrief_page(
    session: Session, found: Debrief, words: Translator, futures: Sequence[WhatIf] = ()
) -> str:
    """Return the page of a class: what it did, believed and caused, and what else might have come.

    Parameters
    ----------
    session : Session
        The class; its worlds as they stand.
    found : Debrief
        What it did.
    words : Translator
        The reader's language.
    futures : sequence of WhatIf
        Choices that were made otherwise, lived again.
    """
    sections = [
        _outcomes(found, words),
        _lines(found, words),
        _orders(found, words),
        _beliefs(found, words),
        _guesses(session, found, words),
        *([_futures(found, words, futures)] if futures else []),
    ]
    figures = {c.id: c.figure for s in sections for c in s.charts}
    data = json.dumps(figures, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    made: str = template("debrief.html", "sahelsim.classroom").render(
        words=words,
        say=lambda id, **values: words(f"classroom.{id}", **values),
        label=words.named("scenario", found.result.name, found.result.label),
        found=found,
        sections=sections,
        maps=_maps(session, words),
        questions=questions(found, words),
        people=[_person(p, words) for p in found.people],
        data=in_script(data),
        **_shared(),
    )
    return made


def _shared() -> dict[str, str]:
    """Return what every report carries: style, scripts, the library of charts."""
    return {
        "version": __version__,
        "plotly": packed("plotly-basic.min.js.gz"),
        "shapes": map_shapes(),
        "style": static("report.css"),
        "watch": static("watch.js"),
        "script": scripts("page.js"),
    }


def _maps(session: Session, words: Translator) -> dict[str, tuple[str, str]]:
    """Return each group's map as it stands, and who holds how much of it in words."""
    with session.lock:
        held = {g: holders(session.world, k) for k, g in enumerate(session.plan.groups)}
    return {g: (map_svg(h, words, f"map-{g}"), map_sentence(h, words)) for g, h in held.items()}


def _outcomes(found: Debrief, words: Translator) -> Section:
    say = words
    rows = [
        [
            group,
            words.outcome_in_short(name),
            sentences.because(words, conditions),
        ]
        for group, (name, conditions) in found.outcomes.items()
    ]
    head = [say("classroom.group"), say("classroom.outcome"), say("classroom.because")]
    really = {event.name: event for event in EVENTS}
    told = {True: say("classroom.yes"), False: say("classroom.no"), None: "–"}
    events = [
        [
            words.named("classroom.happened", name, really[name].label),
            *(told[came] for came in by_group.values()),
            told[really[name].happened],
        ]
        for name, by_group in found.happened.items()
    ]
    columns = [say("classroom.event"), *found.groups, say("classroom.really")]
    tables = [
        Table(say("classroom.outcome"), head, rows),
        Table(say("classroom.history_title"), columns, events),
    ]
    return Section(say("classroom.title_outcomes"), [say("classroom.lead_outcomes")], (), tables)


def _lines(found: Debrief, words: Translator) -> Section:
    result = found.result
    weeks = list(range(0, result.weeks + 1, MONTH))
    charts = []
    for name in SHOWN:
        flows = INDICATORS[name].summary == "total"
        at = weeks[1:] if flows else weeks
        dates = [result.dates[w].isoformat() for w in at]
        values = result.series[name]
        by_group = {
            group: [
                float(values[k, w - MONTH + 1 : w + 1].sum()) if flows else float(values[k, w])
                for w in at
            ]
            for k, group in enumerate(found.groups)
        }
        charts.append(_chart(name, dates, by_group, found, words))
    lead = [words("classroom.lead_lines")]
    return Section(words("classroom.title_lines"), lead, charts)


def _chart(
    name: str,
    dates: Sequence[str],
    by_group: Mapping[str, Sequence[float]],
    found: Debrief,
    words: Translator,
) -> Chart:
    unit = INDICATORS[name].unit
    final = one_number(name, found.result.series[name])
    told = words.listed(
        [f"{group} {words.number(float(final[k]), unit)}" for k, group in enumerate(found.groups)]
    )
    head = [words("classroom.date"), *by_group]
    rows = [
        [day, *(words.number(values[k], unit) for values in by_group.values())]
        for k, day in enumerate(dates)
    ]
    shown = f"{unit} in 4 weeks" if INDICATORS[name].summary == "total" else unit
    return Chart(
        f"lines-{name}",
        words.indicator(name),
        words.unit(shown),
        f"{sentences.when_first(words, name)}{words.colon}{told}.",
        group_lines(name, dates, by_group),
        260,
        head,
        rows,
    )


def _orders(found: Debrief, words: Translator) -> Section:
    rows = [
        [
            f"{order.round + 1}",
            words.date(order.day),
            order.group,
            words.short_actor(order.seat),
            decision_label(order.decision, words),
            order_label(order.order, found, words),
            words("classroom.yes") if order.new else words("classroom.no"),
            order_label(order.own, found, words) if order.own else "",
            order.why,
        ]
        for order in found.orders
    ]
    names = ("round", "date", "group", "seat", "decision", "order", "new", "model_would", "why")
    tables = [
        Table(words("classroom.title_orders"), [words(f"classroom.{n}") for n in names], rows)
    ]
    said = [
        [
            f"{m.round + 1}",
            m.group,
            words.short_actor(m.sender),
            words.short_actor(m.to) if m.to else words("classroom.to_all"),
            m.text,
        ]
        for m in found.messages
    ]
    head = [words(f"classroom.{n}") for n in ("round", "group", "from", "to", "message")]
    tables += [Table(words("classroom.title_messages"), head, said)] if said else []
    lines = [
        words("classroom.injected", round=at + 1, what=words(f"classroom.inject.{card}"))
        for at, card in found.injects
    ]
    lead = words("classroom.lead_orders")
    return Section(words("classroom.title_orders"), [lead, *lines], (), tables)


def _beliefs(found: Debrief, words: Translator) -> Section:
    last = max((b.round for b in found.beliefs), default=0)
    rows = [
        [
            words.short_actor(b.seat),
            b.group,
            words.short_actor(b.force),
            f"{b.round + 1}",
            words.number(reported(b.believed), "people"),
            words.number(reported(b.true), "people"),
        ]
        for b in found.beliefs
        if b.round in (0, last)
    ]
    names = ("seat", "group", "force", "round", "believed", "true")
    table = Table(words("classroom.title_beliefs"), [words(f"classroom.{n}") for n in names], rows)
    lead = [words("classroom.lead_beliefs")]
    return Section(words("classroom.title_beliefs"), lead, (), [table] if rows else ())


def answer_label(question: str, answer: str, words: Translator) -> str:
    """Return what an answer to a guess is called."""
    if question != "deaths":
        return words(f"classroom.answer.{question}_{answer}")
    k = int(answer[1:])
    if k == len(DEATHS):
        return words("classroom.answer.deaths_over", low=words.plain(DEATHS[-1]))
    low = DEATHS[k - 1] if k else 0
    told = {"low": words.plain(low), "high": words.plain(DEATHS[k])}
    return words("classroom.answer.deaths_range", **told)


def _guesses(session: Session, found: Debrief, words: Translator) -> Section:
    lines = [words("classroom.lead_guesses")]
    if found.class_score is not None:
        lines.append(score_sentence(found.class_score, words))
    rows = []
    for number in range(session.now.round):
        given = [g for g in session.now.guesses if g.round == number]
        for question in ANSWERS if given else ():
            counts = {
                a: sum(g.answer == a for g in given if g.question == question)
                for a in ANSWERS[question]
            }
            told = words.listed(
                [f"{answer_label(question, a, words)} {n}" for a, n in counts.items() if n]
            )
            if told:
                rows.append([f"{number + 1}", words(f"classroom.ask.{question}"), told])
    head = [words(f"classroom.{n}") for n in ("round", "question_word", "guesses")]
    table = Table(words("classroom.title_guesses"), head, rows)
    return Section(words("classroom.title_guesses"), lines, (), [table] if rows else ())


def score_sentence(score: Score, words: Translator) -> str:
    """Say how sure somebody was and how often he was right."""
    return words(
        "classroom.score_told",
        guesses=score.guesses,
        sure=words.percent(score.sure),
        right=words.percent(score.right),
        brier=words.number(score.brier, "index 0-1"),
    )


def future_title(future: WhatIf, found: Debrief, words: Translator) -> str:
    """Say what was changed."""
    change = future.change
    told = {"seat": words.short_actor(change.seat), "group": change.group}
    if change.decision == EVERY:
        return words("classroom.whatif_model", **told)
    order = order_label(change.choose, found, words)
    return words("classroom.whatif_order", round=change.round + 1, order=order, **told)


def _futures(found: Debrief, words: Translator, futures: Sequence[WhatIf]) -> Section:
    tables = []
    for future in futures:
        rows = [
            [
                words.outcome_in_short(name),
                words.percent(future.played[name]),
                words.percent(future.changed[name]),
            ]
            for name in future.played
        ]
        rows += [_apart(name, future, words) for name in APART]
        head = [words(f"classroom.{n}") for n in ("outcome", "as_played", "if_changed")]
        tables.append(Table(future_title(future, found, words), head, rows))
    lead = words("classroom.lead_whatif", runs=futures[0].runs)
    return Section(words("classroom.title_whatif"), [lead], (), tables)


def _apart(name: str, future: WhatIf, words: Translator) -> list[str]:
    row = future.indicators[name]
    mean, low, high = (words.gap(float(row[k]), name) for k in ("mean", "low", "high"))
    told = words("classroom.difference", mean=mean, low=low, high=high)
    return [words.indicator(name), "", told]


def _person(person: PersonScore, words: Translator) -> dict[str, str]:
    seat = words.short_actor(person.seat) if person.seat else "–"
    number = {"number": person.person}
    return {
        "name": person.name or words("classroom.student", **number),
        "seat": f"{seat}, {words('classroom.group')} {person.group}" if person.group else seat,
        "rounds": words("classroom.rounds_ordered", rounds=person.rounds),
        "score": score_sentence(person.score, words) if person.score else "",
    }
