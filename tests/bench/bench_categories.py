"""How often the suggestion from the words names what an office chose, beside a linear SVM, by cross-validation.

`python tests/bench/bench_categories.py MESSAGES.csv [TREE.csv]` prints a table. The messages have the columns 留言主题,
留言详情 and 一级分类; a tree's names (一级分类,二级分类,三级分类) are learnt with little weight, as a room's own
are known before its first case. The peer is installed on demand into a folder of its own (`peers.py`); it is no
part of the product.
"""

import csv
import json
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from peers import python_with

from reception.domain.suggesting import Learnt

Figure = tuple[str, float, str]
Folds = list[tuple[list[int], list[int]]]
PEER = Path(__file__).with_name("svm_peer.py")
FOLDS, SEEDS = 10, 3
NAME_WEIGHT = 0.3


def figures(messages: Path, tree: Path | None = None) -> Iterator[Figure]:
    """(name, value, bound) of both, and what a suggestion costs."""
    words, labels = _read(messages)
    folds = [fold for seed in range(SEEDS) for fold in _folds(len(words), seed)]
    first, among = _ours(words, labels, folds, ())
    yield "ours: named first", first, ""
    yield "ours: among three", among, ""
    if tree is not None:
        first, among = _ours(words, labels, folds, _names(tree, set(labels)))
        yield "ours with the tree's names: named first", first, ""
        yield "ours with the tree's names: among three", among, ""
    peer = _peer(words, labels, folds)
    yield "linear SVM: named first", peer["first"], ""
    yield "linear SVM: among three", peer["among"], ""
    yield "ours of the SVM's, named first", first / peer["first"], "≥ 0.95"
    yield "ours of the SVM's, among three", among / peer["among"], "≥ 0.98"
    yield from _cost(words, labels)


def _read(messages: Path) -> tuple[list[str], list[str]]:
    with messages.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [f"{row['留言主题']}\n{row['留言详情']}" for row in rows], [row["一级分类"] for row in rows]


def _names(tree: Path, known: set[str]) -> list[tuple[str, str]]:
    with tree.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return [(f"{row['二级分类']} {row['三级分类']}", row["一级分类"]) for row in rows if row["一级分类"] in known]


def _folds(count: int, seed: int) -> Folds:
    order = list(range(count))
    random.Random(seed).shuffle(order)
    return [([at for place, at in enumerate(order) if place % FOLDS != fold], order[fold::FOLDS])
            for fold in range(FOLDS)]  # fmt: skip


def _ours(
    words: Sequence[str], labels: Sequence[str], folds: Folds, names: Sequence[tuple[str, str]]
) -> tuple[float, float]:
    first = among = 0
    for train, test in folds:
        learnt = Learnt.of((words[at], labels[at]) for at in train)
        for text, label in names:
            learnt.learn(text, label, NAME_WEIGHT)
        for at in test:
            scores = learnt.scores(words[at])
            best = sorted(scores, key=lambda label: -scores[label])[:3]
            first += best[:1] == [labels[at]]
            among += labels[at] in best
    count = sum(len(test) for _, test in folds)
    return first / count, among / count


def _cost(words: Sequence[str], labels: Sequence[str]) -> Iterator[Figure]:
    began = time.perf_counter()
    learnt = Learnt.of(zip(words, labels, strict=True))
    yield "learning a message, ms", (time.perf_counter() - began) * 1000 / len(words), ""
    took = []
    for text in words:
        began = time.perf_counter()
        learnt.scores(text)
        took.append((time.perf_counter() - began) * 1000)
    yield "a suggestion, p99 ms", sorted(took)[len(took) * 99 // 100], "≤ 5"


def _peer(words: Sequence[str], labels: Sequence[str], folds: Folds) -> dict[str, float]:
    given = json.dumps({"words": words, "labels": labels, "folds": folds})
    command = [python_with("scikit-learn"), PEER]
    told = subprocess.run(command, input=given, check=True, capture_output=True, text=True).stdout
    return {name: float(value) for name, value in json.loads(told).items()}


def main() -> None:
    """Print the table."""
    if len(sys.argv) < 2:
        print("no messages given: python tests/bench/bench_categories.py MESSAGES.csv [TREE.csv]")
        return
    for name, value, bound in figures(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else None):
        print(f"{name:<44}{value:>12.3f}  {bound}")


if __name__ == "__main__":
    main()
