#!/usr/bin/env python3
"""Draws algiers.svg: a story of the sample corpus as the terminal shows it.

    python3 docs/images/make.py [--binary PATH]

Runs `samestory cluster data/sample.jsonl` with colours, takes the first story whose headline has the word Algeria, and
writes its lines as an SVG. Without --binary the command is built and run by cargo. Needs nothing but Python 3.
"""

import argparse
import os
import re
import subprocess
from html import escape
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
CORPUS = "data/sample.jsonl"
IMAGE = REPOSITORY / "docs/images/algiers.svg"
WORD = "Algeria"

# a character of the font below is so many pixels wide, a line so many high
WIDTH, HEIGHT, MARGIN, FONT_SIZE = 7.83, 21, 20, 13
FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"

# the numbers of "Select Graphic Rendition" that the command uses; 0 ends all of them
CLASSES = {"1": "bold", "2": "dim", "36": "cyan"}
STYLES = {
    "bold": "font-weight: bold; fill: #ffffff",
    "dim": "fill: #8b949e",
    "cyan": "fill: #56d4dd",
}
ESCAPE = re.compile(r"\x1b\[([0-9;]*)m")


def output(binary):
    """What the command prints."""
    program = [binary] if binary else ["cargo", "run", "--quiet", "--release", "--bin", "samestory", "--"]
    command = [*program, "cluster", CORPUS]
    environment = {**os.environ, "CLICOLOR_FORCE": "1"}
    return subprocess.run(command, cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, check=True).stdout.decode()


def plain(text):
    return ESCAPE.sub("", text)


def lines(printed):
    """The lines of the picture: the command, the story, and the last line, which counts."""
    blocks = printed.rstrip("\n").split("\n\n")
    story = next(block for block in blocks if WORD in plain(block).splitlines()[0])
    prompt = f"\x1b[2m$\x1b[0m samestory cluster {CORPUS}"
    return [prompt, "", *story.splitlines(), "", "\x1b[2m…\x1b[0m", *blocks[-1].splitlines()]


def spans(line):
    """The pieces of a line that look alike: [class, text]."""
    found, style = [], None
    for at, piece in enumerate(ESCAPE.split(line)):
        if at % 2:
            style = next((CLASSES[code] for code in piece.split(";") if code in CLASSES), None)
        elif found and found[-1][0] == style:
            found[-1][1] += piece
        elif piece:
            found.append([style, piece])
    return found


def runs(line):
    """The pieces that look alike and have single blanks only: (column, class, text)."""
    column = 0
    for style, text in spans(line):
        for run in re.finditer(r"\S+(?: \S+)*", text):
            yield column + run.start(), style, run.group()
        column += len(text)


def draw(shown):
    columns = max(len(plain(line)) for line in shown)
    width, height = round(columns * WIDTH) + 2 * MARGIN, len(shown) * HEIGHT + 2 * MARGIN
    styles = "".join(f" .{name} {{ {style} }}" for name, style in STYLES.items())
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-labelledby="title">'
    )
    yield f'<title id="title">{escape(plain(shown[0]))}</title>'
    yield f"<style>text {{ font: {FONT_SIZE}px {FONTS}; fill: #d7dde4 }}{styles}</style>"
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#161b22"/>'
    for row, line in enumerate(shown):
        y = MARGIN + (row + 1) * HEIGHT - 6
        for column, style, text in runs(line):
            # the length holds the columns in whatever font is there
            x, length = MARGIN + column * WIDTH, len(text) * WIDTH
            name = f' class="{style}"' if style else ""
            place = f'x="{x:.1f}" y="{y}" textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'
            yield f"<text {place}{name}>{escape(text)}</text>"
    yield "</svg>"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--binary", help="run this program instead of building the command")
    shown = lines(output(arguments.parse_args().binary))
    IMAGE.write_text("\n".join(draw(shown)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
