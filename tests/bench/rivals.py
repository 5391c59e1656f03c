"""What others do in a second: Mesa's own Epstein example and Starsim's SIR, measured here and now."""

from __future__ import annotations

from clock import median_of, seconds


def mesa_epstein(size=40, rounds=10):
    """Return agent-steps a second of Mesa's own Epstein example."""
    from mesa.examples.advanced.epstein_civil_violence import model as epstein

    model = epstein.EpsteinCivilViolence(size, size)
    count = len(model.agents)

    def work():
        for _ in range(rounds):
            model.step()

    return count * rounds / median_of(lambda: seconds(work))


def starsim_sir(people=20_000, years=10):
    """Return agent-steps a second of Starsim's SIR."""
    import starsim as ss

    def once():
        sim = ss.Sim(n_agents=people, dur=years, diseases="sir", networks="random", verbose=0)
        sim.init()
        return people * len(sim.t.timevec) / seconds(sim.run)

    return median_of(once)
