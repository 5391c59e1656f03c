"""Docking: the project's own formulas put into other people's models, or followed to their law."""

import numpy as np
import pytest
from mesa.examples.advanced.epstein_civil_violence import agents
from mesa.examples.advanced.epstein_civil_violence import model as example

from sahelsim.mechanisms.ambushes import deitchman_invariant
from sahelsim.mechanisms.intelligence_war import stalemate
from sahelsim.mechanisms.recruitment import arrest_probability


def _example(seed):
    """Return Mesa's example, whose settings moved into a scenario in Mesa 3.5."""
    settings = {"legitimacy": 0.6, "cop_density": 0.03}
    if hasattr(example, "EpsteinScenario"):
        scenario = example.EpsteinScenario(rng=seed, **settings)
        return example.EpsteinCivilViolence(20, 20, scenario)
    return example.EpsteinCivilViolence(20, 20, seed=seed, **settings)


def _actives(steps=25, seed=3):
    model = _example(seed)
    found = []
    for _ in range(steps):
        model.step()
        found.append(
            sum(getattr(a, "state", None) is agents.CitizenState.ACTIVE for a in model.agents)
        )
    return found


def _ours(rounded):
    """Return Mesa's method with sahelsim's arrest function in it."""

    def update(self):
        near = list(self.neighbors)  # an iterator in some versions of Mesa
        cops = sum(isinstance(n, agents.Cop) for n in near)
        actives = 1 + sum(
            isinstance(n, agents.Citizen) and n.state is agents.CitizenState.ACTIVE for n in near
        )
        ratio = round(cops / actives) if rounded else cops / actives
        self.arrest_probability = float(arrest_probability(ratio, 1.0))

    return update


def test_epstein_in_mesa_with_our_arrest_function(monkeypatch):
    """With Mesa's rounding, our function gives Mesa's trajectory, step by step."""
    theirs = _actives()
    monkeypatch.setattr(agents.Citizen, "update_estimated_arrest_probability", _ours(True))
    assert _actives() == theirs
    assert max(theirs) > 0


def test_epstein_without_rounding_is_another_model(monkeypatch):
    """Without rounding the bursts shrink, as Mesa's authors say: hence the named switch."""
    theirs = _actives()
    monkeypatch.setattr(agents.Citizen, "update_estimated_arrest_probability", _ours(False))
    assert max(_actives()) < max(theirs)


def test_kress_and_szechtman_stalemate():
    """Their equation for the insurgents' share settles where our formula says."""
    for theta, mu in ((1.0, 0.3), (2.0, 0.4), (1.0, 0.5)):
        share = 0.2
        for _ in range(40_000):
            harmed = (1 - mu) * (1 - share)
            share += 0.01 * (theta * harmed - (mu + (1 - mu) * share)) * 0.1
            share = max(share, 0.0)
        assert share == pytest.approx(stalemate(theta, mu), abs=1e-3)


def test_deitchman_invariant_along_a_fight():
    """The mixed law, integrated in small steps, keeps our invariant."""
    men, guerrillas, a, b, dt = 1000.0, 500.0, 0.05, 1e-4, 1e-3
    start = deitchman_invariant(men, guerrillas, a, b)
    for _ in range(10_000):  # midpoint rule
        m = men - 0.5 * dt * a * guerrillas
        g = guerrillas - 0.5 * dt * b * men * guerrillas
        men, guerrillas = men - dt * a * g, guerrillas - dt * b * m * g
    assert deitchman_invariant(men, guerrillas, a, b) == pytest.approx(start, abs=1e-5)
    assert guerrillas < 400


def test_bennett_mobilisation_rises_as_accuracy_falls():
    """Bennett's rules (no forgetting): less accurate fire makes more insurgents."""

    def insurgents(accuracy, seed=1, n=500, rounds=200):
        rng = np.random.default_rng(seed)
        anger = rng.normal(0.25, 0.125, n).clip(0, 1)
        fear = rng.normal(0.5, 0.25, n).clip(0, 1)
        threshold = rng.normal(0.5, 0.25, n).clip(0, 1)
        ever = np.zeros(n, dtype=bool)
        for _ in range(rounds):
            active = (anger > fear) & (anger > threshold)
            ever |= active
            attacked = rng.random(n) < 0.1 * active.mean() + 0.02
            hurt = attacked & (rng.random(n) > accuracy)
            anger = np.where(hurt, 1 - (1 - anger) * (1 - 0.05) ** 3, anger)
        return ever.sum()

    found = [insurgents(a) for a in (0.9, 0.7, 0.5, 0.3, 0.1)]
    assert found == sorted(found)
    assert found[-1] > 2 * found[0]


def _condorcet(weights, utility, m=1):
    """KTAB's probabilistic Condorcet election with proportional votes: P(i) ∝ Π_j p_ij."""
    gap = utility[:, :, None] - utility[:, None, :]
    votes = (weights[:, None, None] * np.maximum(gap, 0.0)).sum(axis=0) ** m
    total = votes + votes.T
    p = np.where(total > 0, votes / np.where(total > 0, total, 1.0), 0.5)
    product = p.prod(axis=1)
    return product / product.sum()


def test_ktab_style_vote():
    """A vote of the actors: even sides split, weight decides, a Condorcet winner comes first."""
    even = _condorcet(np.ones(2), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert even == pytest.approx([0.5, 0.5])
    heavy = _condorcet(np.array([3.0, 1.0]), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert heavy == pytest.approx([0.75, 0.25])
    # positions on one line: the middle beats both ends whatever the ends weigh alike
    positions, options = np.array([0.0, 0.5, 1.0]), np.array([0.0, 0.5, 1.0])
    utility = 1.0 - np.abs(positions[:, None] - options[None, :])
    assert _condorcet(np.ones(3), utility).argmax() == 1
    sharper = _condorcet(np.ones(3), utility, m=4)
    assert sharper[1] > _condorcet(np.ones(3), utility)[1]
