"""The template of slides, made by code: 16:9, the house's colours and font, four layouts."""

from __future__ import annotations

from xml.sax.saxutils import escape

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Deck
from pptx.util import Inches

from dashboard.exports.slide_pen import WIDTH, Box
from dashboard.theme import FONT, LIGHT, Style
from dashboard.words import Words

HEIGHT = Inches(7.5)
_MARGIN = Inches(0.6)
# Where the figure or table of a slide stands, and the marks that warn.
CONTENT = Box(_MARGIN, Inches(2.02), WIDTH - 2 * _MARGIN, Inches(4.4))
MARKS = Box(WIDTH - _MARGIN - Inches(2.2), Inches(0.2), Inches(2.2), Inches(0.3))
TITLE, NOTE, FOOT, BODY = 0, 13, 14, 15
LAYOUTS = ("title", "figure", "table", "notes")
# A sans serif of any system takes the font's place where it is missing.
_PANOSE = "020B0502040504020204"
_TITLE_BOX = Box(_MARGIN, Inches(0.54), WIDTH - 2 * _MARGIN, Inches(0.84))
_NOTE_BOX = Box(_MARGIN, Inches(1.4), WIDTH - 2 * _MARGIN, Inches(0.54))
FOOT_BOX = Box(_MARGIN, Inches(6.5), Inches(11.2), Inches(0.88))


def new_deck(words: Words, style: Style = LIGHT) -> Deck:
    """An empty 16:9 presentation whose layouts ``LAYOUTS`` are in the language of the words."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = WIDTH, HEIGHT
    layouts = list(deck.slide_layouts)
    for layout in layouts[len(LAYOUTS) :]:
        deck.slide_layouts.remove(layout)
    _dress_theme(deck, style)
    _dress_master(deck, words, style)
    for layout, name in zip(layouts, LAYOUTS, strict=False):
        _dress_layout(layout._element, name, words, style)
    return deck


def _dress_theme(deck: Deck, style: Style) -> None:
    part = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme = etree.fromstring(part.blob)
    theme.set("name", "Pathfinder Progress")
    colours = {
        "dk1": style.ink, "lt1": style.ground, "dk2": style.secondary, "lt2": style.panel,
        "accent1": style.accent_text, "accent2": style.actions["complete"],
        "accent3": style.actions["substantial"], "accent4": style.actions["limited"],
        "accent5": style.actions["not_started"], "accent6": style.actions["cancelled"],
        "hlink": style.accent_text, "folHlink": style.accent_text,
    }  # fmt: skip
    for name, colour in colours.items():
        for place in theme.iter(qn(f"a:{name}")):
            for child in list(place):
                place.remove(child)
            etree.SubElement(place, qn("a:srgbClr"), val=colour.lstrip("#"))
    for fonts in ("majorFont", "minorFont"):
        for place in theme.iter(qn(f"a:{fonts}")):
            latin = place.find(qn("a:latin"))
            latin.set("typeface", FONT.split(",")[0])
            latin.set("panose", _PANOSE)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)


def _dress_master(deck: Deck, words: Words, style: Style) -> None:
    master = deck.slide_master._element
    tree = master.find(f".//{qn('p:spTree')}")
    for shape in tree.findall(qn("p:sp")):
        tree.remove(shape)
    heading, body = words("export_office.layout.title"), words("export_office.note")
    tree.append(_placeholder(2, "title", None, _TITLE_BOX, heading, 2600, style.ink, is_bold=True))
    tree.append(_placeholder(3, "body", 1, CONTENT, body, 1600, style.ink))
    rule = Box(_MARGIN, Inches(0.3), Inches(0.9), Inches(0.06))
    tree.append(_rule(4, rule, style.accent))
    for level in master.iter(qn("p:bodyStyle")):
        for paragraph in level:
            for name in ("marL", "indent"):
                paragraph.set(name, "0")
            for bullet in paragraph.findall(qn("a:buFont")) + paragraph.findall(qn("a:buChar")):
                paragraph.remove(bullet)
            paragraph.find(qn("a:defRPr")).addprevious(parse_xml(f"<a:buNone {nsdecls('a')}/>"))
    for level in master.iter(qn("p:titleStyle")):
        for paragraph in level:
            paragraph.set("algn", "l")


def _dress_layout(layout: etree._Element, name: str, words: Words, style: Style) -> None:
    layout.attrib.pop("type", None)
    layout.set("preserve", "1")
    said = words(f"export_office.layout.{name}")
    layout.find(qn("p:cSld")).set("name", said)
    tree = layout.find(f".//{qn('p:spTree')}")
    for shape in list(tree):
        if shape.tag not in (qn("p:nvGrpSpPr"), qn("p:grpSpPr")):
            tree.remove(shape)
    heading, note, source = (
        words(f"export_office.{key}") for key in ("title", "note", "source")
    )  # fmt: skip
    if name == "title":
        title = Box(_MARGIN, Inches(2.1), Inches(11.6), Inches(1.5))
        below = Box(_MARGIN, Inches(3.7), Inches(11.6), Inches(1.0))
        body = Box(_MARGIN, Inches(4.8), Inches(11.6), Inches(1.6))
        tree.append(_placeholder(2, "title", None, title, heading, 4000, style.ink, is_bold=True, anchor="b"))  # fmt: skip
        tree.append(_placeholder(3, "body", NOTE, below, note, 2000, style.secondary))
        tree.append(_placeholder(4, "body", BODY, body, said, 1600, style.ink))
        return
    tree.append(
        _placeholder(2, "title", None, _TITLE_BOX, heading, 2600, style.ink, is_bold=True, anchor="b")
    )  # fmt: skip
    tree.append(_placeholder(3, "body", NOTE, _NOTE_BOX, note, 1400, style.secondary))
    tree.append(_placeholder(4, "body", FOOT, FOOT_BOX, source, 1000, style.secondary, anchor="b"))
    if name == "notes":
        tree.append(_placeholder(5, "body", BODY, CONTENT, said, 1200, style.ink))
    tree.append(_slide_number(6, style))


def _shape_xml(number: int, name: str, box: Box) -> tuple[str, str]:
    place = (
        f'<p:spPr><a:xfrm><a:off x="{box.left}" y="{box.top}"/><a:ext cx="{box.width}" '
        f'cy="{box.height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    )
    return f'<p:cNvPr id="{number}" name="{escape(name)}"/>', place


def _placeholder(
    number: int, kind: str, index: int | None, box: Box, prompt: str, size: int, colour: str,
    *, is_bold: bool = False, anchor: str = "t",
) -> etree._Element:  # fmt: skip
    """A placeholder; ``size`` in hundredths of a point. A text too long for it is made smaller."""
    who, place = _shape_xml(number, prompt, box)
    at = f' idx="{index}"' if index is not None else ""
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>{who}<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f'<p:nvPr><p:ph type="{kind}"{at}/></p:nvPr></p:nvSpPr>{place}</p:spPr>'
        f'<p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="{anchor}"><a:normAutofit/></a:bodyPr>'
        f'<a:lstStyle><a:lvl1pPr marL="0" indent="0"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>'
        f'<a:defRPr sz="{size}" b="{int(is_bold)}"><a:solidFill>'
        f'<a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p><a:r><a:rPr/><a:t>{escape(prompt)}</a:t></a:r></a:p></p:txBody></p:sp>"
    )


def _rule(number: int, box: Box, colour: str) -> etree._Element:
    who, place = _shape_xml(number, "", box)
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>{who}<p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>{place}'
        f'<a:solidFill><a:srgbClr val="{colour.lstrip("#")}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr></p:sp>'
    )


def _slide_number(number: int, style: Style) -> etree._Element:
    """The slide's number at the lower right, kept by the program that shows the slides."""
    box = Box(WIDTH - _MARGIN - Inches(0.8), Inches(6.98), Inches(0.8), Inches(0.3))
    who, place = _shape_xml(number, "#", box)
    look = f'<a:solidFill><a:srgbClr val="{style.secondary.lstrip("#")}"/></a:solidFill>'
    return parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr>{who}<p:cNvSpPr txBox="1"/><p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'{place}<a:noFill/></p:spPr><p:txBody><a:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/>'
        f'<a:p><a:pPr algn="r"/><a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">'
        f'<a:rPr sz="1000">{look}</a:rPr><a:t>‹#›</a:t></a:fld></a:p></p:txBody></p:sp>'
    )
