import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Paper } from "#app";

/**
 * Writes a document as tagged PDF that claims PDF/UA-1: headings, lists, tables with heading cells, figures with their text, language
 * and title. The same document makes the same bytes. Texts go to the typesetter as data and are never read as its code.
 * @throws Error where the typesetter is not there for this machine, or finds what PDF/UA forbids.
 */
export function writePdf(paper: Paper): Buffer {
  const { NodeCompiler } = load();
  // The typesetter sees a folder of its own with nothing in it.
  const workspace = mkdtempSync(join(tmpdir(), "concord-pdf-"));
  try {
    const compiler = NodeCompiler.create({ workspace });
    return compiler.pdf({ mainFileContent: TEMPLATE, inputs: { paper: JSON.stringify(paper) } }, { pdfStandard: "ua-1" });
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** What is used of the typesetter. */
interface Typesetter {
  readonly NodeCompiler: {
    readonly create: (options: { readonly workspace: string }) => {
      readonly pdf: (main: { readonly mainFileContent: string; readonly inputs: Readonly<Record<string, string>> }, options: { readonly pdfStandard: string }) => Buffer;
    };
  };
}

let loaded: Typesetter | undefined;

/** 50 MB of machine code: loaded when the first document is written. */
function load(): Typesetter {
  try {
    loaded ??= createRequire(import.meta.url)("@myriaddreamin/typst-ts-node-compiler") as Typesetter;
    return loaded;
  } catch (cause) {
    throw new Error("The typesetter is not there for this machine: install the project anew with npm ci, on Linux, macOS or Windows.", { cause });
  }
}

const TEMPLATE = String.raw`
#let paper = json(bytes(sys.inputs.paper))
#let rule = rgb("#dddcd5")
#let quiet = rgb("#4b5763")
#let accent = rgb("#1f4e79")
#set document(title: paper.title, date: none)
#set text(lang: paper.language, size: 9.5pt, fallback: true)
#let banner = block(width: 100%, fill: rgb("#2e5c3e"), inset: 3pt, align(center, text(fill: white, weight: "bold", size: 8pt, paper.marking)))
#set page(
  paper: "a4",
  margin: (x: 20mm, top: 24mm, bottom: 24mm),
  header: banner,
  footer: context {
    text(size: 7.5pt, fill: quiet)[#paper.foot #h(1fr) #counter(page).display("1 / 1", both: true)]
    banner
  },
)
#set par(justify: false, leading: 0.62em)
#show heading.where(level: 1): it => block(above: 1.6em, below: 0.8em, sticky: true, text(size: 13pt, fill: accent, it.body))
#show title: it => block(below: 0.8em, text(size: 20pt, it))
#show table.cell.where(y: 0): set text(weight: "bold", size: 8pt)
#set table(stroke: (x: none, y: 0.4pt + rule), inset: (x: 4pt, y: 3.5pt))
#show figure.where(kind: table): set block(breakable: true)
#set figure.caption(position: top)
// What a table is called, and its first rows, stand on one page; a row is not torn.
#show figure.caption: it => block(sticky: true, width: 100%, align(left, text(size: 8.5pt, fill: quiet, it.body)))
#set table.cell(breakable: false)
#let shown(cell) = if type(cell) != dictionary { cell } else if "address" in cell { link(cell.address, text(fill: accent, underline(cell.text))) } else { cell.text }
#let words(cell) = if type(cell) == dictionary { cell.text } else { cell }
// A column of words has room by its longest text, so that sentences do not stand beside blank space.
#let room(block, x) = calc.min(calc.max(12, ..block.rows.map(row => words(row.at(x)).clusters().len())), 48)
#let put(block) = {
  if block.kind == "text" { par(block.text) }
  else if block.kind == "list" { list(..block.items.map(it => [#it])) }
  else if block.kind == "figure" { figure(image(bytes(block.svg), format: "svg", width: 100%, alt: block.alt), caption: block.caption, supplement: none, numbering: none) }
  else {
    figure(
      table(
        columns: block.columns.enumerate().map(((x, it)) => if it.at("isNumber", default: false) { auto } else { room(block, x) * 1fr }),
        align: (x, y) => if block.columns.at(x).at("isNumber", default: false) { right } else { left },
        table.header(..block.columns.map(it => [#it.name])),
        ..block.rows.flatten().map(it => [#text(size: 8.5pt, shown(it))]),
      ),
      caption: block.title, kind: table, supplement: none, numbering: none,
    )
  }
}
#title()
#if "notice" in paper { block(width: 100%, stroke: 0.8pt + accent, inset: 7pt, below: 1em, text(weight: "bold", size: 9pt, paper.notice)) }
#for line in paper.about [#text(fill: quiet, line) \ ]
#for section in paper.sections {
  heading(level: 1, section.title)
  // A sentence stays on the page of what it leads to.
  for (at, it) in section.blocks.enumerate() { if it.kind == "text" and at + 1 < section.blocks.len() { block(sticky: true, put(it)) } else { put(it) } }
}
`;
