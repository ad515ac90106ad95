"""`make bench`: every benchmark that needs nothing but this machine, one after another; figures go to standard output.

Those that need other programs (Redmine, PostgreSQL) or minutes of time are run by hand, as docs/benchmarks.md says.
"""

from __future__ import annotations

import subprocess
import sys

QUICK = ("deadlines", "formats", "reading")


def main() -> int:
    """Run them in processes of their own, so that none warms the caches of another; gives the worst exit status."""
    worst = 0
    for name in QUICK:
        print(f"== {name}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", f"bench.{name}"], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
