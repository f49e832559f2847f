"""Profiles of print shops: that each brand's can be read and is one for CMYK."""

from __future__ import annotations

from collections.abc import Iterator

from leafletgen.check.library_subject import LibrarySubject
from leafletgen.check.rule import Finding, Limits, Rule
from leafletgen.diagnostics import Severity
from leafletgen.html.library_file import FileProblem
from leafletgen.html.press_profile import read_profile


def press_profile(subject: LibrarySubject, limits: Limits) -> Iterator[Finding]:
    """A brand's profile that no press can use."""
    for name, brand in subject.library.brands.items():
        if brand.press:
            try:
                read_profile(subject.library.root, brand.press.profile)
            except FileProblem as problem:
                yield Finding(span=subject.brand_span(name, ("press", "profile")), message=problem.message, fix=problem.fix)


RULES = (
    Rule(
        slug="press-profile",
        stage="library",
        severity=Severity.ERROR,
        reason="The profile says how colours are mixed on the print shop's press: with a wrong one they are mixed for nothing.",
        basis="ISO 15930-7, 6.2.2",
        example="press: {profile: brands/screen.icc, condition: FOGRA52}   # a profile for screens",
        mend="press: {profile: brands/uncoated.icc, condition: FOGRA52}",
        check=press_profile,
    ),
)
