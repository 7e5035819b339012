import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { type BodyOf, type ContractName, type QueryOf, type ReplyOf, ROUTES } from "#api";
import type { AnswerDraft } from "#views";
import { languageNow } from "../words/words.ts";
import { useAs, useReader } from "./queries.ts";
import { addressOf, ask, asQuery, send } from "./server.ts";

/** Entries that are shown at a time. */
export const ENTRIES_SHOWN = 50;

/** Whether the data stand in no ledger at all: nothing is broken, there is just none, and nothing is asked of it. */
export const useIsWithoutLedger = (): boolean => useReader().data?.ledger === false;

/** Whether a ledger may be asked: not before it is known whether there is one. */
function useMayAsk(isWanted: boolean): boolean {
  const reader = useReader();
  return isWanted && (reader.data === undefined ? reader.isError : reader.data.ledger !== false);
}

function useLedgerRoute<N extends ContractName>(route: N, query: QueryOf<N>, isWanted = true): UseQueryResult<ReplyOf<N>> {
  const as = useAs();
  const isAsked = useMayAsk(isWanted);
  return useQuery<ReplyOf<N>>({ queryKey: ["ledger", ROUTES[route].path, as, ...Object.entries(query).flat()], queryFn: () => ask(route, { ...asQuery(as), ...query }), staleTime: 15_000, enabled: isAsked });
}

/** The channels that the reader may read. */
export const useLedger = (isWanted = true) => useLedgerRoute("ledger", {}, isWanted);
/** Entries of a channel from a place on; none where no channel is named. */
export const useEntries = (channel: string | undefined, from: number) => useLedgerRoute("ledgerEntries", { channel: channel ?? "", from, count: ENTRIES_SHOWN }, channel !== undefined);
/** Rows of which two parties say different things. */
export const useConflicts = (isWanted: boolean) => useLedgerRoute("ledgerConflicts", {}, isWanted);

/** The proof of an entry, as the file that other programs check. */
export const fetchProof = (as: string, channel: string, place: number) => ask("ledgerProof", { ...asQuery(as), channel, place });

/** Where the file of a channel is had. */
export const exportAddress = (as: string, channel: string): string => addressOf("ledgerExport", { ...asQuery(as), channel });

/** Name under which releases are kept: what changes them makes it stale. */
export const RELEASES_KEY = "releases";
const ASKED_AGAIN_MS = 10_000;

/** Releases that the reader may read, and for officers those that wait. Asked again by itself: what waits for one person is done by another. */
export function useReleases(isWanted = true): UseQueryResult<ReplyOf<"releases">> {
  const as = useAs();
  const language = languageNow();
  const isAsked = useMayAsk(isWanted);
  return useQuery({
    queryKey: [RELEASES_KEY, as, language],
    queryFn: () => ask("releases", { ...asQuery(as), lang: language }),
    staleTime: ASKED_AGAIN_MS / 2,
    refetchInterval: (query) => (query.state.status === "error" ? false : ASKED_AGAIN_MS),
    enabled: isAsked,
  });
}

/** Whether whoever is signed in decides on releases: the button and the notice are for them alone. The server decides anew at each act. */
export const useIsOfficer = (): boolean => useReader().data?.person?.roles.some((it) => it === "security-officer" || it === "security") === true;

/** What is asked to be released, as the form has it. */
export type ReleaseAsk = BodyOf<"releaseDraft">;

/** What a draft would release; nothing is kept. @throws ServerProblem */
export const previewRelease = async (asked: ReleaseAsk) => (await send("releasePreview", { lang: languageNow() }, asked)).waiting;
/** Drafts it. @throws ServerProblem */
export const draftRelease = async (asked: ReleaseAsk) => (await send("releaseDraft", {}, asked)).waiting;
/** Approves the exact words that a digest names. @throws ServerProblem */
export const approveRelease = async (release: string, digest: string) => (await send("releaseApprove", {}, { release, digest })).waiting;
/** Refuses a release on its way, or takes one's own back. @throws ServerProblem */
export const refuseRelease = (release: string, reason: string) => send("releaseRefuse", {}, { release, reason });
/** Ends a release before its day. @throws ServerProblem */
export const withdrawRelease = (release: string, reason: string) => send("releaseWithdraw", {}, { release, reason });

/** Whether whoever is signed in states rows for a nation. The server decides anew at each act. */
export const useIsClerk = (): boolean => useReader().data?.person?.roles.includes("clerk") === true;

/** Drafts answers to targets where they wait for one's signature. @throws ServerProblem */
export const draftAnswers = (answers: readonly AnswerDraft[]) => send("draftAnswers", {}, { answers });
/** Takes the last step back. @throws ServerProblem */
export const undoDraft = () => send("draftUndo", {}, {});
/** Signs all that waits with one's own key. @throws ServerProblem */
export const signDrafts = () => send("draftSign", {}, {});

/** Procurements that whoever is signed in may see. Nobody else hands anything in, so nobody else asks. */
export const useCases = (isWanted: boolean) => useLedgerRoute("cases", { lang: languageNow() }, isWanted);
/** Whether whoever is signed in bids. The server decides anew at each act. */
export const useIsSupplier = (): boolean => useReader().data?.person?.roles.includes("supplier") === true;
/** Hands in a bid: the digest of the file that is sealed to the officers who open bids. @throws ServerProblem */
export const submitBid = (bid: { readonly party: string; readonly case: string; readonly digest: string }) => send("caseAct", {}, { ...bid, act: "submit-bid" });
