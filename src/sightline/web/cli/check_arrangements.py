"""`sightline check-arrangements`."""

from __future__ import annotations

import argparse
import sys


def run(options: argparse.Namespace) -> int:
    """Print every fault of an arrangement file; 0 when there is none."""
    from sightline.registers.partnership.rules.reading import check_arrangement

    verdict = check_arrangement(options.file)
    for problem in verdict.problems:
        where = f"{problem.file}:{problem.line}" if problem.line else str(problem.file)
        print(f"{where}: {problem.place}: {problem.wrong}")
        if problem.allowed:
            print(f"    {problem.allowed}")
    found = len(verdict.problems)
    if found:
        print(f"{found} fault{'' if found == 1 else 's'} in {options.file}.", file=sys.stderr)
        return 1
    print(f"Nothing is wrong with {options.file}.")
    return 0
