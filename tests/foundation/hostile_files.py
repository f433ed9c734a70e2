"""Files made for tests, good and hostile, as bytes. Nothing here comes from a real document."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import Any

import docx
import pikepdf
import xlsxwriter

MACRO_TYPE = "application/vnd.ms-word.document.macroEnabled.main+xml"
DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(text: str = "Minutes of the Executive") -> bytes:
    out = io.BytesIO()
    document = docx.Document()
    document.add_heading("Minutes", 0)
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def workbook(text: str = "Attendance", *, with_chart: bool = False) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write(0, 0, text)
    sheet.write_url(1, 0, "https://www.gov.uk/")
    book.close()
    return out.getvalue()


def with_parts(content: bytes, parts: dict[str, bytes], **changed: tuple[bytes, bytes]) -> bytes:
    """A copy of an Office file with parts added and texts of its list of types replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            held = parts.pop(name, None) or old.read(name)
            for before, after in changed.values():
                if name == "[Content_Types].xml":
                    held = held.replace(before, after)
            new.writestr(name, held)
        for name, held in parts.items():
            new.writestr(name, held)
    return out.getvalue()


def word_with_macros() -> bytes:
    return with_parts(
        word(),
        {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"A" * 200},
        main=(DOCX_TYPE.encode(), MACRO_TYPE.encode()),
    )


def word_linked(kind: str, target: str) -> bytes:
    """A Word file whose settings name something elsewhere."""
    rels = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELS}/{kind}" Target="{target}" TargetMode="External"/>'
        "</Relationships>"
    )
    return with_parts(word(), {"word/_rels/settings.xml.rels": rels.encode()})


def word_with_entities() -> bytes:
    rels = (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<Relationships xmlns="x">&x;</Relationships>'
    )
    return with_parts(word(), {"word/_rels/settings.xml.rels": rels})


def word_with_dde() -> bytes:
    body = (
        b'<w:document xmlns:w="x"><w:p><w:r><w:instrText xml:space="preserve"> DDEAUTO c:\\cmd.exe '
        b"</w:instrText></w:r></w:p></w:document>"
    )
    return with_parts(word(), {"word/document.xml": body})


def word_bomb() -> bytes:
    """Fifty megabytes of spaces that pack to fifty kilobytes."""
    return with_parts(word(), {"word/media.xml": b" " * 50_000_000})


def word_with_lying_size() -> bytes:
    """A list of types that says it unpacks to less than it does."""
    content = bytearray(word())
    with zipfile.ZipFile(io.BytesIO(bytes(content))) as archive:
        part = archive.getinfo("[Content_Types].xml")
        at = archive.start_dir
    while content[at : at + 4] == b"PK\x01\x02":
        name_length = struct.unpack("<H", content[at + 28 : at + 30])[0]
        if content[at + 46 : at + 46 + name_length] == b"[Content_Types].xml":
            content[at + 24 : at + 28] = struct.pack("<I", part.file_size // 2)
        extra, comment = struct.unpack("<HH", content[at + 30 : at + 34])
        at += 46 + name_length + extra + comment
    return bytes(content)


def zip_locked() -> bytes:
    """An Office file whose parts carry the mark of a password."""
    content = bytearray(word())
    at = 0
    while (at := content.find(b"PK\x01\x02", at)) >= 0:
        content[at + 8] |= 1
        at += 4
    return bytes(content)


def pdf(**changes: Any) -> bytes:
    """A PDF of one page that says 'Annual report', with entries added to its catalogue."""
    out = io.BytesIO()
    document = pikepdf.new()
    document.add_blank_page(page_size=(300, 200))
    page = document.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
    page.Contents = document.make_stream(b"BT /F1 18 Tf 20 100 Td (Annual report) Tj ET")
    for name, value in changes.items():
        if name != "encryption":
            document.Root[f"/{name}"] = value
    document.save(out, encryption=changes.get("encryption", False))
    return out.getvalue()


def pdf_with_attachment() -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf())) as document:
        document.attachments["payload.exe"] = pikepdf.AttachedFileSpec(document, b"MZ payload")
        document.save(out)
    return out.getvalue()


def _chunk(name: bytes, held: bytes) -> bytes:
    return struct.pack(">I", len(held)) + name + held + struct.pack(">I", zlib.crc32(name + held))


def png(width: int = 1, height: int = 1) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + _chunk(b"IDAT", zlib.compress(b"\x00\x00"))
        + _chunk(b"IEND", b"")
    )


def jpeg(width: int = 8, height: int = 8) -> bytes:
    return (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"
        + b"\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", height, width)
        + b"\x01\x01\x11\x00"
        + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\xd2\xcf\x20\xff\xd9"
    )


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        new.writestr("run.js", "alert(1)")
    return out.getvalue()
