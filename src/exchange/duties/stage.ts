import {
  type ActEvent,
  addMonths,
  type Action,
  actionFacts,
  caseOf,
  draftHash,
  type DutyEvent,
  type Duties,
  fold,
  type Instant,
  isAct,
  type Layer,
  submit,
  inOrder,
  type Decision,
  NO_DUTIES,
  type Role,
  addDays,
} from "#duties";
import type { Sha256 } from "#ledger";
import { assert } from "#stdx";
import type { Attempt } from "./attempt.ts";
import type { Scene, SceneAward, SceneBid, ScenePerson, When } from "./scene.ts";

/** The present of a scenario that names no date. */
const PRESENT = Date.UTC(2026, 5, 15, 12);
const CURRENCY = "EUR";
const SECOND = 1000;
const DAY = 86_400_000;
/** Roles and registers stand long before anything a scenario tells. Unit: days before the first of it. */
const LONG_AGO = -3650;

/** When what is not dated took place in a case in order. Unit: days from the present. */
const USUAL = {
  requirement: -460,
  tender: -450,
  bid: -40,
  declaration: -430,
  deadline: -10,
  signature: -9,
  opening: -8,
  panel: -7,
  withdrawal: -5,
  evaluation: -4,
  draft: -3,
  approval: -2,
  changed: -1,
  ended: -1,
  release: -0.02,
  ahead: 10,
} as const;

const SELDOM: readonly Role[] = ["integrity", "auditor", "security", "clerk", "emergency"];

/** Acts that let others go on: they count only where they were right when they were done. */
const ENABLING: readonly string[] = ["approve-award", "sign-opening", "release-conflict", "declare-emergency"];

interface Told {
  readonly event: DutyEvent | ((duties: Duties) => DutyEvent | undefined);
  readonly at: Instant;
}

export interface StageTools {
  readonly layers: readonly Layer[];
  readonly sha256: Sha256;
}

/**
 * Plays a scenario: what it says, within a case that is otherwise in order, then what it asks. Who acts holds the role, has declared
 * and stands where the act has its place, wherever the scenario does not say otherwise. Answers the first refusal, else the allowance.
 * Where it names days, but not the day when it is asked, it is decided only if every day that this may be comes to the same.
 * @throws RangeError where it hangs on the day, or what is told as done lies ahead
 */
export function play(scene: Scene, attempt: Attempt, tools: StageTools): Decision {
  const [decision, ...others] = presentsOf(scene).map((now) => playOn({ scene, attempt, now }, tools));
  const said = (it: Decision): string => JSON.stringify(it.kind === "allow" && it.reviewDue !== undefined ? { ...it, reviewDue: 0 } : it);
  assert(decision !== undefined, "a scenario is asked on no day");
  if (others.some((it) => said(it) !== said(decision)))
    throw new RangeError("what is asked hangs on the day, and none is named: say which day it is, as in `today is 2026-05-01`");
  return decision;
}

/** Days when a scenario may be asked: after all that is told as done, and on either side of what is not. */
function presentsOf(scene: Scene): readonly Instant[] {
  if (scene.now !== undefined) return [scene.now];
  const instants = (all: readonly When[]): readonly Instant[] => all.flatMap((it) => ("at" in it ? [it.at] : []));
  const done = instants(doneIn(scene));
  const all = [...done, ...instants(openIn(scene))];
  if (all.length === 0) return [PRESENT];
  const last = Math.max(...done);
  const others = all.flatMap((it) => [addDays(it, -1), addDays(it, 1)]);
  return [...new Set([PRESENT, ...others, addDays(Math.max(...all), -2 * LONG_AGO)])].filter((it) => it > last);
}

/** Times of what is told as done. */
const doneIn = (scene: Scene): readonly When[] =>
  [
    ...scene.passed,
    ...[...scene.persons.values()].flatMap((it) => [...it.lost.map((one) => one.when), ...[...it.declared.values()].map((one) => (typeof one === "boolean" ? undefined : one))]),
    ...[...scene.cases.values()].flatMap((it) => [
      ...it.bids.flatMap((one) => [one.when, one.withdrawn]),
      ...it.acts.map((one) => one.when),
      ...it.releases.map((one) => one.when),
    ]),
    ...[...scene.awards.values()].flatMap((it) => [it.drafted, it.effective, ...it.approvals.map((one) => one.when)]),
    ...[...scene.emergencies.values()].map((it) => it.when),
  ].filter((it) => it !== undefined);

/** Times of what may be over or lie ahead. */
const openIn = (scene: Scene): readonly When[] =>
  [
    ...[...scene.persons.values()].flatMap((it) => it.interests.map((one) => one.ended)),
    ...[...scene.cases.values()].map((it) => (typeof it.submission === "object" ? it.submission : undefined)),
    ...[...scene.emergencies.values()].map((it) => it.ends),
    ...[...scene.delegations, ...scene.agreements].map((it) => it.ended),
  ].filter((it) => it !== undefined);

interface Asked {
  readonly scene: Scene;
  readonly attempt: Attempt;
  readonly now: Instant;
}

function playOn(asked: Asked, tools: StageTools): Decision {
  const stage = new Stage(asked, tools.sha256);
  let duties = NO_DUTIES;
  for (const it of stage.history()) {
    const event = typeof it.event === "function" ? it.event(duties) : it.event;
    if (event === undefined) continue;
    if (isAct(event) && ENABLING.includes(event.kind)) duties = submit(tools.layers, { duties, event, around: inOrder(event) }).duties;
    else duties = fold(duties, event);
  }
  let decision: Decision = { kind: "deny", layer: "workflow", refusals: [{ reason: "no-draft", audience: "all" }] };
  for (const ask of stage.asks()) {
    const event = ask(duties);
    const answer = submit(tools.layers, { duties, event, around: inOrder(event) });
    decision = answer.decision;
    if (decision.kind === "deny") return decision;
    duties = answer.duties;
  }
  return decision;
}

class Stage {
  private readonly told: Told[] = [];
  private readonly now: Instant;
  /** The first of what the scenario dates, or the present. */
  private readonly first: Instant;
  /** When the attempt is made: now, or when the award it is about has its place in a row of awards. */
  private readonly asked: Instant;
  private readonly scene: Scene;
  private readonly attempt: Attempt;
  private readonly sha256: Sha256;
  constructor({ scene, attempt, now }: Asked, sha256: Sha256) {
    this.scene = scene;
    this.attempt = attempt;
    this.sha256 = sha256;
    this.now = now;
    const done = doneIn(scene);
    if (done.some((it) => !("at" in it) && this.at(it, 0) > now)) throw new RangeError("what is told as done lies ahead");
    this.first = Math.min(now, ...[...done, ...openIn(scene)].map((it) => this.at(it, 0)));
    const own = attempt.kind === "award" ? scene.awards.get(attempt.draft)?.effective : undefined;
    this.asked = this.at(own, 0);
  }

  /** Everything that happened before, in the order of time. */
  history(): readonly Told[] {
    this.registers();
    const caseIds = new Set([
      ...this.scene.cases.keys(),
      ...[...this.scene.awards].map(([id]) => this.caseOfAward(id)),
      ...("case" in this.attempt ? [this.attempt.case] : []),
    ]);
    for (const id of caseIds) this.tender(id);
    for (const id of this.scene.emergencies.keys()) if (!(this.attempt.kind === "emergency" && this.attempt.emergency === id)) this.emergency(id);
    for (const [id, award] of this.scene.awards) this.award(id, award);
    return this.told.filter((it) => it.at <= this.asked).toSorted((a, b) => a.at - b.at);
  }

  /** What is asked, one event after another. */
  asks(): readonly ((duties: Duties) => ActEvent)[] {
    const { attempt, asked: now } = this;
    const always = (event: ActEvent) => (): ActEvent => event;
    switch (attempt.kind) {
      case "act":
        return [always(this.act(attempt.action, { by: attempt.person, caseId: attempt.case, at: now }))];
      case "approve":
        return [(duties) => this.approval(duties, { draft: attempt.draft, by: attempt.person, at: now })];
      case "effect":
        return [always({ kind: "take-effect", at: now, by: "node", case: this.caseOfAward(attempt.draft), draft: attempt.draft })];
      case "award":
        return [
          ...Array.from(
            { length: attempt.approvals },
            (_, i) => (duties: Duties) => this.approval(duties, { draft: attempt.draft, by: this.approver(attempt.draft, i), at: now }),
          ),
          always({ kind: "take-effect", at: now, by: "node", case: this.caseOfAward(attempt.draft), draft: attempt.draft }),
        ];
      case "open": {
        const open: ActEvent = { kind: "open-bids", at: now, by: "node", case: attempt.case };
        return attempt.by === undefined ? [always(open)] : [always({ kind: "sign-opening", at: now, by: attempt.by, case: attempt.case }), always(open)];
      }
      case "draft":
        return [always(this.draft(attempt.draft, this.scene.award(attempt.draft), { by: attempt.person, at: now, version: 99 }))];
      case "release":
        return [
          (duties) => ({
            kind: "release-conflict",
            at: now,
            by: attempt.person,
            case: attempt.case,
            person: attempt.of,
            supplier: this.tiedSupplier(duties, attempt.of, attempt.case),
            reason: "recorded",
          }),
        ];
      case "emergency": {
        const it = this.scene.emergency(attempt.emergency);
        return [
          always({
            kind: "declare-emergency",
            at: now,
            by: attempt.person,
            case: attempt.emergency,
            emergency: attempt.emergency,
            nation: it.nation ?? this.nation(),
            reason: it.hasReason ? "stated" : "",
            ...(it.hasEnd && { until: addDays(now, USUAL.ahead) }),
          }),
        ];
      }
      case "answer":
        return [always({ kind: "answer-bidders", at: now, by: attempt.person, case: attempt.case, answer: "the answer", to: attempt.to })];
      case "bid":
        return [always({ kind: "submit-bid", at: now, by: attempt.supplier, case: attempt.case, supplier: attempt.supplier })];
      case "access":
        return [
          always({
            kind: "draft-access-change",
            at: now,
            by: attempt.person,
            case: "the change",
            draft: "the change",
            nation: this.nation(),
            change: "release",
            nations: [this.nation()],
            content: {},
          }),
          always({ kind: "take-effect", at: now, by: "node", case: "the change", draft: "the change" }),
        ];
      case "declare":
        return [always({ kind: "file-declaration", at: now, by: attempt.person, case: attempt.case, interests: this.interests(attempt.person) })];
    }
  }

  private tell(event: DutyEvent): void {
    this.told.push({ event, at: event.at });
  }

  private at(when: When | undefined, days: number): Instant {
    if (when === undefined) return addDays(this.now, days);
    if ("at" in when) return when.at;
    return "days" in when ? addDays(this.now, when.days) : addMonths(this.now, Math.trunc(when.months)) + Math.round((when.months % 1) * 30 * 86_400_000);
  }

  /** Nation of the scenario where a case says none: of an award's author, or of the only one that is named. */
  private nation(): string {
    const { awards, persons, agreements } = this.scene;
    const own = (name: string | undefined): string | undefined => (name === undefined ? undefined : persons.get(name)?.nation);
    return (
      [...this.scene.cases.values()].map((it) => it.nation).find((it) => it !== undefined) ??
      [...awards.values()].map((it) => it.nation ?? own(it.author)).find((it) => it !== undefined) ??
      agreements.find((it) => it.nation !== undefined)?.nation ??
      [...persons.values()].flatMap((it) => [it.nation, ...it.roles.map((role) => role.nation)]).find((it) => it !== undefined) ??
      "N"
    );
  }

  private nationOf(caseId: string): string {
    const award = [...this.scene.awards].find(([id]) => this.caseOfAward(id) === caseId)?.[1];
    const author = award?.author === undefined ? undefined : this.scene.persons.get(award.author)?.nation;
    return this.scene.cases.get(caseId)?.nation ?? award?.nation ?? author ?? this.nation();
  }

  /** An award is of the tender it names, of the award it amends, or of the only tender there is; else it is a case of its own. */
  private caseOfAward(id: string): string {
    const award = this.scene.awards.get(id);
    if (award?.of !== undefined) return award.of;
    if (award?.amends !== undefined && award.amends !== id) return this.caseOfAward(award.amends);
    const cases = [...this.scene.cases.keys()];
    return cases.length === 1 && this.scene.awards.size === 1 ? (cases[0] ?? id) : id;
  }

  private approver(draft: string, index: number): string {
    return `approver ${index + 1} of ${draft}`;
  }

  private registers(): void {
    const at = addDays(this.first, LONG_AGO);
    const { scene } = this;
    for (const it of scene.delegations) {
      this.tell({ kind: "delegated", at, from: it.from, to: it.to });
      if (it.ended !== undefined) this.tell({ kind: "delegation-ended", at: this.at(it.ended, 0), from: it.from, to: it.to });
    }
    for (const it of scene.agreements)
      this.tell({
        kind: "agreement-made",
        at,
        lead: it.lead,
        nation: it.nation ?? this.attemptNation(),
        roles: it.roles,
        ...(it.ended !== undefined && { until: this.at(it.ended, 0) }),
      });
    for (const it of scene.ownership) this.tell({ kind: "ownership-recorded", at, owner: it.owner, owned: it.owned });
    const nations = new Set([this.attemptNation(), this.nation(), ...[...scene.awards.keys()].map((it) => this.nationOf(this.caseOfAward(it)))]);
    for (const nation of nations) {
      if (scene.threshold !== undefined) this.tell({ kind: "rule-set", at, nation, rule: "duties.two-approvals-from", value: minor(scene.threshold) });
      if (scene.linesDiffer) this.tell({ kind: "rule-set", at, nation, rule: "duties.lines-differ", value: 1 });
    }
    for (const [name, person] of scene.persons) this.person(name, person, at);
    for (const [name, role, caseId] of this.needed())
      if (!scene.persons.has(name) || this.lacksNothing(name, role))
        this.tell({ kind: "role-granted", at, person: name, role, nation: scene.persons.get(name)?.nation ?? this.nationOf(caseId) });
  }

  private attemptNation(): string {
    const { attempt } = this;
    if (attempt.kind === "approve" && attempt.nation !== undefined) return attempt.nation;
    return "draft" in attempt ? this.nationOf(this.caseOfAward(attempt.draft)) : "case" in attempt ? this.nationOf(attempt.case) : this.nation();
  }

  /** Whether a scenario leaves open if a person holds a role: then the person does. */
  private lacksNothing(name: string, role: Role): boolean {
    const person = this.scene.persons.get(name);
    if (person === undefined) return true;
    // Who is said to have another role is not taken to hold one that few hold, too.
    if (SELDOM.includes(role) && person.roles.length > 0) return false;
    return !person.lacks.includes(role) && !person.roles.some((it) => it.role === role);
  }

  private person(name: string, person: ScenePerson, at: Instant): void {
    for (const it of person.roles)
      this.tell({ kind: "role-granted", at, person: name, role: it.role, nation: it.nation ?? person.nation ?? this.attemptNation() });
    if (person.line !== undefined) this.tell({ kind: "line-set", at, person: name, line: person.line });
    for (const it of person.lost) {
      const nations = new Set([person.nation ?? this.attemptNation(), ...person.roles.flatMap((role) => (role.nation === undefined ? [] : [role.nation]))]);
      for (const nation of nations) this.tell({ kind: "role-ended", at: this.at(it.when, USUAL.ended), person: name, role: it.role, nation });
    }
  }

  /** Roles that the acts of a scenario ask for. */
  private needed(): readonly (readonly [string, Role, string])[] {
    const { scene, attempt } = this;
    const of = (action: Action, person: string, caseId: string): (readonly [string, Role, string])[] => {
      const { role } = actionFacts(action);
      return role === undefined ? [] : [[person, role, caseId]];
    };
    const found = [...scene.cases].flatMap(([id, it]) => [
      ...it.acts.flatMap((act) => of(act.action, act.person, id)),
      ...(it.signed ?? []).flatMap((name) => of("sign-opening", name, id)),
      ...it.releases.flatMap((release) => of("release-conflict", release.by ?? `integrity officer of ${id}`, id)),
    ]);
    for (const [id, it] of scene.awards)
      for (const one of it.approvals) if (one.by !== undefined) found.push(...of("approve-award", one.by, this.caseOfAward(id)));
    for (const [id, it] of scene.awards)
      for (const one of [0, 1])
        found.push(
          ...of("approve-award", this.approver(id, one), this.caseOfAward(id)),
          ...(it.author === undefined ? [] : of("draft-award", it.author, this.caseOfAward(id))),
        );
    for (const [id, it] of scene.emergencies) if (it.isAuthorised && it.by !== undefined) found.push(...of("declare-emergency", it.by, id));
    if (attempt.kind === "act") found.push(...of(attempt.action, attempt.person, attempt.case));
    if (attempt.kind === "approve") found.push(...of("approve-award", attempt.person, this.caseOfAward(attempt.draft)));
    if (attempt.kind === "draft") found.push(...of("draft-award", attempt.person, this.caseOfAward(attempt.draft)));
    if (attempt.kind === "open" && attempt.by !== undefined) found.push(...of("sign-opening", attempt.by, attempt.case));
    if (attempt.kind === "release") found.push(...of("release-conflict", attempt.person, attempt.case));
    if (attempt.kind === "emergency") found.push(...of("declare-emergency", attempt.person, attempt.emergency));
    if (attempt.kind === "access") found.push(...of("draft-access-change", attempt.person, "the change"));
    if (attempt.kind === "answer") found.push(...of("answer-bidders", attempt.person, attempt.case));
    return found;
  }

  private interests(name: string): Extract<ActEvent, { readonly kind: "file-declaration" }>["interests"] {
    return (this.scene.persons.get(name)?.interests ?? []).map((it) => ({
      supplier: it.supplier,
      kind: it.kind,
      ...(it.ended !== undefined && { ended: this.at(it.ended, 0) }),
    }));
  }

  /** Whether a person has declared for a case: as was said of it, of others alone, or of all; else as in a case in order. */
  private hasDeclared(name: string, id: string): boolean {
    const said = this.scene.persons.get(name)?.declared ?? new Map<string, boolean | When>();
    const others = [...said].some(([of, filed]) => of !== "" && filed !== false);
    return (said.get(id) ?? said.get("") ?? !others) !== false;
  }

  private declaredAt(name: string, id: string): Instant {
    const { declared } = this.scene.persons.get(name) ?? { declared: new Map<string, boolean | When>() };
    const filed = declared.get(id) ?? declared.get("");
    return typeof filed === "object" ? this.at(filed, 0) : addDays(this.first, USUAL.declaration);
  }

  /** A tender up to where the attempt has its place, unless the scenario says how far it is. */
  private tender(id: string): void {
    const it = this.scene.cases.get(id);
    const nation = this.nationOf(id);
    const isTender = this.scene.cases.has(id) || ("case" in this.attempt && this.attempt.case === id && this.attempt.kind !== "declare");
    const people = new Set([
      ...this.scene.persons.keys(),
      ...this.needed()
        .filter(([, , caseId]) => caseId === id)
        .map(([name]) => name),
    ]);
    for (const name of people)
      if (this.hasDeclared(name, id))
        this.tell({ kind: "file-declaration", at: this.declaredAt(name, id), by: name, case: id, interests: this.interests(name) });
    if (!isTender) return;
    const acts = it?.acts ?? [];
    const { attempt } = this;
    const wasOpen = acts.some((one) => ["open-evaluation", "evaluate", "read-bid"].includes(one.action));
    const isBefore =
      attempt.kind === "bid" || attempt.kind === "answer" || (attempt.kind === "act" && ["state-requirement", "draft-tender"].includes(attempt.action));
    const stated = it?.submission;
    const deadline =
      stated === "open" || (stated === undefined && isBefore)
        ? addDays(this.now, USUAL.ahead)
        : stated === "over" || stated === undefined
          ? addDays(this.now, USUAL.deadline)
          : this.at(stated, 0);
    if (!(attempt.kind === "act" && ["state-requirement", "draft-tender"].includes(attempt.action) && attempt.case === id))
      this.tell({
        kind: "draft-tender",
        at: addDays(this.first, USUAL.tender),
        by: acts.find((one) => one.action === "draft-tender")?.person ?? `drafter of ${id}`,
        case: id,
        nation,
        deadline,
      });
    for (const one of it?.bids ?? []) {
      this.tell({ kind: "submit-bid", at: this.handedIn(one, deadline), by: one.supplier, case: id, supplier: one.supplier });
      if (one.withdrawn !== undefined)
        this.tell({ kind: "withdraw-bid", at: this.at(one.withdrawn, USUAL.withdrawal), by: one.supplier, case: id, supplier: one.supplier });
    }
    for (const one of acts)
      if (one.action !== "draft-tender") this.tell(this.act(one.action, { by: one.person, caseId: id, at: this.at(one.when, usualDay(one.action)) }));
    const isDue = deadline < this.now;
    const isSigning = attempt.kind === "open" || (attempt.kind === "act" && attempt.action === "sign-opening");
    const signed = it?.signed ?? acts.filter((one) => one.action === "sign-opening").map((one) => one.person);
    for (const name of it?.signed ?? []) this.tell({ kind: "sign-opening", at: this.between(deadline, USUAL.signature), by: name, case: id });
    const isOpened = it?.opened ?? (isDue && !isSigning && it?.signed === undefined);
    // Who signed stands; a case in order has as many more as it needs, and is open.
    if (isOpened || wasOpen) {
      for (let i = signed.length; i < 2; i++) this.signer(id, i, deadline);
      this.told.push({
        at: this.between(deadline, USUAL.opening),
        event: (duties) =>
          caseOf(duties, id).openedAt === undefined ? { kind: "open-bids", at: this.between(deadline, USUAL.opening), by: "node", case: id } : undefined,
      });
    } else if (it?.signed !== undefined && !isSigning && signed.length >= 2 && isDue)
      this.tell({ kind: "open-bids", at: this.between(deadline, USUAL.opening), by: "node", case: id });
    this.panel(id, isBefore || isSigning);
    for (const one of it?.releases ?? []) this.release(id, one);
  }

  /** When a bid was handed in: as said, else in its usual place, but before the deadline and before it was withdrawn. */
  private handedIn({ supplier, when, withdrawn }: SceneBid, deadline: Instant): Instant {
    if (when === undefined) {
      const before = withdrawn === undefined ? deadline : Math.min(deadline, this.at(withdrawn, 0));
      return Math.min(addDays(this.now, USUAL.bid), before - DAY);
    }
    const at = this.at(when, 0);
    if (at > deadline) throw new RangeError(`${supplier} bids after the deadline, and what comes then is no bid`);
    if (withdrawn !== undefined && at >= this.at(withdrawn, 0)) throw new RangeError(`${supplier} withdraws before it bids: say which was first`);
    return at;
  }

  private signer(id: string, index: number, deadline: Instant): void {
    const name = `opening officer ${index + 1} of ${id}`;
    const nation = this.nationOf(id);
    this.tell({ kind: "role-granted", at: addDays(this.first, LONG_AGO), person: name, role: "opener", nation });
    this.tell({ kind: "file-declaration", at: addDays(this.first, USUAL.declaration), by: name, case: id, interests: [] });
    this.tell({ kind: "sign-opening", at: this.between(deadline, USUAL.signature), by: name, case: id });
  }

  /** A time in its usual place, but after the deadline and before the present. */
  private between(deadline: Instant, day: number): Instant {
    const usual = addDays(this.now, day);
    if (usual > deadline) return usual;
    return deadline < this.now ? deadline + Math.floor(((this.now - deadline) * (10 + day)) / 20) + 1 : usual;
  }

  /** Members whom the scenario does not name fill the panel, and have evaluated where an award follows. */
  private panel(id: string, isEarly: boolean): void {
    if (isEarly) return;
    const it = this.scene.cases.get(id);
    const { attempt } = this;
    const evaluator =
      attempt.kind === "act" && attempt.case === id && ["open-evaluation", "evaluate", "read-bid"].includes(attempt.action) ? [attempt.person] : [];
    const named = new Set([
      ...(it?.acts ?? []).filter((one) => ["join-panel", "evaluate", "open-evaluation", "read-bid"].includes(one.action)).map((one) => one.person),
      ...evaluator,
    ]);
    const count = it?.panel ?? Math.max(3, named.size, it?.evaluations ?? 0);
    const others = Array.from({ length: Math.max(0, count - named.size) }, (_, i) => `evaluator ${i + 1} of ${id}`);
    for (const name of [...named, ...others]) {
      if (others.includes(name)) this.tell({ kind: "file-declaration", at: addDays(this.first, USUAL.declaration), by: name, case: id, interests: [] });
      this.told.push({ at: addDays(this.now, USUAL.panel), event: { kind: "join-panel", at: addDays(this.now, USUAL.panel), by: name, case: id } });
    }
    const isAwarded =
      [...this.scene.awards.keys()].some((award) => this.caseOfAward(award) === id) ||
      (attempt.kind === "act" && ["certify-receipt", "pay"].includes(attempt.action));
    const done = (it?.acts ?? []).filter((one) => one.action === "evaluate").length;
    const evaluations = it?.evaluations ?? (isAwarded ? 3 : 0);
    for (const name of others.slice(0, Math.max(0, evaluations - done)))
      this.tell({ kind: "evaluate", at: addDays(this.now, USUAL.evaluation), by: name, case: id });
    if (attempt.kind === "act" && ["certify-receipt", "pay"].includes(attempt.action) && attempt.case === id) this.contract(id, attempt.action === "pay");
  }

  /** A contract in effect, made by persons of whom nothing else is told, and received where payment is asked. */
  private contract(id: string, isReceived: boolean): void {
    const nation = this.nationOf(id);
    const draft = `contract of ${id}`;
    const at = addDays(this.now, USUAL.changed);
    this.tell({
      kind: "draft-award",
      at,
      by: `drafter of ${id}`,
      case: id,
      draft,
      nation,
      content: { supplier: this.scene.cases.get(id)?.bids.find((it) => it.withdrawn === undefined)?.supplier ?? "the supplier", amount: 0, currency: CURRENCY },
    });
    this.tell({ kind: "take-effect", at, by: "node", case: id, draft });
    const done = this.scene.cases.get(id)?.acts.some((it) => it.action === "certify-receipt") ?? false;
    if (isReceived && !done) this.tell({ kind: "certify-receipt", at, by: `receiver of ${id}`, case: id });
  }

  private release(id: string, it: { readonly by?: string; readonly person?: string; readonly supplier?: string; readonly when?: When }): void {
    const by = it.by ?? `integrity officer of ${id}`;
    const at = this.at(it.when, USUAL.release);
    const tied = [...this.scene.persons].filter(([, person]) => person.interests.length > 0).map(([name]) => name);
    if (!this.scene.persons.has(by)) this.tell({ kind: "file-declaration", at: addDays(this.first, USUAL.declaration), by, case: id, interests: [] });
    for (const person of it.person === undefined ? tied : [it.person]) {
      for (const { supplier } of this.scene.cases.get(id)?.bids ?? [])
        this.tell({ kind: "release-conflict", at, by, case: id, person, supplier, reason: "recorded" });
    }
  }

  private tiedSupplier(duties: Duties, person: string, caseId: string): string {
    const suppliers = Object.keys(caseOf(duties, caseId).suppliers);
    const own = this.scene.persons.get(person)?.interests.map((it) => it.supplier) ?? [];
    return own.find((it) => suppliers.includes(it)) ?? suppliers[0] ?? "the supplier";
  }

  private emergency(id: string): void {
    const it = this.scene.emergency(id);
    const by = it.by ?? "the authorised person";
    const at = this.at(it.when, USUAL.draft - 1);
    const ends = it.ends === undefined ? addDays(this.now, USUAL.ahead) : this.at(it.ends, 0);
    const declared = Math.min(at, addDays(ends, -1));
    const nation = it.nation ?? this.attemptNation();
    if (it.isAuthorised && it.by === undefined) this.tell({ kind: "role-granted", at: addDays(this.first, LONG_AGO), person: by, role: "emergency", nation });
    this.tell({
      kind: "declare-emergency",
      at: declared,
      by,
      case: id,
      emergency: id,
      nation,
      reason: it.hasReason ? "stated" : "",
      ...(it.hasEnd && { until: ends }),
    });
  }

  /** An award in all its versions, with what was approved of each. */
  private award(id: string, award: SceneAward): void {
    const { attempt } = this;
    const isAsked = attempt.kind === "award" && attempt.draft === id;
    const effective = award.effective === undefined || isAsked ? undefined : this.at(award.effective, USUAL.changed);
    // What comes after the award that is asked about has not happened yet.
    if (effective !== undefined && effective > this.asked) return;
    const by = award.author ?? `drafter of ${id}`;
    const isAmended = [...this.scene.awards.values()].some((it) => it.amends === id);
    const inEffect = effective ?? (isAmended ? addDays(this.now, USUAL.changed - 1) : undefined);
    if (attempt.kind === "draft" && attempt.draft === id && award.author === undefined && award.approvals.length === 0) return;
    const usual = award.approvals.map((it) => this.at(it.when, USUAL.approval));
    const last = award.version ?? Math.max(1, ...award.approvals.map((it) => it.version ?? 1));
    let at = Math.min(addDays(this.asked, USUAL.draft), ...usual.map((it) => addDays(it, -1)), ...(inEffect === undefined ? [] : [addDays(inEffect, -1)]));
    if (award.drafted !== undefined) {
      const drafted = this.at(award.drafted, 0);
      if (award.approvals.some((it) => it.when !== undefined && this.at(it.when, 0) < drafted) || (inEffect !== undefined && inEffect < drafted)) throw new RangeError(`${id} is approved or in effect before it is drafted: say which was first`);
      at = drafted;
    }
    for (let version = 1; version <= last; version++) {
      if (version === 1 && award.coauthor !== undefined) this.tell(this.draft(id, award, { by: award.coauthor, at: at - SECOND, version }));
      this.tell(this.draft(id, award, { by, at, version }));
      for (const [i, it] of award.approvals.entries()) {
        if ((it.version ?? last) !== version) continue;
        // What is not dated comes after the version that it is of.
        const when = it.when === undefined ? Math.max(usual[i] ?? at, at + SECOND) : (usual[i] ?? at);
        for (const one of it.by === undefined ? [this.approver(id, 0), this.approver(id, 1)] : [it.by])
          this.told.push({ at: when, event: (duties) => this.approval(duties, { draft: id, by: one, at: when }) });
        at = Math.max(at, when);
      }
      at += SECOND;
    }
    if (award.changed === true) this.tell(this.draft(id, award, { by, at, version: last + 1 }));
    if (inEffect !== undefined) this.tell({ kind: "take-effect", at: inEffect, by: "node", case: this.caseOfAward(id), draft: id });
  }

  private draft(id: string, award: SceneAward, { by, at, version }: { readonly by: string; readonly at: Instant; readonly version: number }): ActEvent {
    const caseId = this.caseOfAward(id);
    const amended = award.amends === undefined ? undefined : this.scene.awards.get(award.amends);
    const bid = this.scene.cases.get(caseId)?.bids.find((it) => it.withdrawn === undefined)?.supplier;
    const itemClass = award.itemClass ?? amended?.itemClass;
    const content = {
      supplier: award.supplier ?? amended?.supplier ?? bid ?? "the supplier",
      ...(itemClass !== undefined && { itemClass }),
      amount: minor(award.amount ?? 0),
      currency: CURRENCY,
      terms: { version },
    };
    return {
      kind: "draft-award",
      at,
      by,
      case: caseId,
      draft: id,
      nation: this.nationOf(caseId),
      content,
      ...(award.amends !== undefined && { amends: award.amends }),
      ...(award.emergency !== undefined && { emergency: award.emergency }),
    };
  }

  private approval(duties: Duties, { draft, by, at }: { readonly draft: string; readonly by: string; readonly at: Instant }): ActEvent {
    const found = duties.drafts[draft];
    const caseId = this.caseOfAward(draft);
    return {
      kind: "approve-award",
      at,
      by,
      case: caseId,
      draft,
      hash: found === undefined ? "" : draftHash(this.sha256, found),
      nation: this.nationOf(caseId),
    };
  }

  private act(action: Action, { by, caseId, at }: { readonly by: string; readonly caseId: string; readonly at: Instant }): ActEvent {
    const base = { at, by, case: caseId };
    switch (action) {
      case "state-requirement":
      case "change-record":
        return { ...base, kind: action, nation: this.nationOf(caseId) };
      case "draft-tender":
        return { ...base, kind: action, nation: this.nationOf(caseId), deadline: addDays(this.now, USUAL.ahead) };
      case "sign-opening":
      case "read-bid":
      case "join-panel":
      case "open-evaluation":
      case "evaluate":
      case "certify-receipt":
      case "pay":
      case "read-record":
      case "export-record":
      case "attest":
        return { ...base, kind: action };
      default:
        throw new RangeError(`a scenario does not say ${action} in these words`);
    }
  }
}

const minor = (amount: number): number => Math.round(amount * 100);

const usualDay = (action: Action): number =>
  action === "state-requirement"
    ? USUAL.requirement
    : action === "sign-opening"
      ? USUAL.signature
      : action === "join-panel"
        ? USUAL.panel
        : ["read-bid", "open-evaluation", "evaluate"].includes(action)
          ? USUAL.evaluation
          : USUAL.changed;
