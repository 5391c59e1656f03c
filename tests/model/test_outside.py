"""Actions and mechanisms from outside: only from a folder that somebody trusts, hash and all."""

import numpy as np
import pytest

from sahelsim.core.errors import UsageError
from sahelsim.model import outside, parts

ACTION = '''
from dataclasses import dataclass
from sahelsim.model.action import Action

@dataclass(frozen=True)
class SingSongs(Action):
    """Sing songs."""
    label = "Sing songs"
    decision = "diplomacy"

    def expects(self, view):
        return {("reputation", "people like songs"): 0.1}

    def changes(self, scene, rng):
        return {scene.own_key("influence"): 0.1 * (1.0 - scene.own("influence"))}
'''


@pytest.fixture(autouse=True)
def forgetful():
    """Trust nobody before and after."""
    outside.distrust()
    yield
    outside.distrust()


@pytest.fixture
def folder(tmp_path):
    """Make a folder with one action."""
    (tmp_path / "actions").mkdir()
    (tmp_path / "actions" / "sing_songs.py").write_text(ACTION)
    return tmp_path


def test_nothing_is_read_before_it_is_trusted(folder):
    """A folder that lies about is not read, and its parts are unknown."""
    with pytest.raises(UsageError, match="no action 'sing_songs'"):
        parts.load_class("actions", "sing_songs")
    found = outside.trust(folder)
    assert parts.load_class("actions", "sing_songs")().label == "Sing songs"
    assert "sing_songs" in parts.names("actions")
    assert outside.trusted() == (found,)


def test_the_hash_follows_the_code(folder):
    """Any change of a part is another hash; what is no part changes nothing."""
    before = outside.trust(folder).sha256
    (folder / "notes.txt").write_text("x")
    assert outside.trust(folder).sha256 == before
    (folder / "actions" / "sing_songs.py").write_text(ACTION + "\n")
    assert outside.trust(folder).sha256 != before


def test_names_may_not_be_taken_twice(folder, tmp_path):
    """A part of the package cannot be replaced from outside, nor one outside part by another."""
    (folder / "actions" / "strike.py").write_text(ACTION.replace("SingSongs", "Strike"))
    outside.trust(folder)
    with pytest.raises(UsageError, match="the package has 'strike'"):
        parts.names("actions")


def test_bad_folders_are_one_clear_line(tmp_path, folder):
    """No parts, or a file without its class."""
    with pytest.raises(UsageError, match=r"no \*\.py in mechanisms/ or actions/"):
        outside.trust(tmp_path / "nowhere")
    (folder / "actions" / "hum.py").write_text("x = 1\n")
    outside.trust(folder)
    with pytest.raises(UsageError, match="no class 'Hum'"):
        parts.names("actions")


def test_an_installed_distribution_offers_parts_by_entry_point(folder, monkeypatch):
    """``sahelsim.actions`` is the group; the entry's name is the part's."""
    made = outside._class(folder / "actions" / "sing_songs.py")

    class Point:
        name = "hum_along"

        def load(self):
            return made

    monkeypatch.setattr(
        outside, "entry_points", lambda group: [Point()] if group == "sahelsim.actions" else []
    )
    outside.distrust()
    assert parts.load_class("actions", "hum_along") is made
    assert "hum_along" in parts.names("actions")


def test_a_trusted_action_acts_for_whoever_takes_it(folder, state, geography, rigged):
    """It raises the acting sponsor's influence, as a shipped one does."""
    from sahelsim.model.scene import Scene
    from sahelsim.scenario.files import package_cards

    outside.trust(folder)
    scene = Scene(state, geography, package_cards()["russia"])
    done = parts.load_class("actions", "sing_songs")().changes(scene, rigged)
    assert done.keys() == {"influence.russia"}
    assert np.all(done["influence.russia"] > 0)
