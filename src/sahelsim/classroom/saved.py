"""What a saved class says about itself, and the scenario that it holds."""

from __future__ import annotations

import dataclasses
import json
import re
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from sahelsim.classroom.world import fingerprint
from sahelsim.core.errors import ResultError
from sahelsim.core.version import __version__
from sahelsim.scenario import Scenario, apply_overrides
from sahelsim.scenario.files import load_stored

PLAIN = re.compile(r"(?:actors/)?\w[\w .-]*\.toml")  # names that lead nowhere else


@dataclasses.dataclass(frozen=True)
class Plan:
    """What a class is made from: as much as a file needs to make it again.

    ``groups`` are worlds of their own, all under one ``seed``; ``rounds`` is how many there are.
    """

    scenario: Scenario
    seed: int
    groups: tuple[str, ...]
    seats: tuple[str, ...]
    rounds: int

    def about(self) -> dict[str, str]:
        """Return it as a file keeps it."""
        texts = {
            "sources": self.scenario.sources,
            "changes": self.scenario.changes,
            "groups": self.groups,
            "seats": self.seats,
        }
        return {
            "model": fingerprint(),
            "version": __version__,
            "file": self.scenario.file,
            "settings": self.scenario.hash,
            "seed": str(self.seed),
            "rounds": str(self.rounds),
            **{key: json.dumps(value) for key, value in texts.items()},
        }


def read(about: Mapping[str, str], path: Path) -> Plan:
    """Return the plan of a file.

    Raises
    ------
    ResultError
        If it was saved by another model, which would tell another story.
    """
    if about.get("model") != fingerprint():
        raise ResultError(
            f"{path} was saved by another model (sahelsim {about.get('version', 'unknown')}): the "
            "same orders would tell another story here; open it with the version that wrote it"
        )
    scenario = _scenario(json.loads(about["sources"]), json.loads(about["changes"]), about["file"])
    if scenario.hash != about["settings"]:
        raise ResultError(f"{path}: its scenario is not the one that it was played with")
    groups, seats = (tuple(json.loads(about[key])) for key in ("groups", "seats"))
    return Plan(scenario, int(about["seed"]), groups, seats, int(about["rounds"]))


def _scenario(sources: Sequence[Sequence[str]], changes: Sequence[str], file: str) -> Scenario:
    """Return the scenario that the texts make, whatever lies elsewhere now."""
    with tempfile.TemporaryDirectory() as name:
        for where, text in sources:
            if not PLAIN.fullmatch(where):
                raise ResultError("a scenario's file has no plain name")
            path = Path(name) / where
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        found = load_stored(Path(name))
    return apply_overrides(dataclasses.replace(found, file=file), list(changes))
