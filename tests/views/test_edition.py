"""An edition is a value: what a build was made of can be put away and taken out again."""

from __future__ import annotations

import pickle

from generator.outputs.feeds import feeds
from generator.views.edition import every_file
from tests.publications import Made


def test_an_edition_comes_back_from_pickle_the_same_and_makes_the_same(golden: Made) -> None:
    """Also after its templates were used; nothing in it is a closure or an open file."""
    for edition in golden.editions.values():
        again = pickle.loads(pickle.dumps(edition))
        assert again == edition
        assert list(every_file(feeds(again))) == list(every_file(feeds(edition)))
