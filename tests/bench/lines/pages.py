#!/usr/bin/env python3
"""Makes pages with signs, as those of tests/data/pages_told, of saved pages whose article is known.

    git clone https://github.com/mozilla/readability
    git clone https://github.com/scrapinghub/article-extraction-benchmark
    git clone https://github.com/immortal-autumn/Chinese-Web-Content-Extraction-Dataset
    python3 -m venv venv && venv/bin/pip install lxml
    venv/bin/python tests/bench/lines/pages.py FOLDER_OF_THE_THREE PAGES

Each page becomes the lines that a browser would copy of it; those that its gold holds, in order, are the article's.
The pages are not ours to hand on, so they are made anew by whoever wants to learn from them; a page of whose gold
less than 85 in 100 is found again is left out.
"""
import bisect
import gzip
import json
import pathlib
import re
import sys

import lxml.html

NOT_SHOWN = set("script style noscript template head svg iframe select option textarea object math input".split())
BLOCKS = set(
    "address article aside blockquote body button center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre section summary table tbody thead"
    " tfoot tr ul caption video audio".split()
)
LEAST_FOUND = 0.85


def decoded(raw):
    declared = re.search(rb"charset=[\"']?([\w-]+)", raw[:4000])
    for name in ["utf-8", declared.group(1).decode() if declared else "gb18030", "gb18030", "latin-1"]:
        try:
            return raw.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue


def is_hidden(element):
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None


def lines(page):
    """What a browser would copy: a line for each block, cells parted by tabs."""
    tree = lxml.html.document_fromstring(page)
    body = tree.find("body")
    found, line = [], []

    def end():
        words = re.sub(r"[ \t\r\n\f\u00a0]+", " ", "".join(line)).strip()
        line.clear()
        if words:
            found.append(words.replace("\x01", "\t"))

    def add(text, is_kept):
        for number, part in enumerate((text or "").split("\n") if is_kept else [text or ""]):
            if number:
                end()
            line.append(part)

    def walk(element, is_kept):
        if not isinstance(element.tag, str) or element.tag in NOT_SHOWN or is_hidden(element):
            return
        is_kept = is_kept or element.tag == "pre"
        if element.tag == "br" or element.tag in BLOCKS:
            end()
        if element.tag in ("td", "th") and "".join(line).strip():
            line.append("\x01")
        add(element.text, is_kept)
        for child in element:
            walk(child, is_kept)
            add(child.tail, is_kept)
        if element.tag in BLOCKS:
            end()

    walk(tree if body is None else body, False)
    end()
    return found


def squashed(text):
    return re.sub(r"\s+", "", text)


def places(line, gold, starts):
    """Where in the gold a line may stand: as a line of it, or within one if it is long."""
    if line in starts:
        return starts[line]
    if len(line) >= 12 and line in gold:
        return [gold.find(line)]
    if len(line) >= 30 and line[5:25] in gold:
        return [max(0, gold.find(line[5:25]) - 5)]
    return []


def told(page, gold_lines, title):
    """The sign of each line: the heaviest row of lines that stand in the gold in the same order is the article."""
    page_words = [squashed(line) for line in page]
    gold_words = [words for words in map(squashed, gold_lines) if words]
    gold, starts, at = "".join(gold_words), {}, 0
    for words in gold_words:
        starts.setdefault(words, []).append(at)
        at += len(words)
    best = []  # Rows by where their last line stands: (place, weight, (line, row before)), both rising.
    for number, words in enumerate(page_words):
        for place in sorted(places(words, gold, starts), reverse=True):
            before = bisect.bisect_left(best, place, key=lambda row: row[0])
            under = best[before - 1] if before else (-1, 0, None)
            row = (place, under[1] + len(words), (number, under[2]))
            while before < len(best) and best[before][1] <= row[1]:
                best.pop(before)
            if before == len(best) or best[before][0] > place:
                best.insert(before, row)
    signs, chain = [" "] * len(page), best[-1][2] if best else None
    while chain:
        signs[chain[0]], chain = "+", chain[1]
    found = sum(len(words) for words, sign in zip(page_words, signs) if sign == "+")
    first = signs.index("+") if "+" in signs else 0
    named = [n for n in range(min(first + 2, len(page))) if title and page_words[n] == squashed(title)]
    if named:
        signs[named[-1]] = "#1 "
    return signs if gold and found >= LEAST_FOUND * len(gold) and signs.count("+") >= 3 else None


def heading(text):
    """The heading of the page that its title names."""
    tree = lxml.html.document_fromstring(text)
    title = squashed(tree.findtext(".//title") or "")
    names = [re.sub(r"\s+", " ", name.text_content()).strip() for name in tree.iter("h1")]
    return next((name for name in names if squashed(name) and squashed(name) in title), (names or [None])[0])


def pages(root):
    for folder in sorted((root / "readability/test/test-pages").iterdir()):
        gold = lines(decoded((folder / "expected.html").read_bytes()))
        name = json.loads((folder / "expected-metadata.json").read_text()).get("title")
        yield f"readability-{folder.name}", decoded((folder / "source.html").read_bytes()), gold, name
    folder = root / "article-extraction-benchmark"
    for name, gold in json.loads((folder / "ground-truth.json").read_text()).items():
        text = decoded(gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes()))
        yield f"benchmark-{name[:12]}", text, gold["articleBody"].split("\n"), heading(text)
    folder = root / "Chinese-Web-Content-Extraction-Dataset"
    for gold in sorted((folder / "cleaned").iterdir()):
        page = next((folder / "original").glob(f"{gold.stem}*"), None)
        if page:
            text = decoded(page.read_bytes())
            yield f"chinese-{gold.stem[:12]}", text, gold.read_text(errors="replace").split("\n"), heading(text)


def main():
    root, out = map(pathlib.Path, sys.argv[1:3])
    out.mkdir(parents=True, exist_ok=True)
    for name, text, gold, title in pages(root):
        try:
            page = lines(text)
            signs = told(page, gold, title) if len(page) >= 12 else None
        except (lxml.etree.ParserError, RecursionError):
            continue
        if signs:
            (out / f"{name}.txt").write_text("".join(f"{sign}{line}\n" for sign, line in zip(signs, page)))


main()
