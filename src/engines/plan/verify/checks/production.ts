import type { PlanCheck } from "../check.ts";
import { addTo, pushTo } from "../facts.ts";
import { PLAN } from "../../parameters.ts";

/** A line makes what it can, and only what it makes. */
export const lineCapacity: PlanCheck = {
  code: "line",
  title: "A line shows the capacity that its rate and ramp give, with what was invested in it in time; it makes its own products only and no more than that.",
  mend: "Correct rates and products of the line in lines.csv if they are wrong, and make the plan again.",
  run: ({ plan, facts, lines, isKnownYear, T }, { atMost, equal, holds }) => {
    const made = new Map<string, number>();
    for (const it of plan.production) {
      const line = lines.byId.get(it.line);
      const where = `${it.line} ${it.system} ${it.year}`;
      holds({ where, what: "A line makes its own products in a year of the plan, a positive quantity.", holds: line !== undefined && (line.component === undefined ? line.makes.includes(it.system) : line.component === it.system) && isKnownYear(it.year) && it.quantity > 0 });
      addTo(made, `${it.line} ${it.year}`, it.quantity);
    }
    const added = addedOf(plan.evidence?.expansions ?? [], lines, facts.firstYear, T);
    const shown = new Set<string>();
    for (const it of plan.lines) {
      const where = `${it.line} ${it.year}`;
      const t = it.year - facts.firstYear;
      const line = lines.byId.get(it.line);
      holds({ where, what: "The line makes something of the plan and stands once a year.", holds: line !== undefined && isKnownYear(it.year) && !shown.has(where) });
      shown.add(where);
      if (line === undefined || !isKnownYear(it.year)) continue;
      const more = added.get(where) ?? 0;
      equal({ where, what: "Added by investment", shown: it.added, counted: more, size: Math.max(more, 1) });
      equal({ where, what: "Capacity", shown: it.capacity, counted: line.capacity[t]! + more });
      equal({ where, what: "Used", shown: it.used, counted: made.get(where) ?? 0, size: Math.max(it.capacity, it.used) });
      atMost({ where, what: "Made against capacity", actual: made.get(where) ?? 0, limit: line.capacity[t]! + more });
    }
    for (const id of lines.byId.keys()) for (const year of facts.years) holds({ where: `${id} ${year}`, what: "Every line that makes something of the plan is shown in every year.", holds: shown.has(`${id} ${year}`) });
  },
};

/** Items a year that investments have added, by `line year`. */
function addedOf(expansions: readonly { readonly line: string; readonly year: number; readonly quantity: number }[], lines: { readonly byId: ReadonlyMap<string, { readonly expansionTime: number }> }, firstYear: number, T: number): Map<string, number> {
  const added = new Map<string, number>();
  for (const it of expansions) for (let year = it.year + (lines.byId.get(it.line)?.expansionTime ?? T); year < firstYear + T; year++) addTo(added, `${it.line} ${year}`, it.quantity);
  return added;
}

/** Investment in a line stays within its room. */
export const expansionRoom: PlanCheck = {
  code: "expansion",
  title: "Investment in a line is positive, decided in the first years, and all of it no more than the line can be expanded by.",
  mend: "Correct the room to expand in lines.csv if it is wrong, and make the plan again.",
  run: ({ plan, facts, lines }, { atMost, holds }) => {
    const all = new Map<string, number>();
    for (const it of plan.evidence?.expansions ?? []) {
      const line = lines.byId.get(it.line);
      holds({ where: `${it.nation} ${it.line} ${it.year}`, what: "A nation invests in a line of the plan in its first years.", holds: line !== undefined && facts.alliance.nationIndex.has(it.nation) && it.quantity > 0 && it.year >= facts.firstYear && it.year < facts.firstYear + Math.round(facts.value(PLAN.expansionYears)) });
      addTo(all, it.line, it.quantity);
    }
    for (const [id, quantity] of all) atMost({ where: id, what: "Added against the room to expand", actual: quantity, limit: lines.byId.get(id)?.expansionMost ?? 0 });
  },
};

/** Lines that change over make one product at a time, and lines below their least rate close or are paid for. */
export const lineModes: PlanCheck = {
  code: "mode",
  title: "Where what lines make was chosen: a line that changes over makes in a year only what it is set up for and loses a part of the year's capacity when that changes; a line with a least rate makes it, is paid for what it does not make, or is closed from then on (with plan.line-pause = 1 for a year) and makes nothing.",
  mend: "Correct the change-over or the least rate of the line in lines.csv if it is wrong, and make the plan again.",
  run: ({ plan, facts, lines, isKnownYear }, { atMost, equal, holds }) => {
    const idle = new Map<string, number>();
    for (const it of plan.evidence?.idle ?? []) addTo(idle, `${it.line} ${it.year}`, it.quantity);
    holds({ where: "modes", what: "Only a plan that shows what was chosen for its lines pays for items not made.", holds: plan.modes !== undefined || idle.size === 0 });
    if (plan.modes === undefined) return;
    const pauses = facts.value(PLAN.linePause) > 0;
    holds({ where: "modes", what: "Where lines may pause nothing is paid for that is not made.", holds: !pauses || idle.size === 0 });
    const made = new Map<string, { readonly system: string; readonly quantity: number }[]>();
    for (const it of plan.production) pushTo(made, `${it.line} ${it.year}`, it);
    const rows = new Map(plan.modes.map((it) => [`${it.line} ${it.year}`, it]));
    const due = [...lines.byId.values()].filter((it) => it.minimum > 0 || it.changeover !== undefined);
    holds({ where: "modes", what: "Every line that changes over or has a least rate stands once a year, and no other.", holds: rows.size === plan.modes.length && rows.size === due.length * facts.years.length });
    const kept = new Set(due.flatMap((line) => facts.years.map((year) => `${line.id} ${year}`)));
    for (const [key, quantity] of idle) holds({ where: key, what: "A line with a least rate is paid for a positive quantity not made, in a year of the plan.", holds: kept.has(key) && quantity > 0 && isKnownYear(Number(key.split(" ").at(-1))) });
    for (const line of due) {
      for (const [t, year] of facts.years.entries()) {
        const where = `${line.id} ${year}`;
        const it = rows.get(where);
        holds({ where, what: "A line that changes over or has a least rate is shown.", holds: it !== undefined });
        if (it === undefined) continue;
        const before = rows.get(`${line.id} ${year - 1}`);
        const own = made.get(where) ?? [];
        const quantity = own.reduce((sum, row) => sum + row.quantity, 0);
        const size = Math.max(line.capacity[t]!, 1);
        const changed = line.changeover !== undefined && t > 0 && it.system !== undefined && it.system !== before?.system;
        equal({ where, what: "Capacity lost in changing over", shown: it.lost, counted: changed ? line.capacity[t]! * line.changeover! : 0, size });
        equal({ where, what: "Least rate", shown: it.minimum, counted: it.open && line.minimum > 0 && t >= line.first ? line.minimum : 0, size });
        equal({ where, what: "Paid for and not made", shown: it.idle, counted: idle.get(where) ?? 0, size });
        atMost({ where, what: "Least rate against what is made or paid for", actual: it.minimum, limit: quantity + it.idle, size });
        atMost({ where, what: "Made and lost in changing over against capacity", actual: quantity + it.lost, limit: plan.lines.find((row) => row.line === line.id && row.year === year)?.capacity ?? Number.NaN, size });
        holds({ where, what: "A line that changes over makes only what it is set up for, one of its products.", holds: line.changeover === undefined ? it.system === undefined : (it.system === undefined || line.makes.includes(it.system)) && own.every((row) => row.system === it.system) });
        holds({ where, what: "A line closes only below a least rate, then makes nothing, and stays closed unless it may pause.", holds: it.open ? t === 0 || before?.open !== false || pauses : line.minimum > 0 && t >= line.first && quantity <= 0 && it.idle <= 0 });
      }
    }
  },
};

/** What is delivered is made, with its components. */
export const supplyMade: PlanCheck = {
  code: "supply",
  title: "What is delivered of a system with lines is made in that year, no more and no less, and so are the components it takes.",
  mend: "Make the plan again: a delivery or a line's product was changed after the plan was made.",
  run: ({ plan, lines }, { equal }) => {
    const made = new Map<string, number>();
    for (const it of plan.production) addTo(made, `${it.system} ${it.year}`, it.quantity);
    const wanted = new Map<string, number>();
    const asked = [...plan.orders, ...(plan.evidence?.common ?? [])];
    const makers = new Set([...lines.byId.values()].flatMap((it) => (it.component === undefined ? it.makes : [])));
    const withLines = new Set([...lines.byId.values()].flatMap((it) => (it.component === undefined ? [] : [it.component])));
    for (const it of asked) {
      if (makers.has(it.system)) addTo(wanted, `${it.system} ${it.year}`, it.quantity);
      for (const component of withLines) {
        const per = lines.bill.get(component)?.get(it.system) ?? 0;
        if (per > 0) addTo(wanted, `${component} ${it.year}`, per * it.quantity);
      }
    }
    for (const key of new Set([...wanted.keys(), ...made.keys()])) equal({ where: key, what: "Made against delivered", shown: made.get(key) ?? 0, counted: wanted.get(key) ?? 0, size: Math.max(wanted.get(key) ?? 0, 1) });
  },
};
