"""What the pages of a class show, as plain values: a seat's, the board's, the projector's."""

from __future__ import annotations

from typing import Any

from sahelsim.classroom.brief import Choice, decision_label, holders, news, public_lines
from sahelsim.classroom.debrief import came_of, debrief, messages_csv, orders_csv, scores_csv
from sahelsim.classroom.deck import DECK
from sahelsim.classroom.drawn import map_sentence, map_shapes, map_svg
from sahelsim.classroom.guesses import ANSWERS, histogram
from sahelsim.classroom.orders import HOLD, STAFF
from sahelsim.classroom.page import answer_label, debrief_page
from sahelsim.classroom.qr import qr_svg
from sahelsim.classroom.state import Key
from sahelsim.classroom.telling import believed_title, undone_text
from sahelsim.classroom.web.forms import STANDS, Who
from sahelsim.classroom.web.room import Room
from sahelsim.texts.translator import Translator

SURE = (0.5, 0.6, 0.7, 0.8, 0.9, 0.99)
LAST_MESSAGES = 30
LAST_NEWS = 8  # on the projector, a group


def seats(room: Room, words: Translator) -> list[dict[str, Any]]:
    """Return every seat of every group with who sits there."""
    plan = room.session.plan
    return [
        {
            "group": group,
            "seats": [
                {
                    "value": f"{group}.{seat}",
                    "label": words.short_actor(seat),
                    "names": room.names((group, seat)),
                }
                for seat in plan.seats
            ],
        }
        for group in plan.groups
    ]


def seat(room: Room, who: Who, words: Translator) -> dict[str, Any]:
    """Return everything that one seat's page shows."""
    group, name = who.seat
    with room.session.lock:
        seen, now = room.brief(group, name, words.lang), room.session.now
        draft = now.drafts.get((group, name))
        return {
            "who": who,
            "group": group,
            "brief": seen,
            "shapes": map_shapes(),
            "map": _map(room, group, words),
            "believed_title": believed_title(seen, words),
            "undone": undone_text(seen, words) if seen.undone else "",
            "decisions": _decisions(room, who.seat, words),
            "draft": draft,
            "started": now.started,
            "paused": now.paused,
            "over": room.session.over,
            "asking": now.asking and not who.is_host,
            "questions": _questions(room, who, words) if now.asking else [],
            "sure": [(value, words.percent(value)) for value in SURE],
            "inbox": _inbox(room, who.seat, words),
            "others": [
                (other, words.short_actor(other))
                for other in room.session.plan.seats
                if other != name
            ],
            "mates": room.names(who.seat),
            "bot": who.seat in now.bots,
        }


def _decisions(room: Room, key: Key, words: Translator) -> list[dict[str, Any]]:
    """Return each decision of a seat: what can be chosen, and what is marked now."""
    now, seen = room.session.now, room.brief(*key, words.lang)
    draft = now.drafts[key].orders if key in now.drafts else {}
    standing = now.standing.get(key, {})
    found = []
    for decision, choices in seen.menu.items():
        labels = {c.name: c.label for c in choices} | {HOLD: words("classroom.hold")}
        acts = {c.name for c in choices if c.act}
        stands = standing.get(decision, STAFF)
        stands = HOLD if stands in acts else stands
        told = labels.get(stands, words("classroom.staff"))
        found.append(
            {
                "name": decision,
                "label": decision_label(decision, words),
                "stands": words("classroom.stands", order=told),
                "marked": draft.get(decision, STANDS),
                "choices": [c for c in choices if c.allowed],
                "closed": [c for c in choices if not c.allowed],
                "rest": _rest(words),
            }
        )
    return found


def _rest(words: Translator) -> list[Choice]:
    """Return the two orders that every decision has."""
    return [
        Choice(name, words(f"classroom.{name}"), "", True, False, False) for name in (HOLD, STAFF)
    ]


def _questions(room: Room, who: Who, words: Translator) -> list[dict[str, Any]]:
    now = room.session.now
    given = {g.question: g for g in now.guesses if (g.round, g.person) == (now.round, who.person)}
    return [
        {
            "name": question,
            "label": words(f"classroom.ask.{question}"),
            "answers": [(a, answer_label(question, a, words)) for a in answers],
            "given": given[question].answer if question in given else "",
            "sure": given[question].sure if question in given else SURE[2],
        }
        for question, answers in ANSWERS.items()
    ]


def _inbox(room: Room, key: Key, words: Translator) -> list[dict[str, str]]:
    return [
        {
            "sender": words.short_actor(m.sender),
            "to": words.short_actor(m.to) if m.to else words("classroom.to_all"),
            "round": str(m.round + 1),
            "text": m.text,
        }
        for m in room.session.inbox(*key)[-LAST_MESSAGES:]
    ]


def board(room: Room, words: Translator) -> dict[str, Any]:
    """Return everything that the instructor's board shows."""
    session = room.session
    with session.lock:
        now, plan = session.now, session.plan
        return {
            "room": room,
            "now": now,
            "plan": plan,
            "over": session.over,
            "date": words.date(session.world.model.date),
            "label": words.named("scenario", plan.scenario.name, plan.scenario.label),
            "seats": [(seat, words.short_actor(seat)) for seat in plan.seats],
            "rows": [
                (group, [_cell(room, (group, seat), words) for seat in plan.seats])
                for group in plan.groups
            ],
            "waiting": _waiting(room),
            "code_svg": _code(room, words),
            "shapes": map_shapes(),
            "deck": [(name, words(f"classroom.inject.{name}")) for name in DECK],
            "injects": [(at + 1, words(f"classroom.inject.{card}")) for at, card in now.injects],
            "maps": _maps(room, words),
            **_guessed(room, words),
            "messages": len(now.messages),
        }


def _code(room: Room, words: Translator) -> str:
    """Return a picture that a phone reads: the first address with the code in it."""
    if not room.addresses or room.session.now.closed:
        return ""
    return qr_svg(f"{room.addresses[0]}?code={room.code}", words("classroom.qr"))


def _cell(room: Room, key: Key, words: Translator) -> dict[str, Any]:
    """Return one seat of one group on the board."""
    now = room.session.now
    state = "ordered" if key in now.drafts else "open" if now.manned(key) else "empty"
    return {
        "value": f"{key[0]}.{key[1]}",
        "group": key[0],
        "seat": key[1],
        "names": room.names(key),
        "bot": key in now.bots,
        "state": state,
        "told": words(f"classroom.state.{state}"),
        "label": f"{words.short_actor(key[1])} {key[0]}",
    }


def _waiting(room: Room) -> tuple[int, int]:
    """Return how many manned seats have ordered, and how many there are."""
    now, plan = room.session.now, room.session.plan
    keys = [(g, s) for g in plan.groups for s in plan.seats]
    manned = [key for key in keys if now.manned(key)]
    return sum(key in now.drafts for key in manned), len(manned)


def _map(room: Room, group: str, words: Translator) -> str:
    """Return the map of one group, as everybody may know it."""
    return map_svg(holders(room.session.world, room.session.replicate(group)), words)


def _maps(room: Room, words: Translator) -> list[tuple[str, str, str]]:
    """Return each group's map, and who holds how much of it in words."""
    world, found = room.session.world, []
    for k, group in enumerate(room.session.plan.groups):
        held = holders(world, k)
        found.append((group, map_svg(held, words, f"map-{group}"), map_sentence(held, words)))
    return found


def _guessed(room: Room, words: Translator) -> dict[str, Any]:
    """Return how the last guesses lie, and what came of it once the round was lived through."""
    session, now = room.session, room.session.now
    rounds = {g.round for g in now.guesses}
    if not rounds:
        return {"histograms": [], "guessed": 0}
    round = max(rounds)
    came = came_of(session, round) if round < now.round else {}
    found = []
    for question in ANSWERS:
        counts = histogram(now.guesses, question, round)
        most = max(1, *counts.values())
        told = [
            f"{group} {answer_label(question, answer, words)}"
            for (group, asked), answer in came.items()
            if asked == question
        ]
        bars = [
            (answer_label(question, answer, words), n, round_percent(n, most))
            for answer, n in counts.items()
        ]
        asked = words(f"classroom.ask.{question}")
        found.append({"label": asked, "bars": bars, "came": words.listed(told)})
    return {"histograms": found, "guessed": round + 1}


def round_percent(n: int, most: int) -> int:
    """Return the length of a bar in per cent of the longest.

    Examples
    --------
    >>> round_percent(1, 3)
    33
    """
    return round(100 * n / most)


def projector(room: Room, words: Translator) -> dict[str, Any]:
    """Return what the projector shows: public maps, facts and news of every group."""
    session = room.session
    with session.lock:
        world, now = session.world, session.now
        return {
            "room": room,
            "now": now,
            "rounds": session.plan.rounds,
            "over": session.over,
            "date": words.date(world.model.date),
            "waiting": _waiting(room),
            "code_svg": _code(room, words),
            "shapes": map_shapes(),
            "injects": [
                words(f"classroom.inject.{card}") for at, card in now.injects if at == now.round - 1
            ],
            **_guessed(room, words),
            "groups": [
                {
                    "name": group,
                    "map": svg,
                    "told": told,
                    "lines": public_lines(world, k, words),
                    "news": news(world, k, words)[-LAST_NEWS:],
                }
                for k, (group, svg, told) in enumerate(_maps(room, words))
            ],
        }


def debrief_of(room: Room, words: Translator) -> str:
    """Return the debrief page."""
    return debrief_page(room.session, debrief(room.session), words, room.futures)


def table(room: Room, what: str) -> str:
    """Return orders, messages or scores as comma-separated values."""
    write = {"orders": orders_csv, "messages": messages_csv, "scores": scores_csv}[what]
    return write(debrief(room.session))
