"""Golden numbers of clustering metrics from scikit-learn.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python tests/golden/metrics.py

Writes metrics.json next to this file. Every entry is on a line of its own,
so that the test can read it without a JSON library.
"""

import json
from pathlib import Path

import numpy
import sklearn
from sklearn import metrics
from sklearn.metrics.cluster import (
    contingency_matrix,
    expected_mutual_information,
    pair_confusion_matrix,
)

EXAMPLES = {
    # A story split over two found ones, and one moved article.
    "small": ([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]),
    # News-like: two large stories, some small, many articles alone.
    "news": (
        [0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 5, 6, 7, 8],
        [0, 0, 0, 0, 1, 1, 2, 3, 3, 3, 0, 4, 4, 4, 5, 6, 7, 8, 8, 9],
    ),
    # Two partitions that have nothing to do with each other.
    "chance": (
        [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3],
        [0, 0, 1, 1, 1, 2, 2, 0, 2, 1, 0, 2, 0, 1, 1, 2],
    ),
}


def golden(gold, found):
    numbers = {
        "gold": gold,
        "found": found,
        "ari": metrics.adjusted_rand_score(gold, found),
        # What a partition tells about itself is its entropy.
        "gold_entropy": metrics.mutual_info_score(gold, gold),
        "found_entropy": metrics.mutual_info_score(found, found),
        "mi": metrics.mutual_info_score(gold, found),
        "emi": expected_mutual_information(
            contingency_matrix(gold, found, sparse=True).astype(numpy.int64), len(gold)
        ),
        "ami": metrics.adjusted_mutual_info_score(gold, found),
        "homogeneity": metrics.homogeneity_score(gold, found),
        "completeness": metrics.completeness_score(gold, found),
        "v_measure": metrics.v_measure_score(gold, found),
    }
    for name in ["geometric", "arithmetic", "min", "max"]:
        numbers[f"nmi_{name}"] = metrics.normalized_mutual_info_score(
            gold, found, average_method=name
        )
    # Counts ordered pairs: [[neither, found only], [gold only, both]].
    pairs = pair_confusion_matrix(gold, found)
    numbers["pair_precision"] = pairs[1, 1] / (pairs[1, 1] + pairs[0, 1])
    numbers["pair_recall"] = pairs[1, 1] / (pairs[1, 1] + pairs[1, 0])
    return {
        name: value if isinstance(value, list) else float(value)
        for name, value in numbers.items()
    }


def main():
    lines = [f'  "scikit-learn": {json.dumps(sklearn.__version__)}']
    for example, (gold, found) in EXAMPLES.items():
        for name, value in golden(gold, found).items():
            lines.append(f'  "{example}.{name}": {json.dumps(value)}')
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    json.loads(text)
    Path(__file__).with_name("metrics.json").write_text(text)


if __name__ == "__main__":
    main()
