#!/usr/bin/env python3
"""Runs the real tool on random instances and checks every result against the second implementation.

    compare.py --binary PATH --instances 200 --sizes small

Of each instance: the result is as the contract says (`checks.check_result`); running twice, or with the rows of all
files shuffled, gives the same bytes; the CSV says the same as the JSON; another `--seed` keeps the values of all
levels, and its result is checked too. An instance that fails is kept, with the outputs, and its folder named. The last
line counts; the exit status is 1 where something failed.
"""

import argparse
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

SIZES = {"small": (1, 9), "medium": (15, 80), "large": (200, 600), "huge": (2900, 3000)}
SHAPES = [shape for shape in generate.SHAPES if shape != "dense"]


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


def check_instance(command, instance, folder, rng, timeout):
    """All complaints about one instance."""
    first, shuffled = os.path.join(folder, "first"), os.path.join(folder, "shuffled")
    instance.write(first)
    instance.write(shuffled, shuffle=rng)
    problem = contract.load(**{word[2:]: path for word, path in pairwise(instance.options(first))})
    seed = rng.choice([0, 0, 7, rng.randrange(1 << 31)])
    run = Run(command, first, instance, seed, timeout)
    save(folder, run)
    expected = 0 if problem.optimum else 3
    if run.status != expected:
        last = run.messages.decode(errors="replace").strip()[-2000:]
        return [f"exit status {run.status} instead of {expected}: {last}"]
    try:
        result = run.result()
    except ValueError as error:
        return [f"not JSON: {error}"]
    wrong = checks.check_result(problem, result, seed)
    if Run(command, first, instance, seed, timeout).output != run.output:
        wrong.append("running twice gives different bytes")
    again = Run(command, shuffled, instance, seed, timeout)
    if again.output != run.output:
        save(folder, again, "shuffled.json")
        wrong.append("shuffled rows give different bytes")
    table = Run(command, first, instance, seed, timeout, form="csv")
    wrong += checks.check_csv(problem, run.result(), table.output.decode(errors="replace"))
    other = Run(command, first, instance, seed + 1, timeout)
    if other.status != run.status or levels_of(other) != levels_of(run):
        save(folder, other, "other-seed.json")
        wrong.append(f"seed {seed + 1} changes the values of the levels")
    elif other.status == expected:
        wrong += [f"with seed {seed + 1}: {text}" for text in checks.check_result(problem, other.result(), seed + 1)]
    return wrong


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


def main(argv=None):
    parser = argparse.ArgumentParser(description="Compare the real tool with the second implementation.")
    parser.add_argument("--binary", required=True, metavar="PATH")
    parser.add_argument("--instances", type=int, default=100, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--sizes", choices=SIZES, default="small")
    parser.add_argument("--shape", choices=generate.SHAPES, action="append", help="only this shape (repeatable)")
    parser.add_argument("--timeout", type=float, default=120, metavar="SECONDS", help="for each run (default 120)")
    parser.add_argument("--keep", metavar="FOLDER", help="where failing instances are kept (default: a new folder)")
    options = parser.parse_args(argv)
    command = command_of(options.binary)
    shapes = options.shape or SHAPES
    kept = options.keep or tempfile.mkdtemp(prefix="compare-")
    failed = 0
    for number in range(options.instances):
        seed, shape = options.seed + number, shapes[number % len(shapes)]
        rng = random.Random(f"compare {seed} {shape}")
        low, high = SIZES[options.sizes]
        mentors, mentees = rng.randint(low, high), rng.randint(low, high)
        folder = os.path.join(kept, f"{shape}-{seed}-{mentors}x{mentees}")
        os.makedirs(folder, exist_ok=True)
        instance = generate.make(seed, mentors, mentees, shape)
        wrong = check_instance(command, instance, folder, rng, options.timeout)
        if wrong:
            failed += 1
            more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
            with open(os.path.join(folder, "complaints.txt"), "w", encoding="utf-8") as file:
                file.write("\n".join(wrong) + "\n")
            print(f"FAILED {folder}: {wrong[0]}{more}", flush=True)
        else:
            shutil.rmtree(folder)
    if not failed and not options.keep:
        shutil.rmtree(kept)
    print(f"{options.instances - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
