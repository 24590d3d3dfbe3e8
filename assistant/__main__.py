"""`python -m assistant` and the `truebrand` command."""

import sys

from assistant.cli import main


def run() -> None:
    """Leave with the verb's exit code."""
    sys.exit(main())


if __name__ == "__main__":
    run()
