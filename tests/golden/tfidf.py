"""Golden TF-IDF weights from scikit-learn.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python tests/golden/tfidf.py

Writes tfidf.json next to this file: the token lists, and for every variant the
weights of each list in the order of its sorted distinct terms (terms that
fitting has not seen left out).
"""

import json
from pathlib import Path

import sklearn
from sklearn.feature_extraction.text import TfidfVectorizer

# Every document says something else about counting: a term in all documents
# (say), one in a single document, repeated ones, an empty document, a document
# of one term, one that repeats another, one of common terms only.
FIT = [
    "mali say force say force force summit algiers",
    "algiers say clinton mali talk talk",
    "storm say landfall storm storm surge storm",
    "storm say york flood subway flood",
    "giants say series sweep tigers",
    "series giants tigers sweep detroit giants say giants",
    "say",
    "",
    "say storm mali giants",
    "election say obama romney ohio ohio ohio ohio ohio ohio ohio",
    "obama say election election speech chicago",
    "say say say say say say say say say say say say say",
    "clinton say mali algiers clinton force summit",
    "petraeus say resigns cia affair petraeus cia",
]
TRANSFORM = [
    "mali force unseen summit unseen unseen",
    "never seen at all",
    "",
    "storm storm storm election obama say",
    "cia",
]
TERM_FREQUENCIES = {
    "raw": {},
    "sublinear": {"sublinear_tf": True},
    "binary": {"binary": True},
}
INVERSE_DOCUMENT_FREQUENCIES = {
    "unit": {"use_idf": False},
    "smooth": {"use_idf": True, "smooth_idf": True},
    "plain": {"use_idf": True, "smooth_idf": False},
}
NORMS = {"none": {"norm": None}, "l1": {"norm": "l1"}, "l2": {"norm": "l2"}}


def rows(matrix, names):
    """The nonzero weights of every row, by sorted term."""
    found = []
    for row in matrix:
        row = row.tocoo()
        pairs = sorted((names[column], float(weight)) for column, weight in zip(row.coords[-1], row.data))
        found.append([round(weight, 10) for _, weight in pairs])
    return found


def main():
    lines = [
        f'  "scikit-learn": {json.dumps(sklearn.__version__)}',
        f'  "fit": {json.dumps(FIT)}',
        f'  "transform": {json.dumps(TRANSFORM)}',
    ]
    for tf, tf_arguments in TERM_FREQUENCIES.items():
        for idf, idf_arguments in INVERSE_DOCUMENT_FREQUENCIES.items():
            for norm, norm_arguments in NORMS.items():
                vectorizer = TfidfVectorizer(
                    analyzer=str.split, **tf_arguments, **idf_arguments, **norm_arguments
                )
                fitted = vectorizer.fit_transform(FIT)
                names = vectorizer.get_feature_names_out()
                weights = {
                    "fit": rows(fitted, names),
                    "transform": rows(vectorizer.transform(TRANSFORM), names),
                }
                lines.append(f'  "{tf} {idf} {norm}": {json.dumps(weights)}')
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    json.loads(text)
    Path(__file__).with_name("tfidf.json").write_text(text)


if __name__ == "__main__":
    main()
