"""`reception demo` plays its day: two PCs, a server over TLS, a line that is cut."""

import json

import pytest

from reception.cli.main import main


def test_the_demo_plays_a_whole_day(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "demo"]) == 0
    said = json.loads(capfd.readouterr().out)
    assert said["ok"] and said["timelines_equal"]
    assert (said["imported"], said["waiting"], said["set_aside"]) == (4, 0, 0)
    assert said["cases_first_pc"] == said["cases_second_pc"] == 5
