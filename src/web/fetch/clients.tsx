import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAddress } from "../address/address.ts";
import { makeClient } from "./queries.ts";
import { asOfNow, pathNow } from "./server.ts";

const clients = new Map<string, QueryClient>();

/** What keeps the answers on one path of budgets as of one moment: two share none. */
export function clientOf(path: string = pathNow(), asOf: string = asOfNow()): QueryClient {
  const key = `${path}|${asOf}`;
  const client = clients.get(key) ?? makeClient();
  clients.set(key, client);
  return client;
}

/** The page on the path of budgets and as of the moment that the address names, begun anew where either changes. */
export function OnPath(props: { readonly children: ReactNode }) {
  const address = useAddress();
  const [path, asOf] = [address("path") ?? "", address("asof") ?? ""];
  return (
    <QueryClientProvider key={`${path}|${asOf}`} client={clientOf(path, asOf)}>
      {props.children}
    </QueryClientProvider>
  );
}
