import type { MapMeasure, MapView } from "./home.ts";
import { viewWords } from "./in-language.ts";
import { withUnit } from "./number-text.ts";
import { plannedAtAll } from "./planned-at-all.ts";
import { metOf, nationName, type Results, shown, shownMoney } from "./results.ts";
import type { Shown } from "./shown.ts";
import { whyKey } from "./why-key.ts";

// A mean over fewer known targets than these, or than all it has, says more about the data than about the ally.
const KNOWN_LEAST = 8;

/** Mean over a nation's targets of the share met, each at most 1; absent where too few of them are known. Unit: share. */
export function targetsMet(results: Results, nation: string, year: number): { readonly met?: number; readonly known: number; readonly unknown: number } {
  let sum = 0;
  let known = 0;
  let unknown = 0;
  for (const leaf of results.assessment.leaves) {
    const it = metOf(results, nation, leaf.id, year);
    if (it === undefined || it.target <= 0) continue;
    if (it.met === undefined) unknown += 1;
    else {
      sum += Math.min(it.met.base, 1);
      known += 1;
    }
  }
  return { ...(known > 0 && known >= Math.min(KNOWN_LEAST, known + unknown) && { met: sum / known }), known, unknown };
}

/** The measures the map can be coloured by. */
export function mapView(results: Results, year: number): MapView {
  const { alliance, comparison } = results;
  const nations = alliance.nations.map((it) => it.id);
  const words = viewWords(results).map;
  const measure = (id: string, name: string, unit: string, better: MapMeasure["better"], of: (nation: string) => Shown): MapMeasure => {
    const values = nations.map((nation) => ({ nation, shown: of(nation) }));
    const known = values.filter((it) => it.shown.value !== undefined).sort((a, b) => (b.shown.value ?? 0) - (a.shown.value ?? 0));
    const say = (it: (typeof known)[number] | undefined): string => (it === undefined ? words.nobody : `${nationName(alliance, it.nation)} (${withUnit(it.shown.value, unit, results.language)})`);
    return { id, name, unit, better, values, summary: words.summary(name, say(known[0]), say(known.at(-1)), String(values.length - known.length), String(values.length)) };
  };
  const latest = (nation: string, wanted: string): { readonly value: number; readonly year: number } | undefined => {
    const it = (alliance.economyOf.get(nation) ?? []).filter((row) => row.measure === wanted && row.year <= alliance.settings.firstYear).sort((a, b) => b.year - a.year)[0];
    return it === undefined ? undefined : { value: it.value.base, year: it.year };
  };
  const gains = new Map((comparison !== undefined && plannedAtAll(comparison) ? comparison : undefined)?.perNation.map((it) => [it.nation, it]) ?? []);
  return {
    nations: alliance.nations.map((it) => ({
      id: it.id,
      name: it.nameEn,
      ...(it.mapId !== undefined && { mapId: it.mapId }),
      ...(it.latitude !== undefined && { latitude: it.latitude }),
      ...(it.longitude !== undefined && { longitude: it.longitude }),
    })),
    measures: [
      measure("met", words.met(String(year)), "share", "more", (nation) => {
        const it = targetsMet(results, nation, year);
        return shown(results, whyKey("targets-met", nation, year), "share", it.met, it.met !== undefined && it.unknown > 0 ? { caution: words.metOf(String(it.known), String(it.known + it.unknown)) } : {});
      }),
      measure("known", words.known, "share", "more", (nation) => {
        const it = targetsMet(results, nation, year);
        return shown(results, whyKey("data", "unknown"), "share", it.known + it.unknown > 0 ? it.known / (it.known + it.unknown) : undefined);
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
              return shown(results, whyKey("gain", nation), "share", it === undefined || it.costAlone <= 0 ? undefined : it.gain / it.costAlone);
            }),
          ]),
    ],
  };
}

