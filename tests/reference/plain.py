"""The community mechanisms once more, as anybody would write them in plain Mesa: no arrays.

One object per community and per cercle, one number at a time. It exists to be compared with: the
differential test drives both with the same random numbers, and the benchmark measures what the
arrays save. It reads the equations from the mechanisms' cards, not from their code.
"""

import math

import mesa

SUSPECT = {"fulani": 1.0, "tuareg": 1.0, "arab": 0.9}
CLOSE = {"fulani": 1.0, "tuareg": 0.7, "arab": 0.7, "songhai": 0.4}


class Cercle:
    """A place: who is there, and what happened there this week."""

    def __init__(self, name):
        self.name = name
        self.communities, self.neighbours = [], []
        self.control, self.men = {}, {}
        self.heat = self.truce = self.blockade = 0.0
        self.killed = {}

    def by_state(self):
        return self.killed["fama"] + self.killed["wagner"] + self.killed["france"]

    def by_jihadists(self):
        return self.killed["jnim"] + self.killed["isgs"]

    def people(self):
        return sum(c.population for c in self.communities)

    def reached(self, harm, near):
        """Harm here, and a part of the mean harm next door."""
        return harm(self) + near * sum(w * harm(n) for n, w in self.neighbours)


class Community(mesa.Agent):
    """People of one identity in one cercle."""

    def __init__(self, model, cercle, identity, quantile):
        super().__init__(model)
        self.cercle, self.identity, self.quantile = cercle, identity, quantile
        self.exposure = SUSPECT.get(identity, 0.35)
        self.affinity = CLOSE.get(identity, 0.2)
        wall = 0.5 + 0.25 * math.log(quantile / (1.0 - quantile)) / 1.702
        self.threshold = min(max(wall, 0.05), 0.98)

    def mind(self):
        """Return next week's anger, fear, legitimacy and willingness, all from this week's."""
        p, here = self.model.p, self.cercle
        hurt = here.reached(Cercle.by_state, p.anger.near) * self.exposure
        jihad = here.reached(Cercle.by_jihadists, p.anger.near)
        rest = p.anger.resting_anger * (1.0 - self.legitimacy)
        forget = 1.0 - p.anger.anger_memory

        def felt(harm, per_casualty):
            return 1.0 - (1.0 - per_casualty) ** harm

        angry = p.anger.anger_per_casualty
        found = {
            "anger_state": self.anger_state
            + forget * (rest - self.anger_state)
            + (1.0 - self.anger_state) * felt(hurt, angry),
            "anger_jihad": self.anger_jihad
            + 0.5 * forget * (0.08 - self.anger_jihad)
            + (1.0 - self.anger_jihad) * felt(jihad, angry),
            "fear": p.anger.fear_memory * self.fear
            + (1.0 - self.fear) * felt(hurt, p.anger.fear_per_casualty),
        }
        return {**found, **self.loyalty(), **self.willingness()}

    def loyalty(self):
        p, here = self.model.p.attitudes, self.cercle
        natural = self.legitimacy_root * (0.8 + 0.2 * here.control["state"])
        base = curve(self.legitimacy, self.legitimacy_base, natural, p)
        northern = self.identity in ("tuareg", "arab")
        accord = p.accord_gain * (self.model.implementation - 0.3) * northern
        harm = scale(here.by_state()) * self.enemies_more() * self.exposure
        return {"legitimacy_base": base, "legitimacy": unit(base + accord - p.abuse * harm)}

    def willingness(self):
        p, here = self.model.p.informing, self.cercle
        natural = self.legitimacy * (0.2 + 0.8 * here.control["state"]) * 0.6
        base = curve(self.cooperation, self.cooperation_base, natural, p)
        abuse = p.abuse * scale(here.by_state()) * self.enemies_more() * self.exposure
        silence = p.reprisal * scale(here.by_jihadists())
        return {"cooperation_base": base, "cooperation": unit(base - abuse - silence)}

    def enemies_more(self):
        return ((2.0 - 2.0 * self.legitimacy) / 1.6) ** 2

    def joiners(self):
        """Return people who take up arms this week, by group."""
        p, here = self.model.p.recruitment, self.cercle
        men, control = here.men, here.control
        held = control["jnim"] + control["isgs"]
        actives = men["jnim"] + men["isgs"] + men["cma"] + 20.0
        arrest = 1.0 - math.exp(-2.3 * ((men["fama"] + men["wagner"]) / 10.0) / actives)
        risk = p.risk_aversion * self.quantile * arrest
        drive = (self.anger_state - risk - max(self.fear, self.threshold)) / p.spread
        active = (0.1 + held) / (1.0 + math.exp(-drive))
        trigger = p.trigger_rate * active * (1.0 - 0.3 * here.truce)
        living = p.livelihood_rate * (0.6 + 0.4 * here.blockade) * held
        kin = p.kin_rate * self.affinity * held
        joins = self.population * (trigger + living + kin)
        northern = self.identity in ("tuareg", "arab")
        pull = {
            "jnim": math.exp(4.0 * control["jnim"] + self.affinity),
            "isgs": 0.6 * math.exp(4.0 * control["isgs"]),
            "cma": northern * self.model.armed() * math.exp(4.0 * control["cma"] + 1.0),
        }
        rebels = joins * pull["cma"] / sum(pull.values())
        jihad = (joins - rebels) / (pull["jnim"] + pull["isgs"])
        farmers = self.identity in ("dogon", "bambara")
        militia = p.militia_rate * self.population * self.anger_jihad * farmers * held
        return {
            "jnim": jihad * pull["jnim"],
            "isgs": jihad * pull["isgs"],
            "cma": rebels,
            "selfdef": militia,
        }


class Country(mesa.Model):
    """All communities, stepped one by one on the picture of last week."""

    def __init__(self, parameters):
        super().__init__(seed=0)
        self.p = parameters
        self.cercles = []
        self.implementation = self.readiness = self.accord_in_force = 0.0

    def armed(self):
        return max(self.readiness, 1.0 - self.accord_in_force)

    def retaliate(self, luck):
        """Militias kill Fulani civilians; ``luck`` holds a number in [0, 1) for each cercle."""
        for k, cercle in enumerate(self.cercles):
            self._revenge(cercle, luck[k])

    def _revenge(self, cercle, happens):
        p = self.p.retaliation
        fulani = [c for c in cercle.communities if c.identity == "fulani"]
        others = [c for c in cercle.communities if c.identity != "fulani"]
        there = sum(c.population for c in fulani)
        share = there / (cercle.people() + 1.0)
        angry = sum(c.anger_jihad * c.population for c in others)
        anger = angry / (sum(c.population for c in others) + 1.0)
        target = share / (share + 0.1) * (1.0 - cercle.truce) * cercle.heat
        expected = p.revenge_rate * cercle.men["selfdef"] * anger * target
        chance = 1.0 - math.exp(-expected / p.event_size)
        if not happens < chance:
            return
        rare = happens / chance
        size = min((rare ** (-1.0 / p.tail) - 1.0) * (p.tail - 1.0), 60.0)
        dead = math.floor(size * expected / chance + rare * 2.0**20 % 1.0)
        cercle.killed["selfdef"] += dead

    def mourn(self):
        """The dead are missing from their communities: militias kill Fulani, others anybody."""
        for cercle in self.cercles:
            by_militias = cercle.killed["selfdef"]
            by_others = sum(cercle.killed.values()) - by_militias
            people = cercle.people()
            fulani = [c for c in cercle.communities if c.identity == "fulani"]
            there = sum(c.population for c in fulani)
            lost = {c: by_others * c.population / (people + 1.0) for c in cercle.communities}
            for community in fulani:
                lost[community] += by_militias * community.population / (there + 1.0)
            for community, dead in lost.items():
                community.population -= dead

    def opinions(self):
        """Everybody decides on one picture, then all change together."""
        found = [(community, community.mind()) for community in self.agents]
        for community, mind in found:
            for name, value in mind.items():
                setattr(community, name, unit(value))

    def recruit(self):
        found = [(community.cercle, community.joiners()) for community in self.agents]
        for cercle, joiners in found:
            for group, people in joiners.items():
                cercle.men[group] += people


def curve(level, base, natural, p):
    return p.alpha * level + (1.0 - p.alpha - p.gamma) * base + p.gamma * natural


def scale(deaths):
    return 0.0 if deaths <= 0 else 0.3 + 1.7 * min(max((deaths - 1.0) / 99.0, 0.0), 1.0)


def unit(value):
    return min(max(value, 0.0), 1.0)
