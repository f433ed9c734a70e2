"""Word and PDF files, redacted well or badly, made with the libraries themselves. Everybody in them
is invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import pikepdf
import pypdfium2
import xlsxwriter
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

CLEAN = (
    "What this review is about",
    "The partnership reviewed how agencies worked together. The child and the family are not "
    "named, and nothing here tells who they are.",
    "Agencies knew different parts of the story, and no meeting brought them together.",
    "We recommend that every strategy discussion asks who else knows the family.",
)
NAME = "Robin Fenwick"
"""The invented child of the case, who must not be found."""


def word(change: Callable[[Any], None] | None = None) -> bytes:
    """A Word file with the clean text, changed, without any property that says who made it."""
    document = docx.Document()
    for part in CLEAN:
        document.add_paragraph(part)
    document.core_properties.author = ""
    document.core_properties.comments = ""
    document.core_properties.title = "A review"
    if change is not None:
        change(document)
    held = io.BytesIO()
    document.save(held)
    return without(held.getvalue(), "docProps/thumbnail.jpeg")


def without(content: bytes, name: str) -> bytes:
    """A Word file without one of its parts, nor the link to it."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as before, zipfile.ZipFile(held, "w") as after:
        for one in before.namelist():
            if one == "_rels/.rels":
                link = before.read(one)
                at = link.find(b"thumbnail")
                if at >= 0:
                    first, last = link.rfind(b"<Relationship ", 0, at), link.find(b"/>", at) + 2
                    first = link.rfind(b"<Relationship ", 0, link.find(b"docProps/thumb"))
                    last = link.find(b"/>", first) + 2
                    link = link[:first] + link[last:]
                after.writestr(one, link)
            elif one != name:
                after.writestr(one, before.read(one), zipfile.ZIP_DEFLATED)
    return held.getvalue()


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """A Word file that carries one more part."""
    held = io.BytesIO(content)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, part)
    return held.getvalue()


def run(document: Any, said: str) -> Any:
    """One more paragraph, as a run."""
    return document.add_paragraph().add_run(said)


def coloured(said: str, ink: str) -> Callable[[Any], None]:
    """Words in a colour."""

    def change(document: Any) -> None:
        run(document, said).font.color.rgb = RGBColor.from_string(ink)

    return change


def highlighted_black(document: Any) -> None:
    """The classic: black on black, which is still there to be copied."""
    made = run(document, f"The mother of {NAME}")
    mark = OxmlElement("w:highlight")
    mark.set(qn("w:val"), "black")
    made._r.get_or_add_rPr().append(mark)


def shaded_black(document: Any) -> None:
    """Black by shading instead of by marker."""
    made = run(document, f"The mother of {NAME}")
    shade = OxmlElement("w:shd")
    for key, said in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", "000000")):
        shade.set(qn(key), said)
    made._r.get_or_add_rPr().append(shade)


def vanished(document: Any) -> None:
    """Hidden text."""
    run(document, f"Note to ourselves: {NAME}").font.hidden = True


def vanished_by_style(document: Any) -> None:
    """Hidden by the style of its letters."""
    style = document.styles.add_style("Secret", 2)
    style.font.hidden = True
    document.add_paragraph().add_run(f"Note: {NAME}", style="Secret")


def tiny(document: Any) -> None:
    """Letters of one point."""
    run(document, f"The child is {NAME}").font.size = Pt(1)


def tracked(kind: str) -> Callable[[Any], None]:
    """A tracked insertion or deletion."""

    def change(document: Any) -> None:
        text = "w:delText" if kind == "del" else "w:t"
        document.add_paragraph()._p.append(
            parse_xml(
                f'<w:{kind} {nsdecls("w")} w:id="9" w:author="J" w:date="2026-01-01T00:00:00Z">'
                f"<w:r><{text}>{NAME} was seen</{text}></w:r></w:{kind}>"
            )
        )

    return change


def commented(document: Any) -> None:
    """A comment in the margin."""
    made = run(document, "The child was seen.")
    document.add_comment(made, text=f"Is this {NAME}?", author="Jo Writer", initials="JW")


def in_header(document: Any) -> None:
    """A name in the header."""
    document.sections[0].header.paragraphs[0].text = f"Draft about {NAME}"


def in_footer(document: Any) -> None:
    """A name in the footer."""
    document.sections[0].footer.paragraphs[0].text = f"R FENWICK review v3 {NAME.upper()}"


def in_table(document: Any) -> None:
    """A name in a cell of a table."""
    document.add_table(1, 2).cell(0, 1).text = NAME


def in_text_box(document: Any) -> None:
    """A name in a text box."""
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')}><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
            f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{NAME}</w:t></w:r></w:p></w:txbxContent>"
            "</v:textbox></v:shape></w:pict></w:r>"
        )
    )


def alternative_text(document: Any) -> None:
    """A picture whose words for the blind name the child."""
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w', 'wp')}><w:drawing><wp:inline>"
            f'<wp:docPr id="7" name="Picture 1" descr="{NAME} at school"/>'
            "</wp:inline></w:drawing></w:r>"
        )
    )


def split_over_runs(document: Any) -> None:
    """A name in pieces, as Word stores what was typed in several goes."""
    made = document.add_paragraph()
    for piece in ("Rob", "in Fen", "wick"):
        made.add_run(piece)


def property_of(**given: str) -> Callable[[Any], None]:
    """A property of the file."""

    def change(document: Any) -> None:
        for key, said in given.items():
            setattr(document.core_properties, key, said)

    return change


def says(said: str) -> Callable[[Any], None]:
    """One more paragraph."""
    return lambda document: document.add_paragraph(said)


def with_footnote() -> bytes:
    """A name in a footnote."""
    part = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:id='2'><w:p><w:r><w:t>See the file of {NAME}"
        "</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    return with_part(word(), "word/footnotes.xml", part.encode())


def with_custom_property() -> bytes:
    """A property added by hand."""
    part = (
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="Client">'
        f"<vt:lpwstr>{NAME}</vt:lpwstr></property></Properties>"
    )
    return with_part(word(), "docProps/custom.xml", part.encode())


def workbook(fill: Callable[[Any], None]) -> bytes:
    """A workbook as a chart carries it."""
    held = io.BytesIO()
    made = xlsxwriter.Workbook(held, {"in_memory": True})
    made.add_worksheet("Chart").write(0, 0, "Contacts")
    fill(made)
    made.close()
    return held.getvalue()


def with_hidden_sheet() -> bytes:
    """A chart whose workbook has a hidden sheet with the names."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet("Source")
        sheet.write(0, 0, NAME)
        sheet.hide()

    return with_part(word(), "word/embeddings/Chart1.xlsx", workbook(fill))


def with_hidden_row() -> bytes:
    """A chart whose workbook has a hidden row."""

    def fill(made: Any) -> None:
        sheet = made.add_worksheet("Figures")
        sheet.write(4, 0, NAME)
        sheet.set_row(4, None, None, {"hidden": True})

    return with_part(word(), "word/embeddings/Chart1.xlsx", workbook(fill))


# PDF


def pdf(
    streams: Sequence[bytes] = (), *, change: Callable[[pikepdf.Pdf], None] | None = None,
    lines: Sequence[str] = CLEAN, resources: Mapping[str, Any] | None = None,
) -> bytes:  # fmt: skip
    """A PDF of one page with the clean text, what is drawn after it, and changes to the file."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = made.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica,
            Encoding=pikepdf.Name.WinAnsiEncoding,
        )
    )  # fmt: skip
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), **(resources or {}))
    drawn = [text(line, 60, 780 - 30 * n, size=6) for n, line in enumerate(lines)]
    page.Contents = made.make_stream(b"\n".join([*drawn, *streams]))
    if change is not None:
        change(made)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def text(said: str, x: int, y: int, *, size: float = 11, before: bytes = b"") -> bytes:
    """Words drawn at a place."""
    shown = (
        said.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    )
    return b"q %s BT /F1 %.1f Tf %d %d Td (%s) Tj ET Q" % (before, size, x, y, shown)


def box(x: int, y: int, width: int, height: int, colour: bytes = b"0 0 0 rg") -> bytes:
    """A filled rectangle."""
    return b"q %s %d %d %d %d re f Q" % (colour, x, y, width, height)


def note(kind: str, **keys: Any) -> Callable[[pikepdf.Pdf], None]:
    """An annotation on the page."""

    def change(made: pikepdf.Pdf) -> None:
        rectangle = pikepdf.Array([50, 390, 300, 420])
        one = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(kind), Rect=rectangle, **keys
        )
        made.pages[0].Annots = pikepdf.Array([made.make_indirect(one)])

    return change


def field(made: pikepdf.Pdf) -> None:
    """A form field that was filled in."""
    one = made.make_indirect(
        pikepdf.Dictionary(FT=pikepdf.Name.Tx, T=pikepdf.String("child"), V=pikepdf.String(NAME))
    )
    made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([one]))


def bookmark(made: pikepdf.Pdf) -> None:
    """A bookmark that names the child."""
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(f"Timeline of {NAME}", 0))


def author(made: pikepdf.Pdf) -> None:
    """The author in the properties."""
    made.docinfo["/Author"] = "Jo Writer"


def xmp(made: pikepdf.Pdf) -> None:
    """The author in the other properties."""
    with made.open_metadata(set_pikepdf_as_editor=False) as found:
        found["dc:creator"] = ["Jo Writer"]


def attachment(made: pikepdf.Pdf) -> None:
    """A file carried inside."""
    made.attachments["timeline.txt"] = f"{NAME} was seen".encode()


def layer_off(made: pikepdf.Pdf) -> None:
    """A layer that is switched off, with the name on it."""
    layer = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=pikepdf.String("Names"))
    )
    made.Root.OCProperties = pikepdf.Dictionary(
        OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer]))
    )
    page = made.pages[0]
    page.Resources.Properties = pikepdf.Dictionary(L1=layer)
    drawn = b"/OC /L1 BDC " + text(NAME, 60, 400) + b" EMC"
    page.contents_add(made.make_stream(drawn))


def with_earlier_version() -> bytes:
    """The name was painted over by saving what changed behind what was there."""
    first = pdf([text(f"The child is {NAME}", 60, 400)])
    clean = pdf()
    with pikepdf.open(io.BytesIO(first)) as before:
        stream = int(before.pages[0].Contents.objgen[0])
    with pikepdf.open(io.BytesIO(clean)) as after:
        drawn = after.pages[0].Contents.read_bytes()
    start = first.rindex(b"startxref")
    at = int(first[start + 9 :].split()[0])
    new = b"%d 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        stream, len(drawn), drawn,
    )  # fmt: skip
    place = len(first)
    with pikepdf.open(io.BytesIO(first)) as before:
        root, size = int(before.Root.objgen[0]), int(before.trailer.Size)
    table = b"xref\n%d 1\n%010d 00000 n \n" % (stream, place)
    trailer = b"trailer\n<< /Size %d /Root %d 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root, at, place + len(new),
    )  # fmt: skip
    return first + new + table + trailer


def scanned() -> bytes:
    """A page that is a picture."""
    made = pypdfium2.PdfDocument.new()
    page = made.new_page(595, 842)
    image = pypdfium2.PdfImage.new(made)
    bitmap = pypdfium2.PdfBitmap.new_native(40, 40, pypdfium2.raw.FPDFBitmap_BGR)
    image.set_bitmap(bitmap)
    image.set_matrix(pypdfium2.PdfMatrix().scale(500, 700))
    page.insert_obj(image)
    page.gen_content()
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def kept(folder: Path, content: bytes, kind: str) -> Path:
    """A file on the disk."""
    path = folder / f"report.{kind}"
    path.write_bytes(content)
    return path
