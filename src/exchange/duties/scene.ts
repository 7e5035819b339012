import type { Action, Interest, Role } from "#duties";

/** A time said in a scenario: days from its present, or an instant. */
export type When = { readonly days: number } | { readonly months: number } | { readonly at: number };

export interface ScenePerson {
  nation?: string;
  /** Roles said of the person, with the nation where it was said. */
  readonly roles: { readonly role: Role; readonly nation?: string }[];
  readonly lost: { readonly role: Role; readonly when?: When }[];
  readonly lacks: Role[];
  line?: string;
  /** Whether, or when, a declaration was filed, by case; under the empty name for all. Absent: nothing was said, and it is filed as in a case that is in order. */
  readonly declared: Map<string, boolean | When>;
  readonly interests: { readonly supplier: string; readonly kind: Interest["kind"]; readonly ended?: When }[];
}

export interface SceneBid {
  readonly supplier: string;
  /** When it was handed in. Absent: before the deadline, and before it was withdrawn. */
  when?: When;
  withdrawn?: When;
}

export interface SceneCase {
  nation?: string;
  readonly bids: SceneBid[];
  /** Bids that arrived, and are not said to have been taken. */
  readonly arrivals: { readonly supplier: string; readonly isLate: boolean }[];
  submission?: "open" | "over" | When;
  /** Opening officers who have signed. Absent: nothing was said. */
  signed?: readonly string[];
  opened?: boolean;
  panel?: number;
  evaluations?: number;
  readonly acts: { readonly action: Action; readonly person: string; readonly when?: When }[];
  readonly releases: { readonly by?: string; readonly person?: string; readonly supplier?: string; readonly when?: When }[];
}

export interface SceneApproval {
  /** Absent: as many persons as the award needs. */
  readonly by?: string;
  readonly version?: number;
  readonly when?: When;
}

export interface SceneAward {
  author?: string;
  /** Who drafted it as well. */
  coauthor?: string;
  /** When its first version was drafted. Absent: before whatever came after it. */
  drafted?: When;
  nation?: string;
  of?: string;
  version?: number;
  amount?: number;
  supplier?: string;
  itemClass?: string;
  amends?: string;
  emergency?: string;
  effective?: When;
  /** It was changed after what was approved. */
  changed?: boolean;
  readonly approvals: SceneApproval[];
}

export interface SceneEmergency {
  hasReason: boolean;
  hasEnd: boolean;
  ends?: When;
  by?: string;
  isAuthorised: boolean;
  nation?: string;
  when?: When;
}

/** What a scenario says, before the rest of a case in order is added. */
export class Scene {
  readonly persons = new Map<string, ScenePerson>();
  readonly cases = new Map<string, SceneCase>();
  readonly awards = new Map<string, SceneAward>();
  readonly emergencies = new Map<string, SceneEmergency>();
  readonly delegations: { readonly from: string; readonly to: string; readonly ended?: When }[] = [];
  readonly agreements: { readonly lead: string; readonly nation?: string; readonly roles: readonly Role[]; readonly ended?: When }[] = [];
  readonly ownership: { readonly owner: string; readonly owned: string }[] = [];
  /** In whole units of currency, as said. */
  threshold?: number;
  linesDiffer = false;
  now?: number;
  /** Times of ends and deadlines that are told as past. */
  readonly passed: When[] = [];

  person(name: string): ScenePerson {
    return kept(this.persons, name, () => ({ roles: [], lost: [], lacks: [], interests: [], declared: new Map() }));
  }

  case(id: string): SceneCase {
    named(this.cases, THE_TENDER, id);
    return kept(this.cases, id, () => ({ bids: [], arrivals: [], acts: [], releases: [] }));
  }

  award(id: string): SceneAward {
    named(this.awards, THE_AWARD, id);
    return kept(this.awards, id, () => ({ approvals: [] }));
  }

  emergency(id: string): SceneEmergency {
    named(this.emergencies, THE_EMERGENCY, id);
    return kept(this.emergencies, id, () => ({ hasReason: true, hasEnd: true, isAuthorised: true }));
  }

  /** A person of a role whom the scenario counts but does not name. */
  anyone(role: Role, index: number): string {
    const name = `${role} ${index + 1}`;
    const person = this.person(name);
    if (person.roles.length === 0) person.roles.push({ role });
    return name;
  }

  /**
   * Whether `an award of Freedonia` is of a nation: a name that no case has, of more than one letter and no figure, where the scenario tells of nations. Of a
   * role that is held in one nation nothing follows for what is not known to be of it.
   */
  isOfNation(name: string): boolean {
    if (this.cases.has(name) || !/^(?=..)\p{L}+(?:[ '’-]\p{L}+)*$/u.test(name)) return false;
    return [...this.persons.values()].some((it) => it.nation !== undefined || it.roles.some((one) => one.nation !== undefined));
  }

  /** An award of a name that turns out to be that of a nation is an award of that nation. */
  placeAwards(): void {
    for (const it of this.awards.values())
      if (it.of !== undefined && it.nation === undefined && this.isOfNation(it.of)) {
        it.nation = it.of;
        delete it.of;
      }
  }

  /** The tender that is meant where none is named: the only one, or one that needs no name. */
  tender(id?: string): string {
    const meant = id ?? [...this.cases.keys()].at(-1) ?? THE_TENDER;
    this.case(meant);
    return meant;
  }

  /** The award that is meant where none is named. */
  draft(id?: string): string {
    const meant = id ?? [...this.awards.keys()].at(-1) ?? THE_AWARD;
    this.award(meant);
    return meant;
  }
}

const THE_TENDER = "the tender";
const THE_AWARD = "the award";
/** Name of an emergency procedure that is spoken of before it is named. */
export const THE_EMERGENCY = "the emergency procedure";

/** What was said before its name was is said of the first that is named. */
function named<T>(all: Map<string, T>, nameless: string, id: string): void {
  const found = all.get(nameless);
  if (found === undefined || id === nameless || all.size > 1) return;
  all.delete(nameless);
  all.set(id, found);
}

function kept<T>(all: Map<string, T>, key: string, make: () => T): T {
  const found = all.get(key) ?? make();
  all.set(key, found);
  return found;
}
