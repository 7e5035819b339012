import { highsPool } from "#adapters/highs";
import { gainsOf, workProgress } from "#app";
import { nearest } from "#model";
import { type GainsAgreement, type GainsView, gainsView, moneyText, numberText, percentText, type Shown } from "#views";
import { Complaint, EXIT } from "./exit-codes.ts";
import { assessed, planned, type RunOptions } from "./load.ts";
import type { Out } from "./out.ts";
import { tableText, wrap } from "./table.ts";

interface Options extends RunOptions {
  readonly json?: boolean;
  readonly agreement?: string;
  readonly fresh?: boolean;
}

/** Most time of one linear programme. Unit: s. */
const TIME_LIMIT = 60;

/** `concord gains DIR`: how the saving of each joint agreement can be shared, who pays for joint work and who does it. */
export async function gainsCommand(folder: string, options: Options, out: Out): Promise<number> {
  const results = await planned(await assessed(folder, options), out, { fresh: options.fresh === true });
  const ids = results.comparison.aligned.agreements.map((it) => it.id);
  const wanted = options.agreement === undefined ? undefined : agreementOf(ids, options.agreement);
  const stop = new AbortController();
  const onInterrupt = (): void => stop.abort();
  process.once("SIGINT", onInterrupt);
  const solver = await highsPool({ threads: 1 });
  const start = performance.now();
  const seconds = (): number => (performance.now() - start) / 1000;
  const onDone = (done: number, of: number): void => out.progress(workProgress({ stage: "Sharing what each agreement saves", done: done / of, elapsed: seconds(), detail: `${done} of ${of} shared` }));
  try {
    const view = gainsView(results, await gainsOf(results, { solver, timeLimit: TIME_LIMIT, signal: stop.signal }, wanted, onDone));
    out.progressDone(`Shared in ${seconds().toFixed(1)} s.`);
    if (options.json === true) out.print(JSON.stringify(view, undefined, 2));
    else printGains(view, out);
    return EXIT.ok;
  } catch (error) {
    out.progressDone("");
    if (stop.signal.aborted) throw new Complaint(EXIT.stopped, "Stopped.", "Run the command again to start over; the plan itself is kept.");
    throw error;
  } finally {
    process.removeListener("SIGINT", onInterrupt);
    await solver.close();
  }
}

function agreementOf(ids: readonly string[], wanted: string): string {
  const found = ids.find((it) => it === wanted || it === `joint:${wanted}`);
  if (found !== undefined) return found;
  if (ids.length === 0) throw new Complaint(EXIT.usage, "The plan has no joint agreement.", "Open the lever lots, or look at why none pays with `node bin/concord.mjs plan`.");
  throw new Complaint(EXIT.usage, `"${wanted}" is no agreement of the plan.`, `Did you mean ${nearest(wanted, ids) ?? ids[0]}? There are: ${ids.slice(0, 12).join(", ")}.`);
}

/** The verdict, the agreements, then who pays, works and gains over all of them. Shares by member follow where there are few agreements. */
function printGains(view: GainsView, out: Out): void {
  const { currency } = view;
  const [verdict = "", ...more] = view.sentences;
  out.print(wrap(`${view.alliance}: gains of joint agreements · path ${view.path} · ${view.marking} · run ${view.runKey.slice(0, 12)}`, out.width));
  out.print(`\n${wrap(verdict, out.width)}`);
  if (view.agreements.length === 0) return;
  out.print(
    `\n${tableText(
      [{ title: "agreement", flexible: true }, { title: "id" }, { title: "allies", right: true }, { title: "saves", right: true }, { title: "stable" }, { title: "payments", right: true }],
      view.agreements.map((it) => [it.name, it.system, String(it.members.filter((one) => one.isIn).length), money(it.saving, currency), stableText(it), moved(it, currency)]),
      out.width,
    )}`,
  );
  out.print(wrap("Allies: the group that saves most. Payments: between its members, so that one price for all becomes shares that no group can better. Stable with payments: shown with them; whether without them was not looked at.", out.width));
  const isOpen = view.agreements.length <= FEW;
  if (!isOpen) out.print(wrap("Shares by ally: --agreement ID, or --json.", out.width));
  if (isOpen) for (const it of view.agreements) printAgreement(it, currency, out);
  const working = view.nations.filter((it) => (it.cost.value ?? 0) > 0 || (it.work.value ?? 0) > 0);
  if (working.length > 0) {
    out.print(`\nWork against cost, all agreements and years:\n${tableText(
      [{ title: "ally", flexible: true }, { title: "pays", right: true }, { title: "work", right: true }, { title: "of cost", right: true }, { title: "of work", right: true }, { title: "imbalance", right: true }, { title: "left", right: true }],
      working.map((it) => [it.name, money(it.cost, currency), money(it.work, currency), percentText(it.costShare.value), percentText(it.workShare.value), signed(it.imbalance, currency), signed(it.imbalanceAfter, currency)]),
      out.width,
    )}`);
    out.print(wrap("Pays: for joint work whose place is known within the alliance. Imbalance: such work beyond (−: short of) its share of the cost. Left: what of it stays after the smallest repair, within the band that is let pass.", out.width));
  }
  out.print("\nMoney, the plan as a whole against each ally alone at equal coverage:");
  out.print(
    tableText(
      [{ title: "ally", flexible: true }, { title: "gain by all levers", right: true }, { title: "side payment", right: true }, { title: "saved in agreements", right: true }, { title: "payments", right: true }],
      view.nations.map((it) => [it.name, signed(it.gain, currency), signed(it.sidePayment, currency), signed(it.shared, currency), signed(it.transfer, currency)]),
      out.width,
    ),
  );
  out.print(wrap("Side payment: received (−: paid) so that no single ally loses by planning together; groups are compared within agreements alone. Who buys nothing jointly may gain, and so pay, as well: what others count for the alliance it need not buy. Payments: received within agreements.", out.width));
  out.print("");
  for (const it of more) out.print(wrap(it, out.width));
  for (const it of [...view.repair.moves, ...view.repair.payments]) out.print(wrap(it, out.width, "  "));
}

// With more agreements than this their shares by member are printed one at a time.
const FEW = 3;

/** What the members of an agreement that receive are paid. */
const moved = (it: GainsAgreement, currency: string): string => {
  const sum = it.members.reduce((all, one) => all + Math.max(one.transfer.value ?? 0, 0), 0);
  return sum < DUST ? "–" : moneyText(sum, currency);
};

const stableText = (it: GainsAgreement): string => `${it.members.length === 0 ? "nothing to share" : !it.isStable ? "no" : it.members.some((one) => Math.abs(one.transfer.value ?? 0) >= DUST) ? "with payments" : "as it is"}${it.isProved ? "" : ", not proved"}`;

function printAgreement(it: GainsAgreement, currency: string, out: Out): void {
  out.print(`\n${it.name} (${it.agreement})`);
  for (const sentence of it.sentences) out.print(wrap(sentence, out.width));
  if (it.members.length === 0) return;
  out.print(
    tableText(
      [{ title: "ally", flexible: true }, { title: "quantity", right: true }, { title: "cost alone", right: true }, { title: "saves at one price", right: true }, { title: "nucleolus", right: true }, { title: "Shapley", right: true }, { title: "receives", right: true }],
      it.members.map((one) => [one.name, numberText(one.quantity.value), money(one.costAlone, currency), one.isIn ? signed(one.savedAtOnePrice, currency) : "outside", signed(one.nucleolus, currency), signed(one.shapley, currency), signed(one.transfer, currency)]),
      out.width,
    ),
  );
}

const money = (it: Shown, currency: string): string => (it.value === undefined ? "unknown" : moneyText(it.value, currency));
// Less is written as nothing. Unit: M.
const DUST = 5e-4;
const signed = (it: Shown, currency: string): string => (it.value === undefined ? "unknown" : Math.abs(it.value) < DUST ? "–" : `${it.value < 0 ? "−" : ""}${moneyText(Math.abs(it.value), currency)}`);
