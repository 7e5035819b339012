import type { MapMeasure, MapView } from "./home.ts";
import { viewWords } from "./in-language.ts";
import { numberText, withUnit } from "./figure-text.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { reviewsOf, targetsMet } from "./targets-met.ts";
import { whyKey } from "./why-key.ts";

/** The allies by name, with what places them on a map. */
export const mapNations = ({ alliance, language }: Pick<Results, "alliance" | "language">): MapView["nations"] =>
  alliance.nations.toSorted((a, b) => a.nameEn.localeCompare(b.nameEn, language)).map((it) => ({
    id: it.id,
    name: it.nameEn,
    ...(it.mapId !== undefined && { mapId: it.mapId }),
    ...(it.latitude !== undefined && { latitude: it.latitude }),
    ...(it.longitude !== undefined && { longitude: it.longitude }),
  }));

/** The measures the map can be coloured by. */
export function mapView(results: Results, year: number): MapView {
  const { alliance, comparison } = results;
  const nations = alliance.nations.map((it) => it.id);
  const words = viewWords(results).map;
  const measure = (id: string, name: string, unit: string, better: MapMeasure["better"], of: (nation: string) => Shown, rests?: { readonly known: number; readonly all: number }): MapMeasure => {
    const values = nations.map((nation) => ({ nation, shown: of(nation) }));
    const known = values.filter((it) => it.shown.value !== undefined).sort((a, b) => (b.shown.value ?? 0) - (a.shown.value ?? 0));
    const say = (it: (typeof known)[number] | undefined): string => (it === undefined ? "" : `${nationName(alliance, it.nation)} (${withUnit(it.shown.value, unit, results.language)})`);
    const summary = known.length < 2 ? words.summaryOfOne(name, known.length === 0 ? undefined : say(known[0]), String(values.length - known.length), String(values.length)) : words.summary(name, say(known[0]), say(known.at(-1)), String(values.length - known.length), String(values.length));
    return { id, name, unit, better, values, summary: rests === undefined || rests.known >= rests.all ? summary : `${summary} ${words.rests(rests.known, numberText(rests.known, results.language), numberText(rests.all, results.language), String(year))}` };
  };
  const latest = (nation: string, wanted: string): { readonly value: number; readonly year: number } | undefined => {
    const it = (alliance.economyOf.get(nation) ?? []).filter((row) => row.measure === wanted && row.year <= alliance.settings.firstYear).sort((a, b) => b.year - a.year)[0];
    return it === undefined ? undefined : { value: it.value.base, year: it.year };
  };
  const reviews = new Map(reviewsOf(results, year).map((it) => [it.nation, { ...targetsMet(results, it, year), all: it.ready.all }]));
  const of = (count: (nation: string) => number): number => nations.reduce((sum, it) => sum + count(it), 0);
  const rests = (knownOf: "readyKnown" | "withPlanKnown"): { readonly known: number; readonly all: number } => ({ known: of((it) => reviews.get(it)![knownOf] ?? 0), all: of((it) => reviews.get(it)!.all) });
  const gains = new Map((comparison !== undefined && plannedAtAll(comparison) ? comparison : undefined)?.perNation.map((it) => [it.nation, it]) ?? []);
  return {
    nations: mapNations(results),
    measures: [
      measure("ready", words.ready(String(year)), "share", "more", (nation) => reviews.get(nation)!.ready, rests("readyKnown")),
      ...(comparison === undefined ? [] : [measure("with-plan", words.withPlan(String(year)), "share", "more", (nation) => reviews.get(nation)!.withPlan!, rests("withPlanKnown"))]),
      measure("known", words.known, "share", "more", (nation) => {
        const { readyKnown, all } = reviews.get(nation)!;
        return shown(results, whyKey("targets-met", nation, year, "known"), "share", all > 0 ? readyKnown / all : undefined);
      }),
      measure("spending", words.spending, "share", "neither", (nation) => {
        const it = latest(nation, "defence-share-of-gdp");
        return shown(results, whyKey("economy", nation, "defence-share-of-gdp"), "share", it?.value, it === undefined ? {} : { asOf: String(it.year) });
      }),
      ...(comparison === undefined
        ? []
        : [
            measure("gain", words.gain, `M ${alliance.settings.currency}`, "more", (nation) => shownMoney(results, whyKey("gain", nation), gains.get(nation)?.gain)),
            measure("gain-share", words.gainShare, "share", "more", (nation) => {
              const it = gains.get(nation);
              return shown(results, whyKey("gain", nation), "share", it === undefined || it.costAlone <= 0 ? undefined : it.gain / it.costAlone, { part: "share" });
            }),
          ]),
    ],
  };
}

