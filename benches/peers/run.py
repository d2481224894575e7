#!/usr/bin/env python3
"""Times whole commands side by side: pairwright against numpy with scipy, lapx, and OR-Tools.

    python3 benches/peers/run.py [--rows NAME …] [--runs R] [--small] [--write]

Needs python3 with venv and pip; brings the peers in a virtual environment under target/. All commands of a row read the same files and
run in turn, so that a machine that changes its speed does so for all of them. Where a peer solves the same, the number of pairs and the
total must be equal. S10 is the time of numpy with scipy at 10,000 x 10,000; it takes some 8 GB of memory, and is taken once in a run.
"""

import argparse
import csv
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time
import venv

import picture
import rosters
from rows import REGIMES, ROWS, smaller

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ENVIRONMENT = TARGET / "peers"
PYTHON = ENVIRONMENT / "bin" / "python"
PAGE = ROOT / "docs" / "performance.md"
PICTURE = ROOT / "docs" / "growth.svg"
START, END = "<!-- benches/peers/run.py --write: from here -->", "<!-- to here -->"
MOST_EXPONENT = 1.6


def prepare(is_built):
    """Builds pairwright, where it is not yet, and brings the peers' libraries."""
    if not is_built:
        subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=ROOT, check=True)
    if not PYTHON.exists():
        venv.create(ENVIRONMENT, with_pip=True)
    subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", "--requirement", HERE / "requirements.txt"], check=True)


def timed(command):
    """Wall seconds, peak memory in MiB, and what the command printed."""
    start = time.perf_counter()
    with tempfile.TemporaryFile("w+") as errors:
        process = subprocess.Popen([str(word) for word in command], stdout=subprocess.PIPE, stderr=errors, text=True)
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        if status:
            errors.seek(0)
            sys.exit(f"{command[0]} failed with status {os.waitstatus_to_exitcode(status)}:\n{errors.read()[-2000:]}")
    return seconds, usage.ru_maxrss / 1024, output


# ---------------------------------------------------------------- the commands of a row

def write_rosters(row, folder):
    if row.each:
        rosters.write_ratings(folder, row.mentees, row.each)
    else:
        rosters.write(folder, row.mentors, row.mentees, kind=row.kind, sites=row.sites, profiles=row.profiles)


def our_command(row, folder, binary, has_certificate):
    command = [binary, "match", "--mentors", f"{folder}/mentors.csv", "--mentees", f"{folder}/mentees.csv", "--format", "csv",
               "-o", f"{folder}/result.csv", "--require-optimal", "--quiet"]
    if row.program:
        command += ["--program", HERE / "programs" / row.program]
    if row.each:
        command += ["--ratings", f"{folder}/ratings.csv"]
    if has_certificate:
        command += ["--certificate", f"{folder}/certificate.json"]
    return command


def peer_command(peer, folder):
    if peer == "OR-Tools":
        return [PYTHON, HERE / "peer_ortools.py", "--ratings", f"{folder}/ratings.csv", "-o", f"{folder}/peer.csv"]
    return [PYTHON, HERE / "peer_scipy.py", "--mentors", f"{folder}/mentors.csv", "--mentees", f"{folder}/mentees.csv",
            "--solver", peer, "-o", f"{folder}/peer.csv"]


def our_figures(folder):
    """The number of pairs and the total of the result that was written."""
    pairs, total = 0, 0
    with open(f"{folder}/result.csv", encoding="utf-8-sig", newline="") as file:
        for cells in csv.DictReader(file):
            if cells["status"] == "proposed":
                pairs, total = pairs + 1, total + int(cells["score"].replace(".", ""))
    return pairs, total


def told_figures(output):
    told = dict(line.split(" ", 1) for line in output.splitlines())
    return int(told["pairs"]), int(told["total"])


def measure(row, binary, has_certificate, runs):
    """Median seconds and most MiB by who ran, and the pairs and the total. The first run of all warms the caches of files."""
    samples = {}
    with tempfile.TemporaryDirectory() as folder:
        write_rosters(row, folder)
        ours = our_command(row, folder, binary, has_certificate)
        figures = None
        for run in range(runs):
            seconds, memory, _ = timed(ours)
            samples.setdefault("pairwright", []).append((seconds, memory))
            figures = figures or our_figures(folder)
            for peer in row.peers:
                if run > 0 and row.peer_once:
                    continue
                seconds, memory, output = timed(peer_command(peer, folder))
                samples.setdefault(peer, []).append((seconds, memory))
                if told_figures(output) != figures:
                    sys.exit(f"{row.name}: {peer} has {told_figures(output)}, and pairwright {figures}")
    medians = {who: (statistics.median(seconds for seconds, _ in of), max(memory for _, memory in of)) for who, of in samples.items()}
    return medians, figures


# ---------------------------------------------------------------- the tables

def clock(seconds):
    return f"{1000 * seconds:.0f} ms" if seconds < 0.2 else f"{seconds:.2f} s" if seconds < 10 else f"{seconds:.1f} s"


def asked(row, times, s10):
    """The most seconds that the row may take and how that is written; None where its measure was not taken."""
    of, factor = row.asked
    if of == "seconds":
        return factor, clock(factor)
    base = s10 if of == "S10" else times.get(of, (None,))[0]
    name = {"S10": "S10", "scipy": "scipy here", "OR-Tools": "OR-Tools"}[of]
    word = f"{name} × {factor:g}" if factor >= 1 else f"{name} / {1 / factor:g}"
    return (None if base is None else base * factor), word


def verdict(row, times, most):
    seconds, memory = times["pairwright"]
    if most is None:
        return "not compared"
    missed = [what for what, is_missed in (("time", seconds > most), ("memory", row.memory and memory > row.memory)) if is_missed]
    return f"missed: {', '.join(missed)}" if missed else "reached"


def table(measured, s10):
    lines = ["| mentors × mentees | pairs, total | pairwright | peers, with equal totals | ratio to S10 | asked at most | |",
             "|---|---|---|---|---|---|---|"]
    for row, (times, (pairs, total)) in measured:
        if row.regime and not row.asked:
            continue
        most, word = asked(row, times, s10) if row.asked else (None, "")
        word += f" = {clock(most)}" if most is not None and row.asked[0] != "seconds" else ""
        word += f", {row.memory} MiB" if row.memory else ""
        peers = "; ".join(f"{peer} {clock(times[peer][0])}, {times[peer][1]:,.0f} MiB" for peer in row.peers)
        seconds, memory = times["pairwright"]
        ratio = f"{seconds / s10:.4f}" if s10 else ""
        lines.append(f"| {row.title} | {pairs:,}; {total:,} | {clock(seconds)}, {memory:,.0f} MiB | {peers} | {ratio} | {word} | "
                     f"{verdict(row, times, most)} |")
    return lines


def growth(measured):
    """For each regime the (people, seconds) that were measured, by people."""
    return [(regime, sorted((row.mentees, times["pairwright"][0]) for row, (times, _) in measured if row.regime == regime))
            for regime in REGIMES]


def growth_lines(series):
    lines = ["| places | seconds by mentees | exponent | |", "|---|---|---|---|"]
    for name, points in series:
        slope = picture.exponent(points)
        told = "; ".join(f"{people:,}: {clock(seconds)}" for people, seconds in points)
        if slope is not None:
            lines.append(f"| {name} | {told} | {slope:.2f} | {'reached' if slope <= MOST_EXPONENT else 'missed'} |")
    return lines if len(lines) > 2 else []


def runs_told(runs):
    return "one run" if runs == 1 else f"the median of {runs} runs"


def machine():
    models = [line.split(":", 1)[1].strip() for line in open("/proc/cpuinfo", encoding="utf-8") if line.startswith("model name")]
    return f"{os.cpu_count()} cores, {models[0] if models else 'of an unknown kind'}"


def write_page(lines):
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(START)
    after = rest.split(END)[1]
    PAGE.write_text("\n".join([before + START, "", *lines, "", END]) + after, encoding="utf-8")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rows", nargs="+", metavar="NAME", choices=[row.name for row in ROWS],
                           help="only these: " + ", ".join(row.name for row in ROWS))
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--small", action="store_true", help="a tenth of all people, for a quick look; what is asked then means little")
    arguments.add_argument("--s10", type=float, metavar="SECONDS", help="S10 where the row 10000 is not among those chosen")
    arguments.add_argument("--binary", type=pathlib.Path, help="a pairwright that is built already")
    arguments.add_argument("--write", action="store_true", help="put tables and picture into docs/")
    arguments.add_argument("--picture", type=pathlib.Path, metavar="FILE", help="put the picture there")
    chosen = arguments.parse_args()
    prepare(is_built=chosen.binary is not None)
    binary = chosen.binary or TARGET / "release" / "pairwright"
    has_certificate = "--certificate" in timed([binary, "match", "--help"])[2]
    rows = [row for row in ROWS if not chosen.rows or row.name in chosen.rows]
    measured, s10 = [], chosen.s10
    for row in rows:
        row = smaller(row) if chosen.small else row
        times, figures = measure(row, binary, has_certificate, chosen.runs)
        if row.name == "10000":
            s10 = times["scipy"][0]
        measured.append((row, (times, figures)))
        print(row.name, figures, {who: f"{clock(seconds)}, {memory:.0f} MiB" for who, (seconds, memory) in times.items()},
              file=sys.stderr, flush=True)
    told = "result and certificate" if has_certificate else "result"
    s10_told = f" S10 = {s10:.1f} s." if s10 else ""
    series = growth(measured)
    lines = [f"From CSV to {told}, proved; {machine()}; {runs_told(chosen.runs)}.{s10_told}", "", *table(measured, s10)]
    exponents = growth_lines(series)
    if exponents:
        lines += ["", *exponents]
    drawing = picture.draw(series) if all(points for _, points in series) else None
    if drawing and (chosen.write or chosen.picture):
        (chosen.picture or PICTURE).write_text(drawing, encoding="utf-8")
    if chosen.write:
        write_page([*lines, "", f"![Seconds against the number of mentees]({PICTURE.name})"] if drawing else lines)
    print("\n".join(lines))


if __name__ == "__main__":
    main()
