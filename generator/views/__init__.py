"""Finished words: what every output shows, worked out once."""
