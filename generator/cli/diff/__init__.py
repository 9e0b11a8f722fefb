"""What readers are shown, page by page and in plain words, and what changes for them between two publications."""
