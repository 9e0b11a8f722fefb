"""`python -m generator` is the same as `kapitalbrief`."""

from generator.cli import main

main(prog_name="kapitalbrief")
