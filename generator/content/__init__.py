"""What editors wrote: the shapes of records, everything that was read, by id, and whether ids resolve."""
