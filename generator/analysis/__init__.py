"""What follows from the archive on a date: origins, comparison, the figure to show, what was known of a deal."""
