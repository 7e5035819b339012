import { type Doubt, each } from "./check.ts";

/** The lead nation of an initiative is one of its members. */
export const leadNotMember: Doubt = {
  code: "lead-not-member",
  level: "warning",
  title: "The lead of an initiative is one of its members.",
  run: (on, report) => {
    const nations = new Set(on.facts.nation.map((it) => it.id));
    each(on, "initiative", ({ lead, members }, index) => {
      if (lead !== undefined && nations.has(lead) && members !== undefined && !members.includes(lead)) report({ kind: "initiative", index, column: "lead" }, { message: `${lead} leads, but is not among the members ${members.join(" ")}.`, mend: "Add it to the members, or correct the lead." });
    });
  },
};

/** Who buys through an initiative is one of its members. */
export const buyerNotMember: Doubt = {
  code: "buyer-not-member",
  level: "warning",
  title: "Who buys through an initiative is one of its members.",
  run: (on, report) => {
    const membersOf = new Map(on.facts.initiative.map((it) => [it.id, it.members]));
    each(on, "programme", ({ nation, initiative }, index) => {
      const members = initiative === undefined ? undefined : membersOf.get(initiative);
      if (members !== undefined && !members.includes(nation)) report({ kind: "programme", index, column: "initiative" }, { message: `${nation} buys through "${initiative}", but is not among its members.`, mend: "Add it to the members in initiatives.csv, or empty the cell." });
    });
  },
};
