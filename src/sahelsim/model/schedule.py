"""The order of one week: a modelling assumption, in one table."""

from __future__ import annotations

PHASES: dict[str, str] = {
    "movement": "forces move toward what they guard, hunt or flee",
    "clashes": "armed men fight: ambushes, sweeps, strikes, open battles, rivalries",
    "harm": "civilians are killed: by sweeps, massacres, selective terror, retaliation",
    "control": "the dead are missing; people inform or keep silent; places change hands; mines work or not; violence excites violence",
    "opinion": "anger, fear, legitimacy and opinion answer to what happened",
    "recruitment": "people join and leave armed groups",
    "displacement": "people flee, return and cross borders",
    "dues": "what contractors have earned, and what conceded mines pay of it",
    "money": "taxes, aid, pay and arrears; what armed groups take and spend",
    "accord": "trust, compliance and guarantees of the 2015 accord",
    "regime": "men do what they are paid for, patrons bargain, officers plot, influence shifts",
}
