"""All that is wrong with a leaflet is told in one run: its pictures too when a citation is wrong."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from leafletgen.cli import main

LEAFLET = """\
kind: handout
title: A leaflet
version: "1.0"
owner: A team
published: 2026-11-01
review_by: 2028-11-01
sections:
  - heading: One
    content:
      - figure: {image: ../../etc/passwd, alt: x}
      - text: A claim. [@nobody]
"""


def test_pictures_and_citations_are_told_together(make_library: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(make_library({"leaflets/wrong.yaml": LEAFLET}))
    result = CliRunner().invoke(main, ["build", "wrong", "--today", "2026-11-22"])
    assert result.exit_code == 1
    assert "leaflets/wrong.yaml:10:25  error[image-missing]" in result.output
    assert "error[citation-unknown]" in result.output
    assert "status-draft" not in result.output
    assert not Path("dist/wrong").exists()
