"""Five questions for the debrief, made from what this class did."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sahelsim.classroom.debrief import Debrief
from sahelsim.classroom.orders import HOLD, STAFF
from sahelsim.texts.translator import Translator

FIVE = 5
WRONG, FEWEST = 1.5, 100.0  # factor and people from which a belief is worth a question
LONGEST = 120  # letters of a message that a question repeats


def questions(found: Debrief, words: Translator) -> list[str]:
    """Return five questions: those that this game's events ask, then those that any game asks."""
    own = [*_parted(found, words), *_against(found, words), *_wrong(found, words)]
    own += [*_said(found, words), *_silent(found, words)]
    always = ("luck", "unseen", "paid", "limits", "again")
    return [*own, *(words(f"classroom.question.{name}") for name in always)][:FIVE]


def order_label(name: str, found: Debrief, words: Translator) -> str:
    """Return what an order is called."""
    if name in (HOLD, STAFF):
        return words("classroom.hold") if name == HOLD else words("classroom.staff")
    labels = {
        o: label
        for d in found.result.decisions
        for o, label in zip(d.options, d.labels, strict=True)
    }
    return words.action(name, labels.get(name, name))


def _parted(found: Debrief, words: Translator) -> Iterator[str]:
    """Ask about the first pair of groups that ended in different classes."""
    for k, one in enumerate(found.groups):
        for other in found.groups[k + 1 :]:
            first, second = (found.outcomes[g][0] for g in (one, other))
            if first != second:
                told = {"first": words.outcome_in_short(first)}
                told |= {"second": words.outcome_in_short(second)}
                yield words("classroom.question.parted", one=one, other=other, **told)
                return


def _against(found: Debrief, words: Translator) -> Iterator[str]:
    """Ask about the first order that the model would not have given."""
    for order in found.orders:
        if order.new and order.own and order.own != order.order and order.order != HOLD:
            yield words(
                "classroom.question.against",
                round=order.round + 1,
                seat=words.short_actor(order.seat),
                group=order.group,
                order=order_label(order.order, found, words),
                own=order_label(order.own, found, words),
            )
            return


def _wrong(found: Debrief, words: Translator) -> Iterator[str]:
    """Ask about the belief that was furthest from the truth."""
    sure = [b for b in found.beliefs if min(b.believed, b.true) >= FEWEST]
    if not sure:
        return
    worst = max(sure, key=lambda b: abs(math.log(b.believed / b.true)))
    if abs(math.log(worst.believed / worst.true)) < math.log(WRONG):
        return
    yield words(
        "classroom.question.wrong",
        round=worst.round + 1,
        seat=words.short_actor(worst.seat),
        group=worst.group,
        force=words.short_actor(worst.force),
        believed=words.number(worst.believed, "people"),
        true=words.number(worst.true, "people"),
    )


def _said(found: Debrief, words: Translator) -> Iterator[str]:
    """Ask about the first message that went to one seat alone."""
    for message in found.messages:
        if message.to:
            yield words(
                "classroom.question.said",
                round=message.round + 1,
                sender=words.short_actor(message.sender),
                to=words.short_actor(message.to),
                text=message.text[:LONGEST],
            )
            return


def _silent(found: Debrief, words: Translator) -> Iterator[str]:
    """Ask about what was injected, if anything was."""
    for number, card in found.injects[:1]:
        yield words(
            "classroom.question.injected",
            round=number + 1,
            what=words(f"classroom.inject.{card}"),
        )
