"""The day of an edition comes from what is said, and never from a slow clock."""

import datetime
import subprocess

import pytest
from reading_room import edition
from reading_room.problems import SiteError


def test_a_day_that_is_said_is_taken(tmp_path):
    assert edition.day(tmp_path, {"AS_OF": "2031-05-06"}) == "2031-05-06"
    assert edition.day(tmp_path, {"AS_OF": "24 December 2026"}) == "2026-12-24"
    assert edition.day(tmp_path, {"SOURCE_DATE_EPOCH": "1528761600"}) == "2018-06-12"
    both = {"AS_OF": "2031-05-06", "SOURCE_DATE_EPOCH": "1528761600"}
    assert edition.day(tmp_path, both) == "2031-05-06"


def test_without_a_word_it_is_today(tmp_path):
    assert edition.day(tmp_path, {}) == str(datetime.datetime.now(datetime.UTC).date())


def test_a_slow_clock_does_not_go_back_behind_the_last_commit(tmp_path):
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert edition.day(tmp_path, {}) == str(datetime.datetime.now(datetime.UTC).date())
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org"]
    commit = ["commit", "-q", "--allow-empty", "-m", "x"]
    subprocess.run(
        ["git", "-C", str(tmp_path), *who, *commit],
        check=True,
        env={"GIT_COMMITTER_DATE": "2090-01-02T00:00:00Z", "PATH": "/usr/bin:/bin"},
    )
    assert edition.day(tmp_path, {}) == "2090-01-02"


@pytest.mark.parametrize(
    "said", [{"AS_OF": "soon"}, {"AS_OF": "2026-02-30"}, {"SOURCE_DATE_EPOCH": "-1"}]
)
def test_a_day_that_is_none_is_refused(tmp_path, said):
    with pytest.raises(SiteError, match="is not a"):
        edition.day(tmp_path, said)
