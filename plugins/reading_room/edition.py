"""The day of an edition: an essay dated later stays a draft until then."""

from __future__ import annotations

import datetime
import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from reading_room import days
from reading_room.problems import SiteError


def day(root: Path, environment: Mapping[str, str] = os.environ) -> str:
    """The day up to which essays are published, as 2026-11-25.

    ``AS_OF=2026-12-24`` says it; else ``SOURCE_DATE_EPOCH`` does, as for other repeatable builds;
    else it is today, or the day of the last commit if that is later, so that a slow clock hides no
    essay. A site without future dates is thus the same whatever the clock says.
    """
    if said := environment.get("AS_OF", ""):
        if not (chosen := days.parse(said)):
            raise SiteError(f"AS_OF: {said!r} is not a date; write it as AS_OF=2018-06-12")
        return chosen[:10]
    if seconds := environment.get("SOURCE_DATE_EPOCH", ""):
        if not seconds.isdigit():
            raise SiteError(f"SOURCE_DATE_EPOCH: {seconds!r} is not a number of seconds")
        return _day_of(int(seconds))
    return max(str(datetime.datetime.now(datetime.UTC).date()), _last_commit(root))


def _last_commit(root: Path) -> str:
    """The day of the last commit in the project at `root`; "" if there is none."""
    if not (root / ".git").exists():
        return ""
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
    return _day_of(int(said)) if said.isdigit() else ""


def _day_of(seconds: int) -> str:
    return str(datetime.datetime.fromtimestamp(seconds, datetime.UTC).date())
