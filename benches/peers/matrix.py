"""The matrix that every similarity search is measured on, ours too.

    matrix.py NEWS.jsonl OUT.matrix

TF-IDF of scikit-learn: lower-case words, English stop words out, Snowball stems, terms of at least two articles, sublinear
tf, smooth idf, rows of length 1, f32.

The file, all little-endian: the eight bytes "SSMATRX1"; u64 rows, u64 columns, u64 weights; of each row, and of the end,
where its weights begin (u64); the column of each weight (u32, ascending within a row); the weights (f32).
"""

import sys

import numpy as np

from news import stemming, texts

MAGIC = b"SSMATRX1"


def write(path, matrix):
    matrix = matrix.tocsr()
    matrix.sort_indices()
    with open(path, "wb") as file:
        file.write(MAGIC)
        np.array([*matrix.shape, matrix.nnz], "<u8").tofile(file)
        matrix.indptr.astype("<u8").tofile(file)
        matrix.indices.astype("<u4").tofile(file)
        matrix.data.astype("<f4").tofile(file)


def read(path):
    from scipy.sparse import csr_matrix

    with open(path, "rb") as file:
        if file.read(len(MAGIC)) != MAGIC:
            raise ValueError(f"{path} is no matrix")
        rows, columns, weights = (int(n) for n in np.fromfile(file, "<u8", 3))
        starts = np.fromfile(file, "<u8", rows + 1).astype(np.int32)
        columns_of = np.fromfile(file, "<u4", weights).astype(np.int32)
        return csr_matrix((np.fromfile(file, "<f4", weights), columns_of, starts), shape=(rows, columns))


def main():
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer

    source, out = sys.argv[1:]
    analyzer = stemming(ENGLISH_STOP_WORDS)
    vectorizer = TfidfVectorizer(analyzer=analyzer, min_df=2, sublinear_tf=True, dtype=np.float32)
    matrix = vectorizer.fit_transform(texts(source))
    write(out, matrix)
    df = np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.int64)
    products = int((df * (df - 1) // 2).sum())
    print(f"{out}: {matrix.shape[0]} rows, {matrix.shape[1]} columns, {matrix.nnz} weights, {products} products")


if __name__ == "__main__":
    main()
