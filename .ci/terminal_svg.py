"""A coloured terminal screen, as `tmux capture-pane -e` gives it, drawn as an SVG: text stays text, and nothing is loaded.

The window is dark whatever is around it, so that it can be read on light and dark pages alike.
"""
import re
from xml.sax.saxutils import escape

from terminal import width_of

CELL, LINE, SIZE = 8.4, 19, 14  # width of a cell, height of a line, size of the font
MARGIN, BAR = 16, 34  # around the screen, and the window's title bar
FONT = "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
PAPER, INK, EDGE, DIM = "#1b1f27", "#dfe3ea", "#3b4252", 0.62
COLORS = ["#3b4252", "#ec7f7f", "#8fd18b", "#ecc46a", "#82b1f2", "#cf9fe8", "#74cfd6", "#dfe3ea",
    "#7b8496", "#f79a9a", "#a9e2a5", "#f5d78d", "#a5c8f8", "#e0bbf4", "#97e0e6", "#ffffff"]
SEQUENCE = re.compile(r"\x1b\[([0-9;:]*)m|\x0e|\x0f")
# Lines are drawn, since no font's signs reach from one line of text to the next. From the middle of the cell: left, right, up, down.
STROKES = {"─": "lr", "│": "ud", "┌": "rd", "┐": "ld", "└": "ru", "┘": "lu", "├": "rud", "┤": "lud", "┬": "lrd", "┴": "lru",
    "┼": "lrud", "╭": "rd", "╮": "ld", "╰": "ru", "╯": "lu"}


class Style:
    """How the text looks from here on."""

    def __init__(self):
        self.color = self.ground = None
        self.bold = self.dim = self.italic = self.underlined = self.reversed = False

    def obey(self, codes):
        codes = [int(code) for code in re.split("[;:]", codes or "0") if code]
        while codes:
            code = codes.pop(0)
            if code == 0:
                self.__init__()
            elif code in (38, 48):
                color = COLORS[codes[1]] if codes[0] == 5 and codes[1] < 16 else None
                if codes[0] == 2:
                    color = "#%02x%02x%02x" % tuple(codes[1:4])
                del codes[: 2 if codes[0] == 5 else 4]
                self.paint(code == 48, color)
            elif code in (39, 49):
                self.paint(code == 49, None)
            elif 30 <= code <= 37 or 90 <= code <= 97:
                self.paint(False, COLORS[code % 10 + (8 if code >= 90 else 0)])
            elif 40 <= code <= 47 or 100 <= code <= 107:
                self.paint(True, COLORS[code % 10 + (8 if code >= 100 else 0)])
            elif code == 22:
                self.bold = self.dim = False
            else:
                names = {1: "bold", 2: "dim", 3: "italic", 4: "underlined", 7: "reversed"}
                if code in names or code - 20 in names:
                    setattr(self, names.get(code) or names[code - 20], code < 10)

    def paint(self, is_ground, color):
        setattr(self, "ground" if is_ground else "color", color)

    def look(self):
        """The colour of the ground, or none, and the attributes of the text."""
        color, ground = self.color or INK, self.ground
        if self.reversed:
            color, ground = ground or PAPER, color
        words = [f'fill="{color}"'] if color != INK else []
        words += ['font-weight="bold"'] * self.bold + ['font-style="italic"'] * self.italic
        words += ['text-decoration="underline"'] * self.underlined
        # A dim ground lets the paper through, its text does not.
        return (ground, self.dim), " ".join(words + ([f'opacity="{DIM}"'] if self.dim and not self.reversed else []))


def cells(line, style):
    """The signs of a line, each with its column, its width and its look."""
    column, place = 0, 0
    while place < len(line):
        if found := SEQUENCE.match(line, place):
            style.obey(found[1]) if found[1] is not None else None
            place = found.end()
            continue
        sign = line[place]
        place += 1
        width = width_of(sign)
        yield sign, column, width, *style.look()
        column += width


def runs(line, style):
    """Neighbours of one look, as [text, column, width, ground, look]."""
    found = []
    for sign, column, width, ground, look in cells(line, style):
        last = found[-1] if found else None
        same = last and last[3:] == [ground, look] and (sign in STROKES) == (last[0][0] in STROKES)
        if same:
            last[0], last[2] = last[0] + sign, last[2] + width
        else:
            found.append([sign, column, width, ground, look])
    return found


def number(value):
    return f"{value:.1f}".removesuffix(".0")


def strokes(text, column, top, look):
    """The lines that these signs are, as one path."""
    reach = {"l": (-CELL / 2, 0), "r": (CELL / 2, 0), "u": (0, -LINE / 2), "d": (0, LINE / 2)}
    path = ""
    for place, sign in enumerate(text):
        x, y = MARGIN + (column + place + 0.5) * CELL, top + LINE / 2
        path += "".join(f"M{number(x)} {number(y)}l{number(dx)} {number(dy)}" for dx, dy in (reach[way] for way in STROKES[sign]))
    return f'<path d="{path}" stroke="{COLORS[8]}" fill="none"/>'


def svg(screen, columns, title, description):
    """The picture of a screen with so many columns."""
    lines, style = screen.rstrip("\n").split("\n"), Style()
    width, height = columns * CELL + 2 * MARGIN, len(lines) * LINE + BAR + MARGIN
    grounds, texts = [], []
    for row, line in enumerate(lines):
        top = BAR + row * LINE
        for text, column, cells_wide, (ground, is_dim), look in runs(line, style):
            x, wide = number(MARGIN + column * CELL), number(cells_wide * CELL)
            if ground:
                see_through = f' opacity="{DIM}"' if is_dim else ""
                grounds.append(f'<rect x="{x}" y="{top}" width="{wide}" height="{LINE}" fill="{ground}"{see_through}/>')
            if text[0] in STROKES:
                grounds.append(strokes(text, column, top, look))
            elif text.strip():
                # The spaces in front move the text along; each run has the width of its cells, whatever font there is.
                lead, text = len(text) - len(text.lstrip()), text.strip()
                x, wide = number(MARGIN + (column + lead) * CELL), number(width_of(text) * CELL)
                texts.append(f'<text x="{x}" y="{top + 14}" textLength="{wide}"{" " + look if look else ""}>{escape(text)}</text>')
    dots = "".join(f'<circle cx="{22 + 18 * n}" cy="16" r="5.5" fill="{EDGE}"/>' for n in range(3))
    whole = (number(width), height)
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {whole[0]} {whole[1]}" width="{whole[0]}" height="{whole[1]}" role="img">',
        f"<title>{escape(title)}</title>", f"<desc>{escape(description)}</desc>",
        f'<rect x="0.5" y="0.5" width="{number(width - 1)}" height="{height - 1}" rx="9" fill="{PAPER}" stroke="{EDGE}"/>', dots,
        f'<text x="{number(width / 2)}" y="21" text-anchor="middle" font-family="{FONT}" font-size="13" fill="{COLORS[8]}">{escape(title)}</text>',
        *grounds, f'<g font-family="{FONT}" font-size="{SIZE}" fill="{INK}" xml:space="preserve" style="white-space:pre">',
        *texts, "</g>", "</svg>", ""])


def texts(picture):
    """The texts of a picture with their places: what it says, and not how it looks."""
    return re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*>([^<]*)</text>', picture)
