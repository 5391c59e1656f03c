"""``completion``: what a shell reads to complete commands and options."""

from __future__ import annotations

from typing import Annotated, Literal

from cyclopts import Parameter

from sahelsim.cli import show


def completion(
    shell: Annotated[Literal["bash", "zsh", "fish"], Parameter(help="Which shell.")], /
) -> int:
    """Print what makes your shell complete commands and options.

    Try:
      sahelsim completion bash >> ~/.bashrc
      sahelsim completion zsh > ~/.zfunc/_sahelsim
      sahelsim completion fish > ~/.config/fish/completions/sahelsim.fish
    """
    from sahelsim.cli.main import make_app

    show.say(make_app().generate_completion(shell=shell))
    return 0
