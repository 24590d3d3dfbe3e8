"""`python -m assistant` and the `truebrand` command."""

import gc
import sys

from assistant.cli import main


def run() -> None:
    """Leave with the verb's exit code, soon.

    The interpreter's end walks every object that is left, several times. With torch and gradio loaded that took 6.5 s
    of a busy machine, and 0.6 s when they are set aside (2026-11-25, two cores).
    """
    code = main()
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    run()
