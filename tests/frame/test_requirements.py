"""Every package has an exact version and a reason, also those that come along with others."""

import re
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]


def lines_of(name: str) -> list[str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", "-"))]


def requirements_of(*names: str) -> list[Requirement]:
    return [Requirement(line.partition("  #")[0]) for name in names for line in lines_of(name)]


def needed(requirement: Requirement, extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({"extra": extra})


def with_all_they_bring(requirements: list[Requirement]) -> set[str]:
    """Names of the packages that `requirements` install on this machine, directly or not."""
    seen, waiting = set(), list(requirements)
    while waiting:
        requirement = waiting.pop()
        key = (canonicalize_name(requirement.name), frozenset(requirement.extras))
        if key in seen:
            continue
        seen.add(key)
        for line in distribution(requirement.name).requires or []:
            brought = Requirement(line)
            if any(needed(brought, extra) for extra in ("", *requirement.extras)):
                waiting.append(brought)
    return {name for name, _ in seen}


def test_all_that_is_installed_has_an_exact_version():
    asked = requirements_of("requirements.txt", "requirements-dev.txt")
    pins = {canonicalize_name(r.name): str(r.specifier) for r in [*asked, *requirements_of("constraints.txt")]}
    installed = {name: f"=={version(name)}" for name in with_all_they_bring(asked)}
    assert {name: found for name, found in installed.items() if pins.get(name) != found} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_requirement_says_why(name):
    assert [line for line in lines_of(name) if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+  # \S.{5,}", line)] == []
