"""How long other readers take until the same ten megabytes of Chinese can be read, and how much memory they hold.

Run it on a display that shows nothing else, as Xvfb with openbox: DISPLAY=:9 python3 tests/bench/beside_readers.py
DANHUANG NOVEL.txt… ; the novel's sentences are drawn anew up to the length. Programs that are not installed are left
out. Foliate is given the same text as an EPUB, a file a chapter, for it reads no plain text.
Needs ImageMagick's `import`; for people: on a busy machine the time on the processor says more than the wall's.
"""

import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile

LENGTH = 10_000_000
CHAPTER = 9_000
WAIT = 90
# Dark or light strokes in the middle of the window that text must at least leave, in pixels.
STROKES = 4_000


def text_of(files):
    """Paragraphs of the novel's sentences, drawn anew each time: none comes twice, as none does in a novel."""
    whole = "\n".join(pathlib.Path(name).read_text(encoding="utf-8") for name in files)
    sentences = [sentence for sentence in re.findall(r"[^\n#。！？]+[。！？]", whole) if len(sentence) > 6]
    drawing = random.Random(1)
    text, length, number, since = [], 0, 0, CHAPTER
    while length < LENGTH:
        if since >= CHAPTER:
            number, since = number + 1, 0
            text.append(f"第{number}章 {drawing.choice(sentences)[:8]}")
        line = "\u3000\u3000" + "".join(drawing.choices(sentences, k=drawing.randint(2, 7)))
        text.append(line)
        length += len(line.encode()) + 1
        since += len(line.encode())
    return text


def write_epub(path, lines):
    chapters = []
    for line in lines:
        if not line.startswith("\u3000"):
            chapters.append((line, []))
        else:
            chapters[-1][1].append(line.strip("\u3000").replace("&", "&amp;").replace("<", "&lt;"))
    names = [f"c{index}" for index in range(len(chapters))]
    items = "".join(f'<item id="{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names)
    spine = "".join(f'<itemref idref="{n}"/>' for n in names)
    points = "".join(
        f'<navPoint id="p{n}" playOrder="{at + 1}"><navLabel><text>{chapter[0]}</text></navLabel>'
        f'<content src="{n}.xhtml"/></navPoint>'
        for at, (n, chapter) in enumerate(zip(names, chapters))
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as epub:
        epub.writestr("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        epub.writestr(
            "META-INF/container.xml",
            '<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="a.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        epub.writestr(
            "a.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="i"><metadata '
            'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>长篇</dc:title><dc:language>zh</dc:language>'
            '<dc:identifier id="i">danhuang-beside</dc:identifier></metadata><manifest><item id="ncx" '
            f'href="t.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>'
            f'<spine toc="ncx">{spine}</spine></package>',
        )
        epub.writestr(
            "t.ncx",
            '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>长篇</text>'
            f"</docTitle><navMap>{points}</navMap></ncx>",
        )
        for name, (title, paragraphs) in zip(names, chapters):
            body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
            epub.writestr(
                f"{name}.xhtml",
                '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="zh"><head><title>'
                f"{title}</title></head><body><h1>{title}</h1>{body}</body></html>",
            )


def strokes():
    """How many pixels in the middle of the screen differ much from the ground."""
    picture = subprocess.run(
        ["import", "-window", "root", "-crop", "600x400+340+240", "-colorspace", "gray", "-depth", "8", "gray:-"],
        capture_output=True,
    ).stdout
    if not picture:
        return 0
    counts = [0] * 256
    for value in picture:
        counts[value] += 1
    ground = counts.index(max(counts))
    if counts[ground] < len(picture) // 4:
        return 0
    return sum(count for value, count in enumerate(counts) if abs(value - ground) > 60)


def family(root):
    """A process with all that it started, and what they share a session with."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if os.getsid(int(entry.name)) == root:
                    found.append(int(entry.name))
            except OSError:
                pass
    return found


def processor_seconds(pids):
    ticks = 0
    for pid in pids:
        try:
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        except OSError:
            pass
    return ticks / os.sysconf("SC_CLK_TCK")


def memory_megabytes(pids):
    """What they hold in their own right, and their part of what is shared."""
    kilobytes = 0
    for pid in pids:
        try:
            for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    kilobytes += int(line.split()[1])
        except OSError:
            pass
    return kilobytes / 1024


def measure(command, folder, picture):
    environment = os.environ | {"HOME": folder, "XDG_DATA_HOME": f"{folder}/data", "XDG_CONFIG_HOME": f"{folder}/c",
                                "XDG_CACHE_HOME": f"{folder}/cache", "GTK_USE_PORTAL": "0", "NO_AT_BRIDGE": "1",
                                "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
    # On a busy machine the window before is seen for a while after its program ended.
    gone = time.monotonic()
    while strokes() > STROKES // 4 and time.monotonic() - gone < WAIT:
        time.sleep(0.5)
    started = time.monotonic()
    process = subprocess.Popen(command, env=environment, start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seen = None
    while time.monotonic() - started < WAIT and process.poll() is None:
        if strokes() > STROKES:
            seen = time.monotonic() - started
            break
        time.sleep(0.05)
    pids = family(process.pid)
    at_first = processor_seconds(pids)
    time.sleep(20)
    pids = family(process.pid)
    in_all, memory = processor_seconds(pids), memory_megabytes(pids)
    subprocess.run(["import", "-window", "root", picture])
    for pid in pids:
        try:
            os.kill(pid, signal.SIGTERM)
        except OSError:
            pass
    time.sleep(1)
    for pid in family(process.pid):
        os.kill(pid, signal.SIGKILL)
    process.wait()
    return seen, at_first, in_all, memory


def main():
    danhuang, files = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as folder:
        lines = text_of(files)
        novel, epub = f"{folder}/novel.txt", f"{folder}/novel.epub"
        pathlib.Path(novel).write_text("\n".join(lines), encoding="utf-8")
        write_epub(epub, lines)
        commands = [
            ("danhuang, text", [danhuang, novel]),
            ("danhuang, EPUB", [danhuang, epub]),
            ("foliate, EPUB", ["dbus-run-session", "foliate", epub]),
            ("mousepad", ["dbus-run-session", "mousepad", novel]),
            ("gedit", ["dbus-run-session", "gedit", novel]),
            ("featherpad", ["featherpad", "--standalone", novel]),
        ]
        pictures = pathlib.Path(os.environ.get("DANHUANG_PICTURES", folder))
        print("| program | text is seen after | processor until then | after 20 s more | memory |\n|---|---|---|---|---|")
        for name, command in commands:
            program = command[1] if command[0] == "dbus-run-session" else command[0]
            if shutil.which(program) is None:
                continue
            for run in range(2):
                home = tempfile.mkdtemp(dir=folder)
                picture = pictures / f"{name.replace(', ', '-')}-{run}.png"
                seen, first, in_all, memory = measure(command, home, str(picture))
                shown = "never" if seen is None else f"{seen:.1f} s"
                print(f"| {name} | {shown} | {first:.2f} s | {in_all:.2f} s | {memory:.0f} MB |", flush=True)


main()
