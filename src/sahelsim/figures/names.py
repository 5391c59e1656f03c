"""What a reader calls an actor; its card's file name stays for the command line."""

from __future__ import annotations

from sahelsim.texts.translator import translator


def called(actor: str) -> str:
    """Return an actor's short name.

    Examples
    --------
    >>> called("cma"), called("ecowas"), called("junta"), called("my_own")
    ('CMA', 'ECOWAS', 'Junta', 'My own')
    """
    return translator("en").short_actor(actor)
