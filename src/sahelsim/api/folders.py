"""``verify``, ``rerun``, ``report``: a result folder against its hashes, its recipe, its reader."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sahelsim.api.answer import Answer
from sahelsim.api.results import Comparison, Result
from sahelsim.api.saved import PLAN, open_runs
from sahelsim.core.errors import ResultError, UsageError
from sahelsim.core.save import check_writable
from sahelsim.study import store
from sahelsim.study.again import TOLERANCE, differences

if TYPE_CHECKING:
    import pandas as pd


WITH = ("sahelsim", "python", "platform", "libraries")
HOW = ("changed", "missing", "added")


@dataclass(frozen=True, repr=False)
class Verified(Answer):
    """A folder's files against the hashes in its manifest."""

    folder: Path
    files: int
    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every file is as it was written, and no other is there."""
        return not any(self._damage.values())

    @property
    def _damage(self) -> dict[str, tuple[str, ...]]:
        return {"changed": self.changed, "missing": self.missing, "added": self.added}

    def text(self) -> str:
        """Return what is not as it was written, or that all is."""
        if not self.whole:
            return since_written(self._damage)
        return f"{self.files} files as they were written"

    def to_dict(self) -> dict[str, Any]:
        """Return the counts and the names."""
        return {"files": self.files} | {how: list(names) for how, names in self._damage.items()}

    def frame(self) -> pd.DataFrame:
        """Return one row per file that is not as it was written."""
        import pandas as pd

        rows = [(how, name) for how, names in self._damage.items() for name in names]
        return pd.DataFrame(rows, columns=["how", "file"])


def since_written(damaged: Mapping[str, Sequence[str]]) -> str:
    """Return which files of a folder are changed or missing since it was written."""
    told = [f"{how}: {', '.join(names)}" for how, names in damaged.items() if names]
    return f"since it was written, {'; '.join(told)}"


def verify(folder: str | Path) -> Verified:
    """Compare a folder's files with the hashes in its manifest."""
    path = Path(folder)
    manifest = store.read_manifest(path)
    found = {how: tuple(names) for how, names in store.damage(path, manifest).items()}
    return Verified(path, len(manifest["files"]), **found)


@dataclass(frozen=True, repr=False)
class Rerun(Answer):
    """A folder, or a sample of a sweep's runs, made again: what differs from what is kept."""

    folder: Path
    what: str
    differ: tuple[str, ...]
    bytes_differ: tuple[str, ...] = ()
    damaged: Mapping[str, Sequence[str]] = field(default_factory=dict)
    written_with: Mapping[str, Any] = field(default_factory=dict)

    @property
    def equal(self) -> bool:
        """Whether every value came out the same."""
        return not self.differ

    def text(self) -> str:
        """Return whether it is equal, and if not, what differs and what wrote it."""
        lines = [since_written(self.damaged)] if self.damaged else []
        if self.equal and not self.bytes_differ:
            return "\n".join([*lines, f"equal bit for bit: {self.what}"])
        if self.equal:
            lines.append(f"equal: every value within {TOLERANCE:g} of itself, {self.what}")
            lines.append(f"  files of other bytes: {', '.join(self.bytes_differ)}")
        else:
            lines += ["NOT equal:", *(f"  {line}" for line in self.differ)]
        return "\n".join(
            lines + [f"  the folder was written with {k} {v}" for k, v in self.written_with.items()]
        )

    def to_dict(self) -> dict[str, Any]:
        """Return what differs, is changed and is missing."""
        found = {"equal": self.equal, "differ": list(self.differ)}
        found |= {"bytes_differ": list(self.bytes_differ)}
        return found | {how: list(self.damaged.get(how, ())) for how in HOW}

    def frame(self) -> pd.DataFrame:
        """Return one row per file or run that differs."""
        import pandas as pd

        return pd.DataFrame({"differs": list(self.differ)})


def rerun(
    folder: str | Path, *, out: str | Path | None = None, sample: int = 20, progress: bool = False
) -> Rerun:
    """Make a result folder again and compare it bit for bit; of a sweep, a sample of its runs.

    Parameters
    ----------
    folder : str or path
        What to make again.
    out : str or path, optional
        Where to keep the new folder; not of a sweep.
    sample : int
        Runs of a sweep to repeat.
    """
    path = Path(folder)
    if (path / PLAN).exists():
        return _sampled(path, out, sample)
    saved = open_runs(path)
    damaged = saved.damaged
    if out is not None:
        check_writable(Path(out))
    found = saved.again(progress=progress)
    differ, files = _differ(path, found), saved.manifest["files"]
    with tempfile.TemporaryDirectory() as temporary:
        new = store.hashes(found.save(out or Path(temporary) / "again"))
    others = tuple(name for name, value in files.items() if new.get(name) != value)
    told = f"{len(files)} files, seed {saved.recipe['seed']}, {saved.recipe['runs']} runs"
    return Rerun(path, told, differ, others, damaged, {k: saved.manifest.get(k) for k in WITH})


def _differ(folder: Path, found: Comparison) -> tuple[str, ...]:
    """Return which values differ; a table that cannot be read differs as a whole."""
    try:
        return tuple(differences(folder, found.results))
    except ResultError as error:
        return (str(error),)


def _sampled(folder: Path, out: str | Path | None, size: int) -> Rerun:
    from sahelsim.study.sweep.again import sample

    if out is not None:
        raise UsageError("--out: a sweep's runs are compared one by one, and none is kept")
    if not 1 <= size <= 100_000:
        raise UsageError(f"--sample {size} is outside 1 to 100000")
    differ, count = sample(folder, size)
    return Rerun(folder, f"{count} runs, each run again", tuple(differ))


def report(
    what: str | Path | Result | Comparison, out: str | Path | None = None, *, progress: bool = False
) -> Path:
    """Write the report of a result, or of a result folder anew; return its file.

    Parameters
    ----------
    what : Result, Comparison or path
        What to report; a folder of runs is run again for it.
    out : str or path, optional
        The HTML file. A sweep's report is always the one in its folder.

    Raises
    ------
    SahelsimError
        If there is no such folder, or the file cannot be written.
    """
    from sahelsim.core.version import __version__
    from sahelsim.report.sweep.write import write_report as write_sweep
    from sahelsim.report.write import write_report

    if isinstance(what, str | Path) and (Path(what) / PLAN).exists():
        if out is not None:
            raise UsageError("--out: a sweep's report is report.html in its folder")
        write_sweep(Path(what))
        return Path(what) / "report.html"
    if isinstance(what, Result):
        what = Comparison((what,))
    path = Path(out or "report.html")
    check_writable(path)
    found = what if isinstance(what, Comparison) else open_runs(Path(what)).again(progress=progress)
    made = found.results[0].recipe
    told = made.command if made is not None else "sahelsim replay"
    differences = found.differences if len(found.results) > 1 else {}
    try:
        return write_report(found.results, differences, path, command=told, version=__version__)
    except OSError as error:
        raise ResultError(f"{path} cannot be written: {error.strerror or error}") from None
