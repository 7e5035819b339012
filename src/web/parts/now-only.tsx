import type { ReactNode } from "react";
import { useAddress } from "../address/address.ts";
import { notThen } from "../fetch/server.ts";
import { Card } from "./card.tsx";
import { EmptyMessage } from "./message.tsx";

/** What drafts or brings in something new: not where the record is looked at as it stood at an earlier moment. */
export function NowOnly(props: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  if (useAddress()("asof") === undefined) return props.children;
  return (
    <Card id={props.id} title={props.title}>
      <EmptyMessage>{notThen()}</EmptyMessage>
    </Card>
  );
}
