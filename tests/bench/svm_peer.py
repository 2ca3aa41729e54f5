"""The peer of the suggestions: a linear SVM over character n-grams, run by the Python that has scikit-learn.

Reads (words, category) pairs and folds as JSON from stdin; prints the shares named first and among the first three.
"""

import json
import sys

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC


def main() -> None:
    """Cross-validate."""
    given = json.load(sys.stdin)
    first = among = 0
    for train, test in given["folds"]:
        model = make_pipeline(TfidfVectorizer(analyzer="char", ngram_range=(1, 3), sublinear_tf=True), LinearSVC())
        model.fit([given["words"][at] for at in train], [given["labels"][at] for at in train])
        margins = model.decision_function([given["words"][at] for at in test])
        for at, row in zip(test, margins, strict=True):
            best = [model.classes_[place] for place in row.argsort()[::-1][:3]]
            first += best[0] == given["labels"][at]
            among += given["labels"][at] in best
    count = sum(len(test) for _, test in given["folds"])
    print(json.dumps({"first": first / count, "among": among / count}))


if __name__ == "__main__":
    main()
