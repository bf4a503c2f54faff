"""File to groups with what is at hand in Python: TF-IDF (C Snowball), pairs of at least 0.3, connected components.

    pipeline.py NEWS.jsonl[.gz] OUT THREADS

Writes a line per article: the number of its group.
"""

import sys

from scipy.sparse.csgraph import connected_components
from sklearn.feature_extraction.text import TfidfVectorizer
from sparse_dot_topn import sp_matmul_topn

from news import stemming, texts

source, out, threads = sys.argv[1:]
x = TfidfVectorizer(analyzer=stemming(), sublinear_tf=True).fit_transform(texts(source))
pairs = sp_matmul_topn(x, x.T.tocsr(), top_n=64, threshold=0.3, n_threads=int(threads))
groups, group_of = connected_components(pairs, directed=False)
with open(out, "w", encoding="utf-8") as file:
    file.writelines(f"{group}\n" for group in group_of)
print(groups)
