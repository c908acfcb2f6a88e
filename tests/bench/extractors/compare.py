#!/usr/bin/env python3
"""Danhuang's cleaning beside the extractors that a user would pick instead, over real saved pages, in one run.

    python3 -m venv venv && venv/bin/pip install readability-lxml lxml_html_clean trafilatura gne
    git clone https://github.com/GeneralNewsExtractor/GeneralNewsExtractor pages
    npm install @mozilla/readability jsdom
    cargo build --release
    NODE_PATH=node_modules venv/bin/python tests/bench/extractors/compare.py pages [PROGRAM]

Mozilla's Readability is left out where Node.js or these packages are not there.

The pages are 71 saved pages of Chinese sites which that project keeps for its own tests; they are not ours to copy,
so gold.json beside this file knows each by the SHA-256 of its bytes, and what must be kept and left out by length and
hash: stretches of 8 to 25 characters, spread over the article, and of the lines around it that are nearest to it,
chosen by readers who had not seen what any program makes of the pages. Half of the pages, by the hash of their
names, was looked at while rules were tuned; the other half was not.
"""
import collections
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata

import lxml.html
import readability
import trafilatura
from gne import GeneralNewsExtractor

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]
PAGES = pathlib.Path(sys.argv[1])
PROGRAM = sys.argv[2] if len(sys.argv) > 2 else ROOT / "target/release/danhuang"
HOME = tempfile.mkdtemp()


def decoded(raw):
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:4000])
    names = ["utf-8", declared.group(1).decode() if declared else "gb18030", "gb18030"]
    for name in names:
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
    return raw.decode("gb18030", "replace")


def danhuang(path, _text):
    environment = {**os.environ, "HOME": HOME, "XDG_DATA_HOME": HOME}
    command = [PROGRAM, "clean", path, "--script", "keep"]
    return subprocess.run(command, capture_output=True, env=environment).stdout.decode()


def by_readability(_path, text):
    try:
        document = readability.Document(text)
        page = lxml.html.fromstring(document.summary())
        return f"{document.title()}\n{page.text_content()}"
    except Exception:  # It refuses some pages; then nothing is kept.
        return ""


def by_trafilatura(_path, text):
    return trafilatura.extract(text, include_comments=False) or ""


def by_gne(_path, text):
    try:
        found = GeneralNewsExtractor().extract(text)
        return f"{found.get('title')}\n{found.get('content')}"
    except Exception:
        return ""


def by_mozilla():
    """Asks Mozilla's Readability, which one process of Node.js runs; nothing where that is not there."""
    try:
        node = subprocess.Popen(
            ["node", HERE / "readability.js"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        ask(node, "<p>.</p>")
    except (OSError, ValueError):
        return None
    return lambda _path, text: ask(node, text)


def ask(node, page):
    node.stdin.write(json.dumps(page) + "\n")
    node.stdin.flush()
    return json.loads(node.stdout.readline())


TOOLS = {
    "danhuang": danhuang,
    "Readability": by_mozilla(),
    "readability-lxml": by_readability,
    "trafilatura": by_trafilatura,
    "gne": by_gne,
}


def squashed(text):
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def stand_in(text, probes):
    """How many of the probes, each a length and a hash, stand in the text."""
    text, lengths, found = squashed(text), collections.defaultdict(set), 0
    for length, name in probes:
        lengths[length].add(name)
    for length, names in lengths.items():
        windows = {text[at : at + length] for at in range(len(text) - length + 1)}
        found += len(names & {hashlib.sha256(w.encode()).hexdigest()[:16] for w in windows})
    return found


def main():
    known = {page["sha256"]: page for page in json.loads((HERE / "gold.json").read_text())}
    files = [path for path in sorted(PAGES.rglob("*.html"))]
    pages = [(path, known.get(hashlib.sha256(path.read_bytes()).hexdigest())) for path in files]
    pages = [(path, gold) for path, gold in pages if gold and gold["kind"] == "article"]
    print(f"{len(pages)} pages with an article")
    for name, tool in TOOLS.items():
        if tool is None:
            print(f"{name:17} is not there")
            continue
        sums = collections.defaultdict(lambda: [0] * 6)
        for path, gold in pages:
            text = tool(path, decoded(path.read_bytes()))
            kept, left = stand_in(text, gold["keep"]), stand_in(text, gold["drop"])
            is_tuned = hashlib.md5(gold["page"].encode()).digest()[0] % 2 == 0
            row = sums["looked at" if is_tuned else "set aside"]
            is_whole = kept == len(gold["keep"]) and left == 0
            parts = [kept, len(gold["keep"]), len(gold["drop"]) - left, len(gold["drop"]), is_whole, 1]
            row[:] = map(sum, zip(row, parts))
        for half, (kept, keep, out, drop, whole, n) in sorted(sums.items()):
            print(f"{name:17} {half}: kept {kept / keep:.4f}, left out {out / drop:.4f}, whole {whole}/{n}")


if __name__ == "__main__":
    main()
