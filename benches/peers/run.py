#!/usr/bin/env python3
"""Times whole commands side by side: pairwright against numpy scoring with scipy's linear_sum_assignment.

    python3 benches/peers/run.py [--people N] [--runs R] [--shape dense|scarce]

Needs python3 with venv and pip; brings numpy and scipy in a virtual environment under target/. The two commands read the same CSV
files and run in turn, so that a machine that changes its speed does so for both; the ratio is taken run by run. Both print the
number of pairs and the total, which must be equal.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENVIRONMENT = ROOT / "target" / "peers"
PYTHON = ENVIRONMENT / "bin" / "python"
BINARY = ROOT / "target" / "release" / "pairwright"


def prepare():
    """Builds pairwright and brings the peer's libraries."""
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "numpy", "scipy"], check=True)


def roster(folder, mentors, mentees):
    """Writes invented rosters in which at least a third of all pairs is allowed."""
    subprocess.run(
        [PYTHON, ROOT / "tests" / "second" / "generate.py", "--seed", "1", "--shape", "dense",
         "--mentors", str(mentors), "--mentees", str(mentees), "-o", folder],
        check=True, stdout=subprocess.DEVNULL)


def timed(command):
    """Wall seconds, peak memory in MiB, and what the command printed."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status:
        sys.exit(f"{command[0]} failed with status {status}")
    return seconds, usage.ru_maxrss / 1024, output


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--people", type=int, default=3000, help="mentees, and mentors where not scarce")
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--shape", choices=["dense", "scarce"], default="dense", help="scarce: half as many mentors as mentees")
    chosen = arguments.parse_args()
    prepare()
    mentors = chosen.people // 2 if chosen.shape == "scarce" else chosen.people
    with tempfile.TemporaryDirectory() as folder:
        roster(folder, mentors, chosen.people)
        files = ["--mentors", f"{folder}/mentors.csv", "--mentees", f"{folder}/mentees.csv"]
        ours_command = [str(BINARY), "match", *files, "--format", "json", "--quiet"]
        peer_command = [str(PYTHON), str(ROOT / "benches" / "peers" / "peer_scipy.py"), *files]
        ours, peers, ratios = [], [], []
        for run in range(chosen.runs + 1):
            one, other = timed(ours_command), timed(peer_command)
            if run == 0:  # warms the file cache
                summary = json.loads(one[2])["summary"]
                told = dict(line.split(" ", 1) for line in other[2].splitlines() if " " in line)
                same = (str(summary["pairs"]), str(summary["total_points"])) == (told["pairs"], told["total"])
                print(f"{mentors} mentors, {chosen.people} mentees: {summary['allowed_pairs']} of {mentors * chosen.people} pairs allowed")
                print(f"pairs {summary['pairs']}, total {summary['total_points']}: {'equal' if same else 'NOT EQUAL ' + str(told)}")
                if not same:
                    sys.exit(1)
                continue
            ours.append(one[:2])
            peers.append(other[:2])
            ratios.append(one[0] / other[0])
    for name, rows in (("pairwright", ours), ("numpy + scipy", peers)):
        seconds, memory = zip(*rows)
        print(f"{name:14} {statistics.median(seconds):6.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), {max(memory):6.0f} MiB")
    print(f"ratio          {statistics.median(ratios):6.3f}   ({min(ratios):.3f} to {max(ratios):.3f})")


if __name__ == "__main__":
    main()
