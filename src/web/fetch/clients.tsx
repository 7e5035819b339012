import { type QueryClient, QueryClientProvider } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useAddress } from "../address/address.ts";
import { makeClient } from "./queries.ts";
import { pathNow } from "./server.ts";

const clients = new Map<string, QueryClient>();

/** What keeps the answers on one path of budgets: two paths share none. */
export function clientOf(path: string = pathNow()): QueryClient {
  const client = clients.get(path) ?? makeClient();
  clients.set(path, client);
  return client;
}

/** The page on the path of budgets that the address names, begun anew where that changes. */
export function OnPath(props: { readonly children: ReactNode }) {
  const path = useAddress()("path") ?? "";
  return (
    <QueryClientProvider key={path} client={clientOf(path)}>
      {props.children}
    </QueryClientProvider>
  );
}
