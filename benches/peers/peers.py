"""One Python peer, measured in a process of its own: prints one JSON line.

    peers.py PEER INPUT THREADS

INPUT is JSON lines for the peers that make vectors and for bm25s, a matrix (matrix.py) for the others. Reading it, imports
and warming up are not measured. Threads of the numeric libraries are limited by the environment (compare.py sets it).
"""

import importlib
import json
import sys
import time

import numpy as np

import matrix
from news import stemming, texts

BLOCK = 1000
NEAREST = 10


class Measured:
    """Seconds by the clock, and of the processor in all threads."""

    def __enter__(self):
        self.began = time.perf_counter(), time.process_time()
        return self

    def __exit__(self, *_):
        self.seconds = time.perf_counter() - self.began[0]
        self.cpu = time.process_time() - self.began[1]


def vectors(analyzer):
    from sklearn.feature_extraction.text import TfidfVectorizer

    options = {} if analyzer is None else {"analyzer": analyzer}
    articles = texts(sys.argv[2])
    with Measured() as cost:
        found = TfidfVectorizer(sublinear_tf=True, dtype=np.float32, **options).fit_transform(articles)
    return cost, found.nnz, None


def key(rows, columns, size):
    """Tells whether two programs found the same pairs: the sum of (row * size + column)^2, modulo 2^64."""
    number = rows.astype(np.uint64) * np.uint64(size) + columns.astype(np.uint64)
    return int((number * number).sum(dtype=np.uint64))


def upper(cost, rows, columns, size):
    """Each pair once."""
    above = rows < columns
    return cost, int(above.sum()), key(rows[above], columns[above], size)


def topn(package):
    """`sp_matmul_topn` of sparse_dot_topn, or of sp_matmul_rs, which has the same interface."""
    return importlib.import_module(package).sp_matmul_topn


def pairs_topn(package, threshold):
    multiply, x = topn(package), matrix.read(sys.argv[2])
    with Measured() as cost:
        found = multiply(x, x.T.tocsr(), top_n=x.shape[0], threshold=threshold, n_threads=int(sys.argv[3]))
    found = found.tocoo()
    return upper(cost, found.row, found.col, x.shape[0])


def pairs_scikit_learn(threshold):
    from sklearn.metrics.pairwise import cosine_similarity

    x = matrix.read(sys.argv[2])
    rows, columns = [], []
    with Measured() as cost:
        for start in range(0, x.shape[0], BLOCK):
            row, column = np.nonzero(cosine_similarity(x[start : start + BLOCK], x) >= threshold)
            rows.append(row + start)
            columns.append(column)
    return upper(cost, np.concatenate(rows), np.concatenate(columns), x.shape[0])


def nearest_scikit_learn():
    from sklearn.neighbors import NearestNeighbors

    x = matrix.read(sys.argv[2])
    # an article is its own nearest neighbour
    search = NearestNeighbors(n_neighbors=NEAREST + 1, metric="cosine", algorithm="brute", n_jobs=int(sys.argv[3]))
    with Measured() as cost:
        _, found = search.fit(x).kneighbors(x)
    return cost, found.shape[0] * NEAREST, None


def nearest_topn(package):
    multiply, x = topn(package), matrix.read(sys.argv[2])
    with Measured() as cost:
        found = multiply(x, x.T.tocsr(), top_n=NEAREST + 1, sort=True, n_threads=int(sys.argv[3]))
    return cost, found.nnz - int((found.diagonal() > 0).sum()), None


def nearest_bm25s():
    import bm25s
    import Stemmer

    articles, stemmer, threads = texts(sys.argv[2]), Stemmer.Stemmer("english"), int(sys.argv[3])
    index = bm25s.BM25(backend="numba")
    index.index(bm25s.tokenize(articles, stopwords="en", stemmer=stemmer, show_progress=False), show_progress=False)
    queries = bm25s.tokenize(articles, stopwords="en", stemmer=stemmer, show_progress=False, return_ids=False)
    options = {"k": NEAREST + 1, "show_progress": False, "backend_selection": "numba", "n_threads": threads}
    index.retrieve(queries[:50], **options)  # compiles
    with Measured() as cost:
        found = index.retrieve(queries, **options)
    return cost, found.documents.shape[0] * NEAREST, None


PEERS = {
    "vectors-snowball": lambda: vectors(stemming()),
    "vectors-unstemmed": lambda: vectors(None),
    "pairs-0.3-sparse_dot_topn": lambda: pairs_topn("sparse_dot_topn", 0.3),
    "pairs-0.5-sparse_dot_topn": lambda: pairs_topn("sparse_dot_topn", 0.5),
    "pairs-0.3-sp_matmul_rs": lambda: pairs_topn("sp_matmul_rs", 0.3),
    "pairs-0.5-sp_matmul_rs": lambda: pairs_topn("sp_matmul_rs", 0.5),
    "pairs-0.3-scikit-learn": lambda: pairs_scikit_learn(0.3),
    "pairs-0.5-scikit-learn": lambda: pairs_scikit_learn(0.5),
    "nearest-scikit-learn": nearest_scikit_learn,
    "nearest-sparse_dot_topn": lambda: nearest_topn("sparse_dot_topn"),
    "nearest-sp_matmul_rs": lambda: nearest_topn("sp_matmul_rs"),
    "nearest-bm25s": nearest_bm25s,
}


def main():
    if len(sys.argv) != 4 or sys.argv[1] not in PEERS:
        sys.exit(f"usage: peers.py PEER INPUT THREADS; there are {', '.join(PEERS)}")
    cost, found, pairs = PEERS[sys.argv[1]]()
    print(json.dumps({"peer": sys.argv[1], "seconds": cost.seconds, "cpu": cost.cpu, "found": found, "key": pairs}))


if __name__ == "__main__":
    main()
