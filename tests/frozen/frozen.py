#!/usr/bin/env python3
"""Records what the command `samestory` prints, and checks that it still prints the same bytes.

    frozen.py record [--binary PATH] [--corpora FOLDER]
    frozen.py check  [--binary PATH] [--corpora FOLDER] [--against BINARY] [--only TEXT]

README.md beside this file says when to use which. Needs Python 3.9 and its standard library.
"""

import argparse
import difflib
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

from runs import Run, of_corpora, of_repository

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
RECORDS = {False: HERE / "runs.txt", True: HERE / "corpora.txt"}
HEAD = "# exit code, bytes of stdout, sha256 of stdout, of stderr and of the files written (- if none), command line\n"

# An output of the repository's own texts that is at most so long stands in the record itself.
MAX_SHOWN_BYTES = 400
# Lines of a difference that are shown.
MAX_DIFF_LINES = 16
# The result must not depend on the number of threads.
THREADS = ("1", "2")


@dataclass(frozen=True)
class Outcome:
    """What a run did."""

    code: int
    stdout: bytes
    stderr: bytes
    files: bytes

    def record(self, run):
        """A line of the record, followed by the output, indented, if it is short and the repository's own."""
        files = digest(self.files) if self.files else "-"
        fields = (str(self.code), str(len(self.stdout)), digest(self.stdout), digest(self.stderr), files, run.name())
        lines = ["  ".join(fields)]
        if not run.is_corpus and 0 < len(self.stdout) <= MAX_SHOWN_BYTES:
            lines += ["\t" + line for line in self.stdout.decode(errors="replace").splitlines()]
        return "\n".join(lines) + "\n"

    def parts(self):
        """The parts by name."""
        code = f"exit code {self.code}\n".encode()
        return {"exit code": code, "stdout": self.stdout, "stderr": self.stderr, "files": self.files}


def digest(data):
    """128 bits of SHA-256 are enough to tell outputs apart, and leave the line legible."""
    return hashlib.sha256(data).hexdigest()[:32]


def execute(binary, run, corpora, threads=None):
    """Runs a command in the repository's folder; what it writes goes to a folder that is removed."""
    out = tempfile.mkdtemp(prefix="frozen-")
    try:
        places = {"OUT": out, **({"CORPORA": str(corpora)} if corpora else {})}
        stdin = b""
        if run.stdin is not None:
            stdin = execute(binary, run.stdin, corpora).stdout
        args = [place(arg, places) for arg in run.args]
        if threads is not None:
            args += ["--threads", threads]
        environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
        # help names the program as it was called
        command = {"args": ["samestory", *args], "executable": binary, "cwd": ROOT, "env": environment}
        done = subprocess.run(**command, input=stdin, capture_output=True, check=False)
        files = b""
        for path in sorted(Path(out).rglob("*")):
            if path.is_file():
                files += f"== {path.relative_to(out)}\n".encode() + path.read_bytes()
        outcome = Outcome(done.returncode, done.stdout, done.stderr, files)
        for name, folder in places.items():
            changed = {key: getattr(outcome, key).replace(folder.encode(), name.encode()) for key in ("stderr", "files")}
            outcome = replace(outcome, **changed)
        return outcome
    finally:
        shutil.rmtree(out)


def place(arg, places):
    """An argument with the folders that stand for OUT and CORPORA, and with .gz if only that file is there."""
    for name, folder in places.items():
        if arg == name or arg.startswith(name + "/"):
            path = folder + arg[len(name):]
            return path + ".gz" if name == "CORPORA" and not os.path.exists(path) else path
    return arg


def execute_all(binary, runs, corpora):
    """The outcome of each run, in order, and the runs in which the number of threads makes a difference."""

    def one(run):
        outcomes = [execute(binary, run, corpora, threads) for threads in (THREADS if run.takes_threads else (None,))]
        return outcomes[0], all(outcome == outcomes[0] for outcome in outcomes)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = list(pool.map(one, runs))
    dependent = [run for run, (_, same) in zip(runs, done) if not same]
    return [outcome for outcome, _ in done], dependent


def read_record(path):
    """The lines of a record by command line, each with the output below it."""
    entries, name = {}, None
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True):
        if line.startswith("#"):
            continue
        if not line.startswith("\t"):
            name = line.rstrip("\n").split("  ", 5)[5]
        entries[name] = entries.get(name, "") + line
    return entries


def difference(old, new):
    """The first lines in which two texts differ."""
    lines = [text.decode(errors="replace").splitlines() for text in (old, new)]
    diff = list(difflib.unified_diff(*lines, "recorded or other", "this", lineterm="", n=1))[2:]
    shown = [line[:200] for line in diff[:MAX_DIFF_LINES]]
    return "\n".join("    " + line for line in shown + (["…"] if len(diff) > MAX_DIFF_LINES else []))


def check_record(runs, outcomes):
    """Names the runs whose outcome is not as recorded."""
    recorded, wrong = {}, []
    for is_corpus in {run.is_corpus for run in runs}:
        recorded.update(read_record(RECORDS[is_corpus]))
    for run, outcome in zip(runs, outcomes):
        old, new = recorded.get(run.name()), outcome.record(run)
        if old is None:
            wrong.append(f"{run.name()}\n    is not recorded")
        elif old != new:
            names = ("exit code", "length of stdout", "stdout", "stderr", "files")
            fields = zip(names, *(entry.splitlines()[0].split("  ") for entry in (old, new)))
            what = ", ".join(name for name, before, after in fields if before != after)
            bodies = (entry.partition("\n")[2].replace("\t", "").encode() for entry in (old, new))
            wrong.append(f"{run.name()}\n    differs in {what}\n{difference(*bodies)}".rstrip())
    return wrong


def check_against(runs, outcomes, other):
    """Names the runs whose outcome is not that of another binary."""
    wrong = []
    for run, outcome, against in zip(runs, outcomes, other):
        for name, new in outcome.parts().items():
            old = against.parts()[name]
            if old != new:
                wrong.append(f"{run.name()}\n    differs in {name}\n{difference(old, new)}")
    return wrong


def main():
    parser = argparse.ArgumentParser(description="Records and checks the bytes that the command prints.")
    parser.add_argument("action", choices=("record", "check"))
    parser.add_argument("--binary", default="target/debug/samestory", help="default: %(default)s")
    parser.add_argument("--corpora", type=Path, metavar="FOLDER", help="folder with the sets of sets.tsv, as .jsonl or .jsonl.gz")
    parser.add_argument("--against", metavar="BINARY", help="compare with this binary instead of the record")
    parser.add_argument("--only", metavar="TEXT", help="only runs whose command line holds this")
    args = parser.parse_args()
    binary, against = (str(Path(name).resolve()) if name else None for name in (args.binary, args.against))
    groups = [of_repository(ROOT)]
    if args.corpora:
        args.corpora = args.corpora.resolve()
        groups.append(of_corpora(ROOT, args.corpora))
    wrong, count = [], 0
    for runs in groups:
        runs = [run for run in runs if args.only is None or args.only in run.name()]
        outcomes, dependent = execute_all(binary, runs, args.corpora)
        wrong += [f"{run.name()}\n    {' and '.join(THREADS)} threads differ" for run in dependent]
        count += len(runs)
        if args.action == "record" and runs:
            if args.only:
                parser.error("a record is of all runs")
            lines = (outcome.record(run) for run, outcome in zip(runs, outcomes))
            RECORDS[runs[0].is_corpus].write_text(HEAD + "".join(lines), encoding="utf-8")
        elif against:
            wrong += check_against(runs, outcomes, execute_all(against, runs, args.corpora)[0])
        else:
            wrong += check_record(runs, outcomes)
    for line in wrong:
        print(line)
    print(f"{count} runs, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
