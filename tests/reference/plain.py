"""The ground once more, as anybody would write it in plain Mesa: one object each, no arrays.

A country has regions, cercles and communities; each carries the state table's numbers as plain
attributes, a block of them (fighters by armed actor) as a dict. A rule looks at one picture of the
country and yields (who, what, how much); a phase adds up what all its rules found. The rules stand
in ``rules_*.py``; the differential test drives both with the same random numbers, and the
benchmark measures what the arrays save.
"""

import math

import mesa

from sahelsim.model.variables import LARGE, VARIABLES

ENDED = 0.25  # France's relation: 0 ended, 0.5 suspended, 1 operations together


def open_war(country):
    """Return 1 while state and CMA fight: no accord, no ceasefire, no sleep."""
    return (1.0 - country.accord_in_force) * (1.0 - at_rest(country, "cma"))


def at_rest(country, who):
    """Return 1 while a ceasefire with somebody holds, or the war with it sleeps."""
    return max(country.ceasefire[who], country.dormant[who])


class Block(dict):
    """One number for each name on an axis, such as fighters by armed actor."""

    def __init__(self, variable, names):
        super().__init__(dict.fromkeys(names, 0.0))
        self.variable = variable


class PlainDraws:
    """The random numbers of one mechanism and week, asked for one at a time."""

    def __init__(self, draws):
        self.draws = draws

    def uniform(self, part, thing):
        """Return the number in [0, 1) that belongs to a cercle or to the country."""
        return float(self.draws.uniform(part, thing.siblings)[0, thing.number])

    def normal(self, part, thing):
        """Return the standard normal number of a region, a cercle or the country."""
        return float(self.draws.normal(part, thing.siblings)[0, thing.number])


class Region:
    """Opinion is held, and the regional trend rises and falls, by region."""

    def __init__(self, name, number, siblings):
        self.name, self.number, self.siblings = name, number, siblings
        self.cercles = []


class Cercle:
    """A place: who lives there, who is armed there, and what happened this week."""

    def __init__(self, name, number, siblings):
        self.name, self.number, self.siblings = name, number, siblings
        self.communities, self.neighbours = [], []  # (cercle, share of border, kilometres)

    def by_state(self):
        killed = self.civilians_killed
        return killed["fama"] + killed["wagner"] + killed["france"]

    def by_jihadists(self):
        return self.civilians_killed["jnim"] + self.civilians_killed["isgs"]

    def deaths(self):
        return sum(self.battle_deaths.values()) + sum(self.civilians_killed.values())

    def jihadists(self):
        return self.fighters["jnim"] + self.fighters["isgs"]

    def people(self):
        return sum(c.population for c in self.communities)

    def mean(self, name):
        """Average what people think over everybody at home."""
        felt = sum(getattr(c, name) * c.population for c in self.communities)
        return felt / (self.people() + 1.0)

    def mean_of(self, feeling):
        """Average a feeling over everybody at home."""
        felt = sum(feeling(c) * c.population for c in self.communities)
        return felt / (self.people() + 1.0)

    def next_door(self, of):
        """Average over the neighbours by shared border."""
        return sum(border * of(near) for near, border, _ in self.neighbours)


class Community(mesa.Agent):
    """People of one identity in one cercle."""

    def __init__(self, country, cercle, identity, quantile):
        super().__init__(country)
        self.cercle, self.identity, self.quantile = cercle, identity, quantile


class Country(mesa.Model):
    """Everything in one replicate; ``numbers`` holds each mechanism's parameters by its name."""

    number, siblings = 0, 1

    def __init__(self, numbers, rules):
        super().__init__(rng=0)
        self.numbers, self.rules = numbers, rules
        self.regions, self.cercles = [], []

    @property
    def communities(self):
        return self.agents

    def men(self, side):
        """Count the men of a side in the whole country."""
        return sum(cercle.fighters[side] for cercle in self.cercles)

    def new_week(self):
        """Nothing has happened yet."""
        for thing in (self, *self.cercles):
            for name, value in vars(thing).items():
                if name in VARIABLES and VARIABLES[name].kind == "flow":
                    if isinstance(value, Block):
                        value.update(dict.fromkeys(value, 0.0))
                    else:
                        setattr(thing, name, 0.0)

    def live(self, names, draws):
        """Live one phase: every rule looks at the same picture, then all is added together."""
        found = [
            change
            for name in names
            for change in self.rules[name](self, self.numbers[name], draws(name))
        ]
        for thing, what, amount in found:
            add(thing, what, amount)
        for thing, what, _ in found:
            keep_within_bounds(thing, what)


def add(thing, what, amount):
    """Add to a number of a thing, or of a block."""
    if isinstance(thing, Block):
        thing[what] += amount
    else:
        setattr(thing, what, getattr(thing, what) + amount)


def keep_within_bounds(thing, what):
    variable = VARIABLES[thing.variable if isinstance(thing, Block) else what]
    if variable.kind == "flow":
        return
    value = thing[what] if isinstance(thing, Block) else getattr(thing, what)
    if variable.low <= value and (value <= variable.high or variable.high == LARGE):
        return
    inside = min(max(value, variable.low), variable.high)
    if isinstance(thing, Block):
        thing[what] = inside
    else:
        setattr(thing, what, inside)


def unit(value):
    return min(max(value, 0.0), 1.0)


def sigmoid(x):
    return 1.0 / (1.0 + math.exp(-x)) if x > -700.0 else 0.0


def lethality(ruthlessness):
    """Half under full restraint, all under none."""
    return 0.5 + 0.5 * ruthlessness


def weekly(annual):
    """Turn an annual probability into a weekly one."""
    return 1.0 - (1.0 - annual) ** (1.0 / 52.0)


def event(expected, size, tail, draws):
    """Return the deaths of one place and week: mostly none, at times very many.

    One number in [0, 1) says whether there is an event; given one, it is uniform again and gives
    the size by a Lomax law, and its later digits round to whole deaths.
    """
    chance = -math.expm1(-expected / size)  # the chance may be tiny
    if not draws < chance:
        return 0.0
    rare = draws / chance
    heavy = (max(rare, 1e-15) ** (-1.0 / tail) - 1.0) * (tail - 1.0)
    return float(math.floor(min(heavy, 60.0) * expected / chance + rare * 2.0**20 % 1.0))
