import { useQueryClient } from "@tanstack/react-query";
import type { MouseEvent, ReactNode } from "react";
import type { PageAt } from "#api";
import { type AddressKey, goTo, hrefOf, useAddress } from "../address/address.ts";
import { askAhead } from "../pages/pages.ts";
import { useTabStop } from "./in-grid.ts";

/** A link to a page of the application. A plain press goes there without loading; with a key held the browser does what it does. */
export function PageLink(props: {
  readonly to: PageAt;
  readonly query?: Partial<Record<AddressKey, string>>;
  readonly isCurrent?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  // Who looks, and how, goes along: the link follows the address.
  useAddress();
  const href = hrefOf(props.to, props.query);
  const client = useQueryClient();
  const follow = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    event.preventDefault();
    goTo(href);
  };
  // Whoever points at a link is about to go there: its code comes meanwhile, and what it shows first.
  const prepare = (): void => void askAhead(client, props.to, href);
  return (
    <a href={href} tabIndex={useTabStop()} className={props.className} aria-current={props.isCurrent === true ? "page" : undefined} onClick={follow} onPointerEnter={prepare} onFocus={prepare}>
      {props.children}
    </a>
  );
}
