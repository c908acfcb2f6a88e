#!/usr/bin/env python3
"""Makes the bundled fonts: the four faces from Noto CJK, or with a path to lucide.ttf the icon font.

README.md beside it says with what.
"""
import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

HERE = pathlib.Path(__file__).parent
NOTO = pathlib.Path("/usr/share/fonts/opentype/noto")
SC = 2  # the Simplified Chinese member of each collection

RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x024F), (0x0250, 0x02FF), (0x0300, 0x036F), (0x0370, 0x03FF), (0x0400, 0x052F),
    (0x1E00, 0x1EFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20BF), (0x2100, 0x218F), (0x2190, 0x21FF),
    (0x2200, 0x22FF), (0x2300, 0x23FF), (0x2460, 0x24FF), (0x2500, 0x259F), (0x25A0, 0x26FF), (0x2700, 0x27BF),
    (0x2E3A, 0x2E3B), (0x2E80, 0x2FDF), (0x3000, 0x303F), (0x3040, 0x30FF), (0x3100, 0x312F), (0x3190, 0x31BF),
    (0x31C0, 0x31FF), (0x3200, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0xFE10, 0xFE1F),
    (0xFE30, 0xFE4F), (0xFF00, 0xFFEF),
]
FACES = {
    "NotoSerifSC-Regular.otf": "NotoSerifCJK-Regular.ttc",
    "NotoSerifSC-Bold.otf": "NotoSerifCJK-Bold.ttc",
    "NotoSansSC-Regular.otf": "NotoSansCJK-Regular.ttc",
    "NotoSansSC-Bold.otf": "NotoSansCJK-Bold.ttc",
}


def cut(font, characters, target):
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]  # no ligature: each dash of a pair keeps its own em
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.drop_tables += ["VORG", "vhea", "vmtx", "BASE", "DSIG"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=characters)
    cutter.subset(font)
    font["head"].modified = font["head"].created  # the same bytes at every run
    font.recalcTimestamp = False
    font.save(target)
    print(target.name, target.stat().st_size, "bytes,", len(font.getBestCmap()), "characters")


def main():
    characters = {code for first, last in RANGES for code in range(first, last + 1)}
    if len(sys.argv) == 1:
        for name, collection in FACES.items():
            cut(TTCollection(str(NOTO / collection)).fonts[SC], characters, HERE / name)
    else:
        icons = {int(line.split()[1], 16) for line in (HERE / "icons.txt").read_text().splitlines() if line.strip()}
        cut(TTFont(sys.argv[1]), icons, HERE / "Lucide-subset.ttf")


main()
