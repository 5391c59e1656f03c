"""Scenarios: strict TOML files, what they inherit, how they become a model."""

from sahelsim.scenario.builder import check_said, checked
from sahelsim.scenario.describe import assumptions, describe, list_scenarios
from sahelsim.scenario.factors import Factor, factors
from sahelsim.scenario.files import check_file, load_scenario, scenario_folder
from sahelsim.scenario.new import new_scenario
from sahelsim.scenario.overrides import apply_overrides
from sahelsim.scenario.scenario import Scenario
from sahelsim.scenario.settings import Settings, words_of

__all__ = [
    "Factor",
    "Scenario",
    "Settings",
    "apply_overrides",
    "assumptions",
    "check_file",
    "check_said",
    "checked",
    "describe",
    "factors",
    "list_scenarios",
    "load_scenario",
    "new_scenario",
    "scenario_folder",
    "words_of",
]
