"""What a piece of work read is known afterwards, whoever took it and however."""

from __future__ import annotations

import pickle

import pytest

from generator.text.reads import EVERY, Made, Noted, reading

DEALS = Noted("deals", {"a": 1, "b": 2})


def test_a_value_that_is_taken_is_noted_and_so_is_one_that_is_not_there() -> None:
    with reading() as found:
        assert DEALS["a"] == 1
        assert DEALS.get("c") is None
        assert "b" in DEALS
    assert found == {("deals", "a"), ("deals", "b"), ("deals", "c")}


def test_whoever_walks_a_map_has_read_its_keys_and_the_values_that_it_takes() -> None:
    with reading() as keys:
        assert list(DEALS) == ["a", "b"]
    with reading() as values:
        assert sum(DEALS.values()) == 3
    assert keys == {("deals", EVERY)}
    assert values == {("deals", EVERY), ("deals", "a"), ("deals", "b")}


def test_a_made_value_brings_what_it_was_made_of_each_time_it_is_taken() -> None:
    times = []

    def double(key: str) -> int:
        times.append(key)
        return DEALS[key] * 2

    doubled = Made(DEALS, double)
    for _ in range(2):
        with reading() as found:
            assert doubled["b"] == 4
        assert found == {("deals", "b")}
    assert times == ["b"]
    with pytest.raises(KeyError):
        doubled["c"]


def test_work_inside_work_keeps_its_reads_for_itself() -> None:
    with reading() as outer:
        with reading() as inner:
            assert DEALS["a"]
        assert DEALS["b"]
    assert (outer, inner) == ({("deals", "b")}, {("deals", "a")})


def test_maps_are_kept_with_all_their_values() -> None:
    doubled = Made(DEALS, lambda key: DEALS[key] * 2)
    assert pickle.loads(pickle.dumps(DEALS)) == DEALS
    assert pickle.loads(pickle.dumps(doubled)) == {"a": 2, "b": 4} == doubled
