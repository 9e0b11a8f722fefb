"""The bench of slips: how many of the mistakes that journalists and editors make does `check` find?

`python -m tests.slips` plants slips and harmless twins in copies of the records of every deal, checks each copy, and
prints what was found. docs/detectors.md says what is measured and what is not.
"""
