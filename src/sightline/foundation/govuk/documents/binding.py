"""Several PDF files bound into one: pages counted through, tags kept, a bookmark for each part."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
import typst
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

STAMP = b"""#let all = json(bytes(sys.inputs.at("data")))
#set document(title: "Page numbers")
#set text(font: "Libertinus Serif", size: 9pt, lang: "en", region: "GB")
#for number in range(all.first, all.last + 1) {
  page(width: 210mm, height: 9mm, margin: 0mm, fill: white, pdf.artifact(align(center + horizon)[
    #all.label #h(1em) #strong(all.marking) #h(1em) Page #number of #all.last
  ]))
}
"""


@dataclass(frozen=True)
class Enclosed:
    """A file that is bound in: the words of its bookmark, and its content."""

    title: str
    content: bytes


@dataclass(frozen=True)
class Bound:
    """What came of it, and which parts had no tags of their own: read in the order of their pages,
    without headings."""

    content: bytes
    untagged: tuple[str, ...]


def pages_of(content: bytes) -> int:
    """How many pages a PDF file has."""
    with Pdf.open(io.BytesIO(content)) as file:
        return len(file.pages)


def bind(front: bytes, enclosed: Sequence[Enclosed], *, label: str, marking: str) -> Bound:
    """Bind files behind a front of our own. Each page of theirs gets the marking and its number in
    the whole; the front carries its own. Scripts, forms and attachments are left behind: only pages
    and their tags are taken over."""
    untagged, all_claim = [], True
    with Pdf.open(io.BytesIO(front)) as whole:
        first = len(whole.pages) + 1
        root = whole.Root.StructTreeRoot
        tree = _Tree(whole, root)
        with whole.open_outline() as outline:
            for one in enclosed:
                with Pdf.open(io.BytesIO(one.content)) as file:
                    start = len(whole.pages)
                    is_tagged = _append(whole, file, tree, one.title)
                    all_claim = all_claim and is_tagged and _claims_access(file)
                    outline.root.append(OutlineItem(one.title, start))
                if not is_tagged:
                    untagged.append(one.title)
        tree.write()
        if enclosed:
            _stamp(whole, first, label, marking)
            _claim_no_more_than_true(whole, all_claim)
        stored = io.BytesIO()
        whole.save(stored, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return Bound(stored.getvalue(), tuple(untagged))


class _Tree:
    """The tags of the whole: what hangs below the root, and which tags each page's content has."""

    def __init__(self, whole: Pdf, root: Any) -> None:
        self.whole, self.root = whole, root
        kids = root.get("/K")
        self.kids = list(kids) if isinstance(kids, Array) else [kids]
        self.parents = dict(_numbers(root.get("/ParentTree")))
        self.next = max([*self.parents, int(root.get("/ParentTreeNextKey", 0)) - 1, -1]) + 1

    def section(self, title: str) -> Any:
        """A new part of the whole below the document's own tag."""
        top = self.kids[0]
        part = self.whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Sect, P=top,
                                                   T=title, K=Array([])))  # fmt: skip
        below = top.get("/K")
        if isinstance(below, Array):
            below.append(part)
        else:
            top.K = Array([below, part] if below is not None else [part])
        return part

    def write(self) -> None:
        pairs: list[Any] = []
        for number in sorted(self.parents):
            pairs += [number, self.parents[number]]
        self.root.ParentTree = self.whole.make_indirect(Dictionary(Nums=Array(pairs)))
        self.root.ParentTreeNextKey = self.next


def _append(whole: Pdf, file: Pdf, tree: _Tree, title: str) -> bool:
    """Take over pages and tags of a file; whether it had tags."""
    theirs = file.Root.get("/StructTreeRoot")
    is_tagged = theirs is not None and "/ParentTree" in theirs and theirs.get("/K") is not None
    start = len(whole.pages)
    for page in file.pages:
        if "/Annots" in page:
            del page.Annots  # links out of a paper and form fields do not go into the pack
        whole.pages.append(page)
    part = tree.section(title)
    pages = [whole.pages[number] for number in range(start, len(whole.pages))]
    if is_tagged:
        _graft(whole, file, tree, part, pages)
    else:
        for page in pages:
            _tag_whole_page(whole, tree, part, page)
    for page in pages:
        page.obj.Tabs = Name.S
    return is_tagged


def _graft(whole: Pdf, file: Pdf, tree: _Tree, part: Any, pages: list[Any]) -> None:
    theirs = file.Root.StructTreeRoot
    copied = whole.copy_foreign(file.make_indirect(theirs))
    kids = copied.get("/K")
    for kid in list(kids) if isinstance(kids, Array) else [kids]:
        kid.P = part  # type: ignore[union-attr]
        part.K.append(kid)
    for name, meaning in dict(copied.get("/RoleMap", {})).items():
        roles = tree.root.get("/RoleMap")
        if roles is None:
            tree.root.RoleMap = roles = Dictionary()
        if name not in roles:
            roles[name] = meaning
    numbers = dict(_numbers(copied.get("/ParentTree")))
    for page in pages:
        own = page.obj.get("/StructParents")
        if own is not None and int(own) in numbers:
            page.obj.StructParents = tree.next
            tree.parents[tree.next] = numbers[int(own)]
            tree.next += 1


def _tag_whole_page(whole: Pdf, tree: _Tree, part: Any, page: Any) -> None:
    element = whole.make_indirect(
        Dictionary(Type=Name.StructElem, S=Name.P, P=part, Pg=page.obj, K=0)
    )
    part.K.append(element)
    page.contents_add(b"/P <</MCID 0>> BDC q\n", prepend=True)
    page.contents_add(b"\nQ EMC")
    page.obj.StructParents = tree.next
    tree.parents[tree.next] = Array([element])
    tree.next += 1


def _numbers(node: Any) -> list[tuple[int, Any]]:
    """The pairs of a number tree."""
    if node is None:
        return []
    pairs = [(int(node.Nums[at]), node.Nums[at + 1])
             for at in range(0, len(node.get("/Nums", [])), 2)]  # fmt: skip
    for kid in node.get("/Kids", []):
        pairs += _numbers(kid)
    return pairs


def _stamp(whole: Pdf, first: int, label: str, marking: str) -> None:
    data = json.dumps({"first": first, "last": len(whole.pages), "label": label,
                       "marking": marking})  # fmt: skip
    made = typst.compile(STAMP, format="pdf", sys_inputs={"data": data}, ignore_system_fonts=True)
    with Pdf.open(io.BytesIO(bytes(made))) as strips:
        for number, strip in enumerate(strips.pages, first):
            page = whole.pages[number - 1]
            left, bottom, right, _ = (float(each) for each in page.mediabox)
            drawn = whole.copy_foreign(strip.as_form_xobject())
            name = page.add_resource(drawn, Name.XObject)
            scale = (right - left) / float(strip.mediabox[2])
            matrix = f"{scale:.4f} 0 0 {scale:.4f} {left:.2f} {bottom:.2f} cm"
            page.contents_add(f"\n/Artifact BMC q {matrix} {name} Do Q EMC".encode(), prepend=False)


def _claims_access(file: Pdf) -> bool:
    """Whether a file says of itself that it keeps to PDF/UA-1."""
    with file.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
        return str(about.get("pdfuaid:part", "")) == "1"


def _claim_no_more_than_true(whole: Pdf, all_claim: bool) -> None:
    """The front keeps to PDF/UA and PDF/A. The whole says so only where every part does, and of
    PDF/A, which knows one producer, nothing."""
    with whole.open_metadata(set_pikepdf_as_editor=False) as about:
        for key in ("pdfaid:part", "pdfaid:conformance", *(() if all_claim else ("pdfuaid:part",))):
            if key in about:
                del about[key]
