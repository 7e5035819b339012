import { useQuery, type UseQueryResult } from "@tanstack/react-query";
import { type ConflictsView, type EntriesView, type LedgerView, type ProofView, ROUTES } from "#api";
import { useAs } from "./queries.ts";
import { ask, readerQuery, ServerProblem } from "./server.ts";

/** Entries that are shown at a time. */
export const ENTRIES_SHOWN = 50;

/** Whether the data stand in no ledger at all: nothing is broken, there is just none. */
export const isWithoutLedger = (problem: unknown): boolean => problem instanceof ServerProblem && problem.reason === "no-ledger";

function useLedgerRoute<T>(path: string, query: Readonly<Record<string, string>>, isWanted = true): UseQueryResult<T> {
  const as = useAs();
  return useQuery<T>({ queryKey: ["ledger", path, as, ...Object.entries(query).flat()], queryFn: () => ask<T>(path, { ...readerQuery(as), ...query }), staleTime: 15_000, enabled: isWanted });
}

/** The channels that the reader may read. */
export const useLedger = () => useLedgerRoute<LedgerView>(ROUTES.ledger.path, {});
/** Entries of a channel from a place on; none where no channel is named. */
export const useEntries = (channel: string | undefined, from: number) => useLedgerRoute<EntriesView>(ROUTES.ledgerEntries.path, { channel: channel ?? "", from: String(from), count: String(ENTRIES_SHOWN) }, channel !== undefined);
/** Rows of which two parties say different things. */
export const useConflicts = (isWanted: boolean) => useLedgerRoute<ConflictsView>(ROUTES.ledgerConflicts.path, {}, isWanted);

/** The proof of an entry, as the file that other programs check. */
export const fetchProof = (as: string, channel: string, place: number): Promise<ProofView> => ask<ProofView>(ROUTES.ledgerProof.path, { ...readerQuery(as), channel, place: String(place) });

/** Where the file of a channel is had. */
export const exportAddress = (as: string, channel: string): string => `${ROUTES.ledgerExport.path}?${new URLSearchParams({ ...readerQuery(as), channel }).toString()}`;
