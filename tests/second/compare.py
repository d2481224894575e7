#!/usr/bin/env python3
"""Runs the real tool on random instances and checks every result against the second implementation.

    compare.py --binary PATH --instances 200 --sizes small
    compare.py --binary PATH --each 500 --shapes demands,teams+quotas

Of each instance: the result is as the contract says (`checks.check_result`); the rows of all files shuffled give the
same bytes; an input that breaks the contract is rejected. Of every instance of the larger sizes, and of some of the
small ones (`--thorough`: of every one): a second run gives the same bytes; the CSV says the same as the JSON; another
`--seed` keeps the values of all levels, and its result is checked too. An instance that fails is kept, with the
outputs, and its folder named. The last line counts; the exit status is 1 where something failed.
"""

import argparse
import collections
import concurrent.futures
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from decimal import Decimal

import checks
import contract
import generate
import shapes
from tables import Rejected

SIZES = {"small": (1, 9), "medium": (15, 80), "large": (200, 600), "huge": (2900, 3000)}
OLD = [shape for shape in generate.SHAPES if shape != "dense"]
GROUPS = {
    "plain-levels": OLD, "single": list(shapes.SINGLE), "combined": list(shapes.COMBINED),
    "with-meetings": list(shapes.MEETINGS), "with-groups": list(shapes.GROUPS), "beyond": list(shapes.SHAPES),
    "scaling": [*OLD, *shapes.SCALING], "all": [*OLD, *shapes.SHAPES],
}
ALL = [*generate.SHAPES, *shapes.SHAPES]
REJECTED = 1
SOME = 0.25  # how often the small sizes get a look that is not had at each


class Run:
    """One run of the tool inside a folder."""

    def __init__(self, command, folder, instance, seed, timeout, form="json"):
        words = [*command, "match", *instance.options(), "--seed", str(seed), "--format", form]
        self.shown = " ".join(words)
        try:
            done = subprocess.run(words, cwd=folder, capture_output=True, timeout=timeout)
            self.status, self.output, self.messages = done.returncode, done.stdout, done.stderr
        except subprocess.TimeoutExpired:
            self.status, self.output, self.messages = "timeout", b"", b""

    def result(self):
        return json.loads(self.output, parse_float=Decimal)

    @property
    def last_words(self):
        return self.messages.decode(errors="replace").strip()[-2000:]


def check_instance(command, instance, folder, rng, timeout, thorough):
    """All complaints about one instance."""
    first, shuffled = os.path.join(folder, "first"), os.path.join(folder, "shuffled")
    instance.write(first)
    seed = rng.choice([0, 0, 7, rng.randrange(1 << 31)])
    looks = {look: thorough or rng.random() < SOME for look in ("twice", "csv", "seed")}
    run = Run(command, first, instance, seed, timeout)
    save(folder, run)
    try:
        problem = contract.load(**{word[2:]: path for word, path in pairwise(instance.options(first))})
    except Rejected as error:
        return [] if run.status == REJECTED else [f"exit status {run.status} instead of {REJECTED}: {error}"]
    expected = 0 if problem.optimum else 3
    if run.status != expected:
        return [f"exit status {run.status} instead of {expected}: {run.last_words}"]
    try:
        result = run.result()
    except ValueError as error:
        return [f"not JSON: {error}"]
    wrong = checks.check_result(problem, result, seed)
    instance.write(shuffled, shuffle=rng)
    again = Run(command, shuffled, instance, seed, timeout)
    if again.status == "timeout":
        return [*wrong, "the shuffled rows take too long"]
    if again.output != run.output:
        save(folder, again, "shuffled.json")
        wrong.append("shuffled rows give different bytes")
    if looks["twice"] and Run(command, first, instance, seed, timeout).output != run.output:
        wrong.append("running twice gives different bytes")
    if looks["csv"]:
        table = Run(command, first, instance, seed, timeout, form="csv")
        wrong += checks.check_csv(problem, run.result(), table.output.decode(errors="replace"))
    if looks["seed"]:
        wrong += check_other_seed(command, instance, folder, timeout, problem, run, seed + 1)
    return wrong


def check_other_seed(command, instance, folder, timeout, problem, run, seed):
    first = os.path.join(folder, "first")
    other = Run(command, first, instance, seed, timeout)
    if other.status != run.status or levels_of(other) != levels_of(run):
        save(folder, other, "other-seed.json")
        return [f"seed {seed} changes the values of the levels"]
    return [f"with seed {seed}: {text}" for text in checks.check_result(problem, other.result(), seed)]


def pairwise(words):
    return zip(words[::2], words[1::2])


def levels_of(run):
    try:
        return run.result()["solve"]["levels"]
    except (ValueError, KeyError):
        return run.output


def save(folder, run, name="result.json"):
    """Keeps what a run printed, and the command that was run inside `first` (or `shuffled`)."""
    for file_name, data in ((name, run.output), (name + ".messages", run.messages),
                            (name + ".command", run.shown.encode())):
        with open(os.path.join(folder, file_name), "wb") as file:
            file.write(data)


def command_of(binary):
    """A Python file is run by this Python; all else is run as it is."""
    path = os.path.abspath(binary)
    return [sys.executable, path] if path.endswith(".py") else [path]


def make(seed, shape, size, rng):
    """The instance of a seed and shape, and how many mentors and mentees were asked for."""
    if shape in shapes.SHAPES:
        counts = shapes.sizes(rng, size, shape)
        return shapes.make(seed, *counts, shape), counts
    counts = rng.randint(*SIZES[size]), rng.randint(*SIZES[size])
    return generate.make(seed, *counts, shape), counts


def compare(work):
    """One instance: its shape, its folder, and the complaints."""
    options, kept, seed, shape = work
    rng = random.Random(f"compare {seed} {shape}")
    instance, counts = make(seed, shape, options.sizes, rng)
    folder = os.path.join(kept, f"{shape}-{seed}-{counts[0]}x{counts[1]}")
    os.makedirs(folder, exist_ok=True)
    thorough = options.thorough or options.sizes != "small"
    wrong = check_instance(command_of(options.binary), instance, folder, rng, options.timeout, thorough)
    if wrong:
        with open(os.path.join(folder, "complaints.txt"), "w", encoding="utf-8") as file:
            file.write("\n".join(wrong) + "\n")
    else:
        shutil.rmtree(folder)
    return shape, folder, wrong


def chosen_shapes(options):
    """The shapes asked for, by name or by group; without a word, all that this size is for."""
    default = {"small": "all", "medium": "all", "huge": "plain-levels"}.get(options.sizes, "scaling")
    names = options.shape or (options.shapes or default).split(",")
    found = [shape for name in names for shape in GROUPS.get(name, [name])]
    unknown = [shape for shape in found if shape not in ALL]
    if unknown:
        raise SystemExit(f"no shape `{unknown[0]}`; there are {', '.join([*GROUPS, *ALL])}")
    return list(dict.fromkeys(found))


def arguments():
    parser = argparse.ArgumentParser(description="Compare the real tool with the second implementation.")
    parser.add_argument("--binary", required=True, metavar="PATH")
    parser.add_argument("--instances", type=int, default=100, metavar="N", help="of all shapes together (default 100)")
    parser.add_argument("--each", type=int, metavar="N", help="of each shape, in place of --instances")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sizes", choices=SIZES, default="small")
    parser.add_argument("--shapes", metavar="NAMES", help=f"shapes or groups ({', '.join(GROUPS)}), with commas")
    parser.add_argument("--shape", choices=ALL, action="append", help="only this shape (repeatable)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="instances at a time (default 1)")
    parser.add_argument("--thorough", action="store_true", help="every look at every instance")
    parser.add_argument("--timeout", type=float, default=120, metavar="SECONDS", help="for each run (default 120)")
    parser.add_argument("--keep", metavar="FOLDER", help="where failing instances are kept (default: a new folder)")
    return parser


def main(argv=None):
    options = arguments().parse_args(argv)
    names = chosen_shapes(options)
    kept = options.keep or tempfile.mkdtemp(prefix="compare-")
    count = options.each * len(names) if options.each else options.instances
    works = [(options, kept, options.seed + number, names[number % len(names)]) for number in range(count)]
    failed, seen = collections.Counter(), collections.Counter()
    with concurrent.futures.ProcessPoolExecutor(options.jobs) as pool:
        found = map(compare, works) if options.jobs == 1 else pool.map(compare, works, chunksize=4)
        for shape, folder, wrong in found:
            seen[shape] += 1
            if wrong:
                failed[shape] += 1
                more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
                print(f"FAILED {folder}: {wrong[0]}{more}", flush=True)
    for shape, number in sorted(failed.items()):
        print(f"{shape}: {number} of {seen[shape]} failed")
    if not failed and not options.keep:
        shutil.rmtree(kept)
    print(f"{count - failed.total()} passed, {failed.total()} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
