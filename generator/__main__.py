"""`python -m generator` is the same as `kapitalbrief`."""

from generator.cli import main

# Processes that paint images import this module too, and must not start the program again.
if __name__ == "__main__":
    main(prog_name="kapitalbrief")
