"""samestory and its peers on one file, one after the other, several rounds: medians and ratios.

    python3 benches/peers/compare.py NEWS.jsonl[.gz] [--rounds 5] [--threads 1] [--only QUESTION]... [--record FILE]

Builds what it needs below target/peers the first time. Each program runs in a process of its own, pinned to as many cores
as threads; in each round all of a question's programs run in turn, and a ratio is taken within a round. The questions of
growth get exponents too, from one number of articles to the next. Prints tables and writes
benches/record/<date>-<data>.csv (see benches/README.md for what the columns say).
"""

import argparse
import csv
import datetime
import json
import math
import os
import subprocess
import sys
import time
import zlib
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median

import surroundings
from questions import questions


@dataclass(frozen=True)
class Run:
    """What one run took. Peak memory is that of the whole process."""

    cpu: float
    seconds: float
    peak_mb: float
    found: int
    key: int | None


def run(contestant, environment):
    """Runs a program; none if it fails."""
    command = [str(part) for part in contestant.command]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment, text=True)
    # what is printed fits into the pipes
    _, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    out, err = process.stdout.read(), process.stderr.read()
    if process.returncode != 0:
        print(f"  {contestant.name} failed: {err.strip().splitlines()[-1:]}", file=sys.stderr)
        return None
    peak_mb = used.ru_maxrss * 1024 / 1e6
    if contestant.whole:
        cpu = used.ru_utime + used.ru_stime
        return Run(cpu, seconds, peak_mb, groups(contestant.output), zlib.crc32(contestant.output.read_bytes()))
    line = json.loads(out.splitlines()[-1])
    return Run(line["cpu"], line["seconds"], peak_mb, line["found"], line.get("key"))


def groups(path):
    """How many stories a file names: in JSON lines, or as a number a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return len({json.loads(line)["story"] if line.startswith("{") else line for line in lines})


def compare(question, rounds, environment):
    """The runs of each contestant that did not fail, by its place; as many for each."""
    runs = defaultdict(list)
    places = list(range(len(question.contestants)))
    for number in range(rounds):
        # whoever comes after a program with much memory waits for pages: it is another one in each round
        first = number % len(places)
        for place in places[first:] + places[:first]:
            runs[place].append(run(question.contestants[place], environment))
        print(f"  {question.name}: round {number + 1} of {rounds}", file=sys.stderr)
    return {place: results for place, results in runs.items() if None not in results}


def ratios(ours, peers, quantity):
    """How many times as much the peer took, round by round."""
    return [getattr(peer, quantity) / max(getattr(our, quantity), 1e-9) for our, peer in zip(ours, peers)]


def rows(question, runs, threads):
    """What is printed and kept: a row for each of our programs, a row for each peer and each of ours."""
    mine = [place for place in runs if question.contestants[place].ours]
    for place, results in runs.items():
        contestant = question.contestants[place]
        cpu = [result.cpu for result in results]
        cost = {
            "question": question.name,
            "program": contestant.name,
            "threads": threads,
            "rounds": len(results),
            "cpu_s": f"{median(cpu):.4g}",
            "cpu_s_min": f"{min(cpu):.4g}",
            "cpu_s_max": f"{max(cpu):.4g}",
            "clock_s": f"{median(result.seconds for result in results):.4g}",
            "cores": f"{median(result.cpu / result.seconds for result in results):.2f}",
            "peak_mb": f"{median(result.peak_mb for result in results):.0f}",
            "found": results[-1].found,
        }
        if contestant.ours:
            yield cost
            continue
        for our in mine:
            if contestant.answer not in ("", question.contestants[our].answer):
                continue
            by_cpu, by_clock = (ratios(runs[our], results, quantity) for quantity in ("cpu", "seconds"))
            yield cost | {
                "beside": question.contestants[our].name,
                "cpu_ratio": f"{median(by_cpu):.2f}",
                "cpu_ratio_min": f"{min(by_cpu):.2f}",
                "cpu_ratio_max": f"{max(by_cpu):.2f}",
                "clock_ratio": f"{median(by_clock):.2f}",
                "memory_ratio": f"{median(ratios(runs[our], results, 'peak_mb')):.2f}",
            }


COLUMNS = (
    "question program threads rounds cpu_s cpu_s_min cpu_s_max clock_s cores peak_mb found "
    "beside cpu_ratio cpu_ratio_min cpu_ratio_max clock_ratio memory_ratio cpu_exponent memory_exponent"
).split()


def add_exponents(tables):
    """How each program's medians grow from one number of articles to the next: slopes between logarithms."""
    for (fewer, before), (more, after) in pairwise(tables.items()):
        earlier = {row["program"]: row for row in before}
        for row in after:
            for cost, column in (("cpu_s", "cpu_exponent"), ("peak_mb", "memory_exponent")):
                if then := earlier.get(row["program"]):
                    times = float(row[cost]) / float(then[cost])
                    row[column] = f"{math.log(times) / math.log(more / fewer):.2f}"


def show(question, table):
    print(f"\n{question.name}: {question.asks}")
    print(f"{'':46}{'CPU s':>9}{'clock s':>9}{'cores':>7}{'peak MB':>9}{'found':>10}   times ours (CPU, min–max; clock)")
    for row in table:
        line = f"  {row['program']:44}{row['cpu_s']:>9}{row['clock_s']:>9}{row['cores']:>7}{row['peak_mb']:>9}{row['found']:>10}"
        if "beside" in row:
            ratio = f"{row['cpu_ratio']} ({row['cpu_ratio_min']}–{row['cpu_ratio_max']}); {row['clock_ratio']}"
            line += f"   {ratio}  {row['beside']}"
        print(line)


def show_growth(tables):
    """The exponents of each program from one number of articles to the next."""
    print("\ngrowth: exponents of CPU time; of peak memory (1: in proportion to the articles, 2: to their square)")
    steps = list(pairwise(tables))
    print(f"{'':46}" + "".join(f"{f'{fewer}–{more}':>16}" for fewer, more in steps))
    exponents = defaultdict(dict)
    for _, more in steps:
        for row in tables[more]:
            if "cpu_exponent" in row:
                exponents[row["program"]][more] = f"{row['cpu_exponent']}; {row['memory_exponent']}"
    for program, of in exponents.items():
        print(f"  {program:44}" + "".join(f"{of.get(more, ''):>16}" for _, more in steps))


def disagreements(question, runs):
    """Which programs that must find the same, in every round, do not."""
    found = defaultdict(set)
    for place, results in runs.items():
        found[question.contestants[place].answer] |= {(result.found, result.key) for result in results}
    found.pop("", None)
    return [f"{question.name}: {len(different)} different answers" for different in found.values() if len(different) > 1]


ONLY = """a question, or what stands before a dash in the names of several; may be given several times. By default all are asked;
growth takes about 40 seconds a round, whatever the file"""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("news", help="JSON lines, plain or .gz")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--only", action="append", help=ONLY)
    parser.add_argument("--record", type=Path, help="where the CSV goes")
    return parser.parse_args()


def main():
    given = arguments()
    paths = surroundings.prepare(given.news)
    asked = questions(paths, given.threads)
    for name in given.only or ():
        if not any(question.is_called(name) for question in asked):
            sys.exit(f"no question is called {name}; there are {', '.join(question.name for question in asked)}")
    today = datetime.date.today().isoformat()
    several = f"-{given.threads}-threads" if given.threads > 1 else ""
    record = given.record or surroundings.ROOT / "benches" / "record" / f"{today}-{paths.plain.stem}{several}.csv"
    description = surroundings.description(given.news, given.threads, surroundings.pin(given.threads))
    print("\n".join(description))
    environment = surroundings.limit_threads(given.threads)
    table, wrong, growth = [], [], {}
    for question in asked:
        if given.only and not any(question.is_called(name) for name in given.only):
            continue
        runs = compare(question, given.rounds, environment)
        lines = list(rows(question, runs, given.threads))
        show(question, lines)
        table += lines
        if question.articles:
            growth[question.articles] = lines
        wrong += disagreements(question, runs)
    if len(growth) > 1:
        add_exponents(growth)
        show_growth(growth)
    record.parent.mkdir(parents=True, exist_ok=True)
    with open(record, "w", encoding="utf-8", newline="") as file:
        file.writelines(f"# {line}\n" for line in [f"date: {today}", *description])
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)
    print(f"\n{record}")
    if wrong:
        sys.exit("\n".join(wrong))


if __name__ == "__main__":
    main()
