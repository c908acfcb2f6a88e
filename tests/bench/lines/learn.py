#!/usr/bin/env python3
"""Learns assets/cleaning/odds.txt: what the figures of a line say of whose it is.

    DANHUANG_PAGES=tests/data/pages_told/tuned:PAGES cargo test --no-default-features --test it \\
        what_is_counted -- --ignored --nocapture > FACTS
    python3 -m venv venv && venv/bin/pip install scikit-learn
    venv/bin/python tests/bench/lines/learn.py FACTS > assets/cleaning/odds.txt

PAGES is what pages.py made, and what else has signs. Pages of `aside` are never learnt from. To lose a line of an
article weighs three times as much as to keep one of a site; a page of many lines weighs as the root of their number.
"""
import sys

import numpy
from sklearn.ensemble import HistGradientBoostingClassifier

HEAD = """# What the figures of a line say: trees of questions, a line each. `fact<most yes no` asks for a fact (src/clean/page/facts.rs)
# and goes on with the first answer where it is at most so much, else with the second; a number alone is added to the
# odds that the line is the article's, as a natural logarithm. Learnt by tests/bench/lines/learn.py. Part of this
# project, under its licence."""
OURS = 3.0


def main():
    names, pages, is_ours, facts = [], [], [], []
    for line in open(sys.argv[1], encoding="utf-8"):
        fields = line.rstrip("\n").split("\t")
        if fields[0].endswith("facts"):
            names = fields[1:]
        elif fields[0].endswith("line") and len(fields) > 3:
            pages.append(fields[1])
            is_ours.append(fields[2] == "1")
            facts.append([float(fact) for fact in fields[3:]])
    facts, is_ours = numpy.array(facts), numpy.array(is_ours)
    page, n_lines = numpy.unique(pages, return_counts=True)
    of_page = dict(zip(page, 1 / numpy.sqrt(numpy.maximum(n_lines, 20))))
    weights = numpy.array([of_page[page] for page in pages]) * numpy.where(is_ours, OURS, 1)
    model = HistGradientBoostingClassifier(
        max_iter=120, max_leaf_nodes=12, learning_rate=0.08, min_samples_leaf=30, l2_regularization=1.0, random_state=0
    ).fit(facts, is_ours, sample_weight=weights)
    print(HEAD)
    print(f"{model._baseline_prediction.item():.4g}")
    for (tree,) in model._predictors:
        print(words(tree.nodes, 0, names))
    print(f"{len(page)} pages, {len(facts)} lines, {int((~is_ours).sum())} of sites", file=sys.stderr)


def words(nodes, at, names):
    node = nodes[at]
    if node["is_leaf"]:
        return f"{node['value']:.3g}"
    both = (words(nodes, node[side], names) for side in ("left", "right"))
    return f"{names[node['feature_idx']]}<{node['num_threshold']:.4g} {' '.join(both)}"


main()
