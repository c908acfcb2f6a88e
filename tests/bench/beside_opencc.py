#!/usr/bin/env python3
"""Danhuang's whole cleaning beside what OpenCC takes for the conversion alone, in one run.

    pip install opencc
    cargo build --release
    python3 tests/bench/beside_opencc.py [PROGRAM]

Prints both throughputs on ten megabytes of the founding article's and the corpus' sentences, shuffled by a seed,
and their ratio; the start of the process is taken off by timing it on a short file.
"""
import pathlib
import random
import subprocess
import sys
import tempfile
import time

import opencc

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/release/danhuang"
MEGABYTE = 1_000_000


def noisy(size):
    random.seed(1)
    files = [ROOT / "assets/samples/jilin.txt", *sorted((ROOT / "tests/data/clean").glob("*.txt"))]
    lines = [line for file in files for line in file.read_text("utf-8", "replace").splitlines()]
    sentences = [part + "。" for line in lines for part in line.split("。") if len(part) > 12]
    paragraphs, length = [], 0
    while length < size:
        paragraph = "".join(random.choice(sentences) for _ in range(random.randint(2, 7)))
        paragraphs.append(paragraph)
        length += len(paragraph.encode()) + 1
    return "\n".join(paragraphs)


def best(work, times=5):
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def clean(file):
    subprocess.run([PROGRAM, "clean", file, "-o", file.with_suffix(".out"), "--force"], check=True)


with tempfile.TemporaryDirectory() as folder:
    text = noisy(10 * MEGABYTE)
    long, short = pathlib.Path(folder, "long.txt"), pathlib.Path(folder, "short.txt")
    long.write_text(text, "utf-8")
    short.write_text("一句话。\n", "utf-8")
    converter = opencc.OpenCC("t2s")
    converter.convert(text[:1000])
    ours = best(lambda: clean(long)) - best(lambda: clean(short))
    theirs = best(lambda: converter.convert(text))
    rate = len(text.encode()) / MEGABYTE
    print(f"danhuang, whole cleaning: {rate / ours:.0f} MB/s; OpenCC, conversion alone: {rate / theirs:.0f} MB/s; "
          f"time {ours / theirs:.2f} : 1")
