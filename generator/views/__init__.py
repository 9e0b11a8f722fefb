"""Finished words: the texts and links that every output shows, made once for all of them."""
