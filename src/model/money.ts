import { type Range, scaleRange } from "#quantities";
import type { ExchangeRate, PriceIndex } from "./kinds.ts";
import type { Settings } from "./settings.ts";

const yearIn = (priceBase: string | undefined): number | undefined => {
  const found = /\b(\d{4})\b/.exec(priceBase ?? "")?.[1];
  return found === undefined ? undefined : Number(found);
};

/**
 * Builds the converter of money to M of the alliance's currency at constant prices of its price year: first the
 * exchange rate of the price base's year (or the nearest earlier year with a rate, else the nearest later), then the
 * price index. Answers `undefined` where no rate or index exists: the amount is then unknown, never taken as is.
 * Unit: M of currency in, M of the alliance's currency out.
 */
export function moneyConverter(settings: Settings, rates: readonly ExchangeRate[], indices: readonly PriceIndex[]): (amount: Range, unit: string | undefined, priceBase: string | undefined) => Range | undefined {
  const ratesOf = new Map<string, ExchangeRate[]>();
  for (const rate of rates) ratesOf.set(rate.currency, [...(ratesOf.get(rate.currency) ?? []), rate].sort((a, b) => a.year - b.year));
  const levels = new Map(indices.map((it) => [it.year, it.level]));
  return (amount, unit, priceBase) => {
    const currency = /^M (\S+)$/.exec(unit ?? "")?.[1];
    if (currency === undefined) return undefined;
    const stated = yearIn(priceBase);
    const year = stated ?? settings.priceYear;
    const known = ratesOf.get(currency) ?? [];
    const rate = currency === settings.currency ? 1 : (known.filter((it) => it.year <= year).at(-1) ?? known[0])?.rate;
    if (rate === undefined) return undefined;
    if (year === settings.priceYear) return scaleRange(amount, rate);
    const from = levels.get(year);
    const to = levels.get(settings.priceYear);
    return from === undefined || to === undefined ? undefined : scaleRange(amount, (rate * to) / from);
  };
}
