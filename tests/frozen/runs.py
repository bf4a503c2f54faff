"""Which commands are run, over which files."""

import shlex
from dataclasses import dataclass
from itertools import product
from typing import Optional, Tuple

SAMPLE = "data/sample.jsonl"
COARSE = "tests/frozen/coarse.toml"
NEWSROOMS = "tests/frozen/newsrooms.tsv"
PAIRS = "tests/frozen/pairs.jsonl"
SETS = "crates/samestory-lab/sets.tsv"


@dataclass(frozen=True)
class Run:
    """A command line. OUT is a folder for what it writes, CORPORA the folder of corpora."""

    args: Tuple[str, ...]
    # The command whose stdout it reads.
    stdin: Optional["Run"] = None
    # Whether it is to give the same with any number of threads.
    takes_threads: bool = False
    is_corpus: bool = False

    def name(self):
        """The command line as a shell takes it."""
        own = "samestory " + " ".join(shlex.quote(arg) for arg in self.args)
        return own if self.stdin is None else f"{self.stdin.name()} | {own}"


def threaded(*args, **more):
    return Run(args, takes_threads=True, **more)


def files(root, *folders):
    """The files of some folders, sorted."""
    return [str(path.relative_to(root)) for folder in folders for path in sorted((root / folder).iterdir())]


def of_cluster(path):
    """All formats and modes, with and without copies told apart."""
    for origins, mode, form in product(((), ("--no-copies",)), ("batch", "stream"), ("text", "json", "jsonl", "csv")):
        yield threaded("cluster", path, *origins, "--mode", mode, "--format", form)
    for origins, form in product(((), ("--no-copies",)), ("jsonl", "csv")):
        yield threaded("cluster", path, *origins, "--mode", "stream", "--format", form, "--live")


def of_file(path):
    """What every other command says of a file."""
    yield threaded("copies", path, "--sentences")
    yield threaded("copies", path, "--format", "json")
    for form in ("text", "jsonl"):
        yield Run(("terms", path, "--format", form))
        yield Run(("versions", path, "--format", form))
    yield Run(("versions", path, "--html", "OUT/pages", "--feed", "OUT/pages/changes.atom", "--now", "2012-12-31"))
    yield threaded("calibrate", path)


def of_labelled(path):
    """How found stories compare with labelled ones."""
    for mode, form in product(("batch", "stream"), ("text", "json")):
        found = Run(("cluster", path, "--mode", mode, "--format", "jsonl"))
        yield Run(("evaluate", path, "-", "--format", form), stdin=found)


def of_sample():
    """Options that one file is enough for."""
    for id, form in product(("nyt-algiers-1", "no-such-id"), ("text", "jsonl")):
        yield threaded("similar", SAMPLE, "--id", id, "--top", "5", "--format", form)
        yield Run(("terms", SAMPLE, "--id", id, "--format", form))
    for mode in ("batch", "stream"):
        yield threaded("cluster", SAMPLE, "--mode", mode, "--sort", "newest", "--min-size", "1")
        yield threaded("cluster", SAMPLE, "--mode", mode, "--format", "csv", "--config", COARSE)
        yield threaded("cluster", SAMPLE, "--mode", mode, "--format", "json", "--output", "OUT/found.json")
        for form in ("text", "json"):
            yield threaded("cluster", SAMPLE, "--mode", mode, "--format", form, "--link-languages")
    yield threaded("copies", SAMPLE, "--window", "2", "--max-links", "1", "--newsrooms", NEWSROOMS)
    yield threaded("calibrate", SAMPLE, "--pairs", PAIRS, "--config", COARSE)
    yield Run(("versions", SAMPLE, "--source", "The New York Times", "--format", "jsonl"))
    limits = (("--max-record-bytes", "900"), ("--max-text-bytes", "700"), ("--max-nesting", "0"))
    for limit in limits:
        more = ("--max-warnings", "2", "--min-read", "1", "--rejects", "OUT/rejects.jsonl")
        yield threaded("cluster", SAMPLE, "--format", "csv", *limit, *more)
    yield threaded("cluster", SAMPLE, SAMPLE, "--format", "csv", "--rejects", "OUT/rejects.jsonl")
    yield threaded("cluster", SAMPLE, SAMPLE, "--format", "csv", "--strict")
    yield threaded("cluster", *(f"tests/cases/{case}.jsonl" for case in ("two_storms", "undated")), "--format", "jsonl")


def of_command_line():
    """Help, the configuration, and what is refused."""
    yield Run(("--help",))
    yield Run(("--version",))
    for command in ("cluster", "evaluate", "terms", "similar", "show", "outlets", "report", "copies", "versions", "calibrate", "config", "serve"):
        yield Run((command, "--help"))
        yield Run((command, "no-such-file"))
    yield Run(("config",))
    yield Run(("config", "--config", COARSE))
    yield Run(("config", "--config", SAMPLE))
    yield Run(("cluster", SAMPLE, "--live"))
    yield Run(("cluster", SAMPLE, "--format", "csv", "--sort", "newest"))
    yield Run(("cluster", SAMPLE, "--output", SAMPLE))
    yield Run(("cluster", SAMPLE, "--threads", "0"))


def of_repository(root):
    """All runs over files of the repository."""
    runs = []
    labelled = [SAMPLE, *files(root, "tests/cases")]
    for path in labelled:
        runs += [*of_cluster(path), *of_file(path), *of_labelled(path)]
    seeds = ("json_lines", "compressed", "newsdiffs", "saved_page")
    for path in files(root, "tests/pages", *(f"fuzz/seeds/{seed}" for seed in seeds)):
        runs += [threaded("cluster", path, "--mode", mode, "--format", "json") for mode in ("batch", "stream")]
        runs += [threaded("cluster", path, "--format", "text", "--rejects", "OUT/rejects.jsonl"), *of_file(path)]
    return [*runs, *of_sample(), *of_command_line()]


def of_corpora(root, folder):
    """`cluster` in both modes over each labelled set that is in the folder."""
    runs = []
    for line in (root / SETS).read_text(encoding="utf-8").splitlines():
        kind, _, rest = line.partition("\t")
        name = rest.split("\t")[0]
        if line.startswith("#") or kind == "languages" or not any((folder / f"{name}.jsonl{end}").exists() for end in ("", ".gz")):
            continue
        runs += [
            threaded("cluster", f"CORPORA/{name}.jsonl", "--mode", mode, "--format", "jsonl", is_corpus=True) for mode in ("batch", "stream")
        ]
    return runs
