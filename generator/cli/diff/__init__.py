"""The pages of a publication in plain words, and the differences that readers see between two publications."""
