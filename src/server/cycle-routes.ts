import type { FastifyRequest } from "fastify";
import { nearest } from "#model";
import { type AnswerDraft, capabilitiesView, capabilityView, draftedAnswers, guidanceView, implementationView, nationsView, nationView, pageYear, requirementsView, type Results, reviewView, targetsView } from "#views";
import type { AnswerRoute } from "./data-routes.ts";
import { type Refusal, RefusalError } from "./problem.ts";

interface Asked {
  readonly year?: number;
  readonly nation?: string;
  readonly leaf?: string;
}

/** The routes of the planning cycle, of capabilities and of allies. */
export function cycleRoutes(answer: AnswerRoute): void {
  answer("guidance", (view) => view.once("guidance", guidanceView));
  answer("requirements", (view, request) => byYear(view.results, request, (year) => view.once(`requirements|${year}`, (it) => requirementsView(it, year))));
  answer("targets", (view, request) => byYear(view.results, request, (year) => view.once(`targets|${year}`, (it) => targetsView(it, year))));
  answer("capabilities", (view, request) => byYear(view.results, request, (year) => view.once(`capabilities|${year}`, (it) => capabilitiesView(it, year))));
  answer("nations", (view, request) => byYear(view.results, request, (year) => view.once(`nations|${year}`, (it) => nationsView(it, year))));
  answer("implementation", (view, request) =>
    byYear(view.results, request, (year) => {
      const { nation } = asked(request);
      mustBeNation(view.results, nation);
      return view.once(`implementation|${year}|${nation ?? ""}`, (it) => implementationView(it, { year, ...(nation !== undefined && { nation }) }));
    }),
  );
  answer("review", (view, request) =>
    byYear(view.results, request, (year) => {
      const { nation } = asked(request);
      mustBeNation(view.results, nation);
      const all = view.once(`review|${year}`, (it) => reviewView(it, year));
      // Targets of all allies are many: those of one are listed, those of the others counted.
      return { ...all, nations: all.nations.map((it) => (it.nation === nation ? it : { ...it, targets: [] })) };
    }),
  );
  answer("capability", (view, request) =>
    byYear(view.results, request, (year) => {
      const leaf = asked(request).leaf ?? "";
      const made = capabilityView(view.results, { leaf, year });
      if (made === undefined) throw notThere(NO_CAPABILITY, leaf, view.results.alliance.leaves.map((it) => it.id));
      return made;
    }),
  );
  answer("nation", (view, request) =>
    byYear(view.results, request, (year) => {
      const nation = asked(request).nation ?? "";
      mustBeNation(view.results, nation);
      return nationView(view.results, { nation, year });
    }),
  );
  answer("answerDrafts", (view, request) => draftedAnswers(view.results, (request.body as { readonly answers: readonly AnswerDraft[] }).answers));
}

const asked = (request: FastifyRequest): Asked => request.query as Asked;

/** Answers for the year that is asked for, or the middle of the plan. @throws RefusalError when the plan does not reach it. */
function byYear<T>(results: Results, request: FastifyRequest, make: (year: number) => T): T {
  const { years } = results.alliance;
  const year = asked(request).year ?? pageYear(results);
  if (!years.includes(year)) throw new RefusalError({ status: 400, reason: "no-year", title: "There is no such year.", detail: `${year} is outside the plan.`, mend: `Give a year from ${years[0]} to ${years.at(-1)}.` });
  return make(year);
}

function mustBeNation({ alliance }: Results, nation: string | undefined): void {
  const all = alliance.nations.map((it) => it.id);
  if (nation !== undefined && !all.includes(nation)) throw notThere(NO_NATION, nation, all);
}

// Each a whole sentence: another language may have another word before an ally than before a capability.
const NO_CAPABILITY = (wanted: string) => ({ status: 404, reason: "no-capability", title: "There is no such capability.", detail: `"${wanted}" is no capability of what you may see.` }) as const;
const NO_NATION = (wanted: string) => ({ status: 404, reason: "no-nation", title: "There is no such ally.", detail: `"${wanted}" is no ally of what you may see.` }) as const;

/** The refusal of a name that the reader's view does not have; what it suggests stands in that view. */
function notThere(refusal: (wanted: string) => Omit<Refusal, "mend">, wanted: string, all: readonly string[]): RefusalError {
  const near = nearest(wanted, all);
  return new RefusalError({ ...refusal(wanted), mend: near === undefined ? `Take one of the ${all.length} from the table of them.` : `Did you mean ${near}?` });
}
