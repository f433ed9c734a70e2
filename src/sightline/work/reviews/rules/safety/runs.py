"""How the words of a Word file look: whether anybody sees them on the page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
NAMED = {"black": "000000", "white": "FFFFFF", "darkBlue": "000080", "darkRed": "800000",
         "darkGray": "808080", "blue": "0000FF", "darkGreen": "006400", "darkCyan": "008B8B",
         "darkMagenta": "800080", "darkYellow": "808000"}  # fmt: skip
LIGHT, DARK = 235, 80
"""From which brightness (of 255) a letter is lost on white paper, and up to which on black."""
TINY = 8  # half points: four points
OFF = {"0", "false", "off", "none"}


def tag(element: ElementTree.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def attribute(element: ElementTree.Element, name: str) -> str:
    """An attribute, whatever its namespace."""
    return next(
        (said for key, said in element.attrib.items() if key.rpartition("}")[2] == name), ""
    )


def brightness(colour: str) -> int:
    """Of a colour as six hexadecimal figures, 0 to 255."""
    red, green, blue = (int(colour[n : n + 2], 16) for n in (0, 2, 4))
    return (299 * red + 587 * green + 114 * blue) // 1000


def _colour(said: str) -> str:
    said = NAMED.get(said, said)
    is_colour = len(said) == 6 and all(one in "0123456789abcdefABCDEF" for one in said)
    return said.upper() if is_colour else ""


@dataclass(frozen=True)
class Look:
    """The look of some words: their colour and size, what lies behind them, and if they are
    hidden."""

    ink: str = ""
    paper: str = ""
    half_points: int = 0
    is_hidden: bool = False

    def on(self, properties: ElementTree.Element | None) -> Look:
        """The same, on the ground that properties give."""
        if properties is None:
            return self
        found = self
        for one in properties:
            name, said = tag(one), attribute(one, "val")
            if name in ("vanish", "webHidden"):
                found = replace(found, is_hidden=said not in OFF)
            elif name == "color":
                theme = attribute(one, "themeColor")
                white = theme in ("background1", "bg1", "light1")
                found = replace(found, ink="FFFFFF" if white else _colour(said))
            elif name == "sz" and said.isdigit():
                found = replace(found, half_points=int(said))
            elif name == "highlight" and said != "none":
                found = replace(found, paper=_colour(said))
            elif name == "shd":
                fill = attribute(one, "fill")
                solid = attribute(one, "color") if said == "solid" else ""
                found = replace(found, paper=_colour(solid or fill) or found.paper)
        return found

    @property
    def fault(self) -> str:
        """Why nobody sees these words; empty where they are seen."""
        if self.is_hidden:
            return "hidden-text"
        if 0 < self.half_points <= TINY:
            return "tiny-text"
        ink, paper = brightness(self.ink or "000000"), brightness(self.paper or "FFFFFF")
        if ink >= LIGHT and paper >= LIGHT:
            return "pale-text"
        if ink <= DARK and paper <= DARK:
            return "covered"
        return "pale-text" if self.ink and self.ink == self.paper else ""


class Styles:
    """What the styles of a file say of words, each with those it is based on."""

    def __init__(self, root: ElementTree.Element | None) -> None:
        self.known = {} if root is None else {
            attribute(one, "styleId"): one for one in root.iter(f"{W}style")
        }  # fmt: skip

    def _styled(self, name: str, look: Look, depth: int = 0) -> Look:
        style = self.known.get(name)
        if style is None or depth > 20:
            return look
        above = style.find(f"{W}basedOn")
        if above is not None:
            look = self._styled(attribute(above, "val"), look, depth + 1)
        return look.on(style.find(f"{W}pPr")).on(style.find(f"{W}rPr"))

    def of_paragraph(self, properties: ElementTree.Element | None, look: Look) -> Look:
        """The look of a paragraph's words before a run says otherwise."""
        if properties is None:
            return self._styled("Normal", look)
        named = properties.find(f"{W}pStyle")
        look = self._styled("Normal" if named is None else attribute(named, "val"), look)
        shade = properties.find(f"{W}shd")
        if shade is not None:
            holder = ElementTree.Element("ground")
            holder.append(shade)
            look = look.on(holder)
        return look

    def of_run(self, properties: ElementTree.Element | None, look: Look) -> Look:
        """The look of a run."""
        if properties is None:
            return look
        named = properties.find(f"{W}rStyle")
        if named is not None:
            look = self._styled(attribute(named, "val"), look)
        return look.on(properties)
