"""Hindcasts: one origin month by month, or every origin pooled."""

from sahelsim.study.hindcast.origins import Hindcasts, hindcast_origins
from sahelsim.study.hindcast.paths import recorded
from sahelsim.study.hindcast.single import ORIGINS, Hindcast, Origin, hindcast

__all__ = ["ORIGINS", "Hindcast", "Hindcasts", "Origin", "hindcast", "hindcast_origins", "recorded"]
