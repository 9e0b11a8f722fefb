"""What tests share: both publications, made once per session."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publications import GOLDEN, REAL, Made, build, make


@pytest.fixture(scope="session")
def golden() -> Made:
    """The small publication with everything odd in it."""
    return make(GOLDEN)


@pytest.fixture(scope="session")
def real() -> Made:
    """The publication in content/."""
    return make(REAL)


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of content/."""
    return build(REAL, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="session")
def built_golden(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The finished site of the small publication."""
    return build(GOLDEN, tmp_path_factory.mktemp("golden"))
