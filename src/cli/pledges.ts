import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { planInputs } from "#app";
import { type LotPrice, systemPrice } from "#engines/plan";
import { type PledgeFile, readPledges } from "#exchange";
import { nearest } from "#model";
import { formatFinding } from "#stdx";
import { joinedMarking, numberText, pledgesView, type PledgesView, type Results } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";
import { textOfBytes } from "./text-file.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly data?: string;
  readonly system?: string;
}

/** Largest file of pledges. Unit: bytes. */
const SIZE_MOST = 4_000_000;

/** `concord pledges FILE.csv`: clears sealed conditional pledges (C33) and says what not coordinating would cost. */
export async function pledgesCommand(file: string, options: Options, out: Out): Promise<number> {
  const read = readPledges(basename(file), await textOf(file));
  if (read.findings.length > 0) {
    for (const it of read.findings) out.say(wrap(formatFinding(it), out.width));
    throw new Complaint(EXIT.findings, "Nothing was cleared: a pledge left out would move everybody's price.", "Mend the file and run the command again.");
  }
  const results = options.data === undefined ? undefined : await assessed(options.data, options);
  if (results === undefined && options.system !== undefined) throw new Complaint(EXIT.usage, "--system names a system of a data set.", "Add --data with its folder.");
  const { curve, unit, currency, item, deliveredBy } = priceOf({ read, results, system: options.system });
  const answer = pledgesView({
    item,
    unit,
    currency,
    pledges: read.pledges,
    curve,
    marking: markingOf(read, results),
    ...(deliveredBy !== undefined && { deliveredBy }),
    ...(read.settings.offtake !== undefined && { offtake: read.settings.offtake }),
    ...(read.settings.closure_cost !== undefined && { closureCost: read.settings.closure_cost }),
  });
  if (answer.kind === "refused") throw new Complaint(EXIT.usage, answer.message, answer.mend);
  if (options.json === true) out.print(JSON.stringify(answer.view, undefined, 2));
  else printClearing(answer.view, out);
  return EXIT.ok;
}

async function textOf(file: string): Promise<string> {
  try {
    const { size } = await stat(file);
    if (size > SIZE_MOST) throw new Complaint(EXIT.unreadable, `${file} is larger than a file of pledges is read.`, `Keep it below ${SIZE_MOST / 1e6} MB.`);
    return textOfBytes(file, await readFile(file));
  } catch (cause) {
    if (cause instanceof Complaint) throw cause;
    throw new Complaint(EXIT.unreadable, `${file} cannot be read.`, "Give the path of a CSV file of pledges; docs/guide/joint-buys.md shows one.");
  }
}

interface PriceAsk {
  readonly read: PledgeFile;
  readonly results: Results | undefined;
  readonly system: string | undefined;
}

/** The price curve: what the head of the file states goes before what the data set says. */
function priceOf({ read: { settings }, results, system }: PriceAsk): { readonly curve: LotPrice; readonly unit: string; readonly currency: string; readonly item: string; readonly deliveredBy?: number } {
  const known = results === undefined ? undefined : systemOf(results, system);
  const firstPrice = settings.first_price ?? known?.curve.firstPrice;
  const firstLot = settings.first_lot ?? known?.curve.firstLot;
  const slope = settings.slope ?? known?.curve.slope;
  const missing = [...(firstPrice === undefined ? ["first_price"] : []), ...(firstLot === undefined ? ["first_lot"] : []), ...(slope === undefined ? ["slope"] : [])];
  if (firstPrice === undefined || firstLot === undefined || slope === undefined) throw new Complaint(EXIT.usage, `The price curve is not known: ${missing.join(", ")} ${missing.length === 1 ? "is" : "are"} missing.`, `Begin the file with "# ${missing[0]}: …", or name a system with --data DIR --system ID.`);
  const deliveredBy = settings.delivered_by ?? known?.deliveredBy;
  return {
    curve: { firstPrice, firstLot, slope, floor: settings.floor ?? known?.curve.floor ?? 0 },
    unit: settings.unit ?? known?.unit ?? "items",
    currency: settings.currency ?? (results === undefined ? "money" : `M ${results.alliance.settings.currency}`),
    item: settings.item ?? known?.name ?? "Joint buy",
    ...(deliveredBy !== undefined && { deliveredBy }),
  };
}

function systemOf(results: Results, wanted: string | undefined) {
  const ids = results.alliance.systems.map((it) => it.id);
  if (wanted === undefined) throw new Complaint(EXIT.usage, "Which system of the data set is bought, is not said.", "Add --system with its id.");
  if (!ids.includes(wanted)) throw new Complaint(EXIT.usage, `"${wanted}" is no system of this data set.`, `Did you mean ${nearest(wanted, ids) ?? ids[0]}?`);
  const price = systemPrice({ ...planInputs(results), system: wanted });
  if (price === undefined) throw new Complaint(EXIT.usage, `The plan has no price curve for ${wanted}: its price is unknown, or no ally needs it.`, 'State the curve in the head of the file: "# first_price: …", "# first_lot: …", "# slope: …".');
  return { ...price, name: results.alliance.systemById.get(wanted)?.nameEn ?? wanted };
}

/** Labels of a data set join by its policy; without one, every label is named. */
function markingOf({ pledges }: PledgeFile, results: Results | undefined): string {
  const used = [...new Set(pledges.flatMap((it) => (it.label === undefined ? [] : [it.label])))];
  if (results === undefined) return used.length === 0 ? "no label stated" : used.join(", ");
  const known = results.alliance.facts.label;
  const stranger = used.find((it) => !known.some((label) => label.id === it));
  if (stranger !== undefined) throw new Complaint(EXIT.usage, `"${stranger}" is no label of this data set.`, `Use one of: ${known.map((it) => it.id).join(", ")}.`);
  return joinedMarking(results.alliance, pledges.flatMap((it) => (it.label === undefined ? [] : [[it.label, it.ally] as const])));
}

function printClearing(view: PledgesView, out: Out): void {
  const price = (value: number): string => `${view.currency} ${numberText(value)}`;
  out.print(`${view.item}: ${view.outcomes.length} ${view.outcomes.length === 1 ? "pledge" : "pledges"} · ${view.marking}`);
  out.print(`${wrap(`Price of a joint order: ${view.curve.sentence}`, out.width)}\n`);
  out.print(tableText([{ title: "round", right: true }, { title: "quantity", right: true }, { title: "unit price", right: true }, { title: "leaves", flexible: true }], view.rounds.map((it) => [String(it.round), numberText(it.quantity), price(it.unitPrice), it.leaves.length === 0 ? "nobody" : it.leaves.join(", ")]), out.width));
  out.print("");
  out.print(
    tableText(
      [{ title: "ally", flexible: true }, { title: "label" }, { title: "pledged", right: true }, { title: "together", right: true }, { title: "alone", right: true }, { title: "alone it buys" }],
      view.outcomes.map((it) => [it.ally, it.label ?? "–", numberText(it.pledged), it.bill === undefined ? "out" : price(it.bill), price(it.alonePrice * it.pledged), it.aloneBuys ? "yes" : "no"]),
      out.width,
    ),
  );
  out.print("");
  for (const it of view.outcomes) if (it.left !== undefined) out.print(wrap(`${it.ally} ${it.left}.`, out.width));
  for (const it of view.sentences) out.print(wrap(it, out.width));
  if (view.glut === undefined) return;
  if (view.members.length === 0) {
    out.print(`\n${wrap("If orders fall away nobody is bound to take anything or to pay for closing the line: no member is left.", out.width)}`);
    return;
  }
  const unbound = view.glut.unbound > 0 ? ` ${numberText(view.glut.unbound)} of it cannot be bound: no member is held beyond its pledge.` : "";
  out.print(`\n${wrap(`If orders fall away, the members still take ${numberText(view.glut.offtake)} ${view.unit} together, or share ${price(view.glut.closureCost)} for closing the line, by their weights.${unbound}`, out.width)}`);
  out.print(tableText([{ title: "ally", flexible: true }, { title: "takes at least", right: true }, { title: "of the closure cost", right: true }], view.glut.shares.map((it) => [it.ally, numberText(it.offtake), price(it.closureCost)]), out.width));
}
