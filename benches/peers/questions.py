"""What is compared: for each question our programs and the peers', as command lines."""

from dataclasses import dataclass, replace
from pathlib import Path


@dataclass(frozen=True)
class Contestant:
    """One program.

    `whole`: all of the process counts, else what its line of JSON says. Contestants with the same `answer` must find the
    same.
    """

    name: str
    command: tuple
    ours: bool = False
    whole: bool = False
    output: Path | None = None
    answer: str = ""


@dataclass(frozen=True)
class Question:
    """`articles`: how many there are, if the same is asked of more and more of them."""

    name: str
    asks: str
    contestants: tuple
    articles: int | None = None

    def is_called(self, name):
        """Questions may share what stands before a dash."""
        return self.name == name or self.name.startswith(f"{name}-")


def alone_and_together(name, threads, make):
    """Our program with so many threads and, if that is more than one, with one thread beside it as a peer."""
    yield make(name, threads, True)
    if threads > 1:
        yield make(f"{name}, 1 thread", 1, False)


def stage(paths, threads, stage_name, *more):
    def make(name, threads, ours):
        command = (paths.stages, paths.plain, "--stage", stage_name, "--threads", threads, *more)
        return Contestant(name, command, ours=ours, answer="same")

    return alone_and_together("samestory", threads, make)


def python(paths, threads, peer, source, name, answer=""):
    return Contestant(name, (paths.python, paths.here / "peers.py", peer, source, threads), answer=answer)


def rust(paths, peer, name):
    return Contestant(name, (paths.rust_peers, peer, paths.plain))


def cluster(paths, threads, mode):
    """The stories alone, as the peers have them."""

    def make(name, threads, ours):
        output = paths.data / f"stories-{mode}-{threads}.jsonl"
        command = (paths.samestory, "cluster", paths.news, "--no-copies", *cluster_options(mode, threads))
        return Contestant(name, (*command, "--output", output), ours, whole=True, output=output, answer=mode)

    return alone_and_together(f"samestory, {mode}", threads, make)


def cluster_with_copies(paths, threads, mode):
    """The stories, and who wrote and who copied, which no peer says."""
    output = paths.data / f"stories-{mode}-copies.jsonl"
    command = (paths.samestory, "cluster", paths.news, *cluster_options(mode, threads), "--output", output)
    return Contestant(f"samestory, {mode}, with copies", command, whole=True, output=output)


def cluster_options(mode, threads):
    return ("--mode", mode, "--threads", threads, "--format", "jsonl")


def pipeline(paths, threads):
    groups = paths.data / "groups.txt"
    command = (paths.python, paths.here / "pipeline.py", paths.news, groups, threads)
    return Contestant("scikit-learn + sparse_dot_topn + components", command, whole=True, output=groups)


def growth(paths, threads, articles):
    return Question(
        f"growth-{articles}",
        f"{articles} invented articles in, stories out: the whole process",
        (*cluster(paths, threads, "batch"), *cluster(paths, threads, "stream"), pipeline(paths, threads)),
        articles,
    )


def questions(paths, threads):
    """All questions, in the order of the stages."""
    found = [
        Question(
            "words",
            "find the words of UAX #29",
            (
                *stage(paths, threads, "words"),
                rust(paths, "unicode_words", "unicode-segmentation"),
                rust(paths, "alyze_words", "alyze"),
            ),
        ),
        Question(
            "vectors",
            "articles to TF-IDF vectors (ours: four fields, names, stop words, stems)",
            (
                *stage(paths, threads, "vectors"),
                python(paths, threads, "vectors-snowball", paths.plain, "scikit-learn + C Snowball"),
                python(paths, threads, "vectors-unstemmed", paths.plain, "scikit-learn, no stemming"),
                rust(paths, "plain", "straightforward Rust"),
                rust(paths, "tantivy", "tantivy en_stem"),
                rust(paths, "alyze", "alyze, stop words and stems"),
            ),
        ),
    ]
    for threshold in ("0.3", "0.5"):
        name = f"pairs-{threshold}"
        peers = [
            python(paths, threads, f"{name}-{peer}", paths.matrix, f"{peer}, both triangles", "same")
            for peer in ("sparse_dot_topn", "sp_matmul_rs", "scikit-learn")
        ]
        ours = stage(paths, threads, name, "--matrix", paths.matrix)
        found.append(
            Question(name, f"all pairs with a cosine of at least {threshold}, same vectors", (*ours, *peers))
        )
    nearest = (
        *stage(paths, threads, "nearest", "--matrix", paths.matrix),
        python(paths, threads, "nearest-scikit-learn", paths.matrix, "scikit-learn NearestNeighbors"),
        python(paths, threads, "nearest-sparse_dot_topn", paths.matrix, "sparse_dot_topn"),
        python(paths, threads, "nearest-sp_matmul_rs", paths.matrix, "sp_matmul_rs"),
        python(paths, threads, "nearest-bm25s", paths.plain, "bm25s (its own scores; index given)"),
    )
    stories = (
        *cluster(paths, threads, "batch"),
        *cluster(paths, threads, "stream"),
        *(cluster_with_copies(paths, threads, mode) for mode in ("batch", "stream")),
        pipeline(paths, threads),
    )
    return [
        *found,
        Question("nearest", "the 10 nearest of every article, same vectors", nearest),
        Question("stories", "file in, stories out: the whole process", stories),
        *(growth(replace(paths, news=file), threads, articles) for articles, file in paths.invented.items()),
    ]
