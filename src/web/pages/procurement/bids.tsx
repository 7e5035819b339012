import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { ReplyOf } from "#api";
import { submitBid, useCases, useIsSupplier } from "../../fetch/ledger.ts";
import { useReader } from "../../fetch/queries.ts";
import { Card } from "../../parts/card.tsx";
import { wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

type Case = ReplyOf<"cases">["cases"][number];

/** Of a sealed bid, as the command that seals prints it: SHA-256 in base64url. */
const DIGEST = /^[A-Za-z0-9_-]{43}$/;

const digestOf = ({ fields }: Case["acts"][number]): string | undefined => {
  const value = fields.find((it) => it.name === "digest")?.value;
  return value === undefined ? undefined : value.replaceAll('"', "");
};
const momentText = (at: string): string => at.replace("T", " ").replace(/:\d\d(\.\d+)?Z$/, " UTC");

/** Tenders that take bids, what was handed in, and for a supplier the field for the digest of a sealed bid. Nothing where nobody is signed in. */
export function Bids() {
  const words = wordsOf(WORDS);
  const isSignedIn = useReader().data?.person !== undefined;
  const isSupplier = useIsSupplier();
  const { data } = useCases(isSignedIn);
  const tenders = data?.cases.filter((it) => it.deadline !== undefined && it.opened === undefined) ?? [];
  if (tenders.length === 0) return null;
  return (
    <Card id="bids" title={words.bids} note={words.bidsNote}>
      {tenders.map((it) => (
        <Tender key={it.case} tender={it} isSupplier={isSupplier} />
      ))}
    </Card>
  );
}

function Tender(props: { readonly tender: Case; readonly isSupplier: boolean }) {
  const { tender } = props;
  const words = wordsOf(WORDS);
  const bids = tender.acts.filter((it) => it.act === "submit-bid");
  return (
    <section className="tender" aria-label={tender.title}>
      <h3>{tender.title}</h3>
      <p className="card-note">
        {words.until(momentText(tender.deadline ?? ""))} · {words.bidsIn(bids.length)}
      </p>
      {bids.length > 0 && (
        <ul className="plain-list">
          {bids.map((it) => (
            <li key={it.id}>
              {words.handedIn(it.by, momentText(it.at))} {digestOf(it) === undefined ? words.noDigest : <code>{digestOf(it)}</code>}
            </li>
          ))}
        </ul>
      )}
      {props.isSupplier && <HandIn tender={tender} />}
    </section>
  );
}

function HandIn(props: { readonly tender: Case }) {
  const { tender } = props;
  const words = wordsOf(WORDS);
  const client = useQueryClient();
  const [said, setSaid] = useState<{ readonly text: string; readonly isDone: boolean }>();
  const handIn = async (form: HTMLFormElement): Promise<void> => {
    const digest = String(new FormData(form).get("digest") ?? "").trim();
    if (!DIGEST.test(digest)) {
      setSaid({ text: words.noDigestText, isDone: false });
      return;
    }
    try {
      await submitBid({ party: tender.party, case: tender.case, digest });
      setSaid({ text: words.bidDone, isDone: true });
      form.reset();
    } catch (problem) {
      setSaid({ text: problem instanceof Error ? problem.message : String(problem), isDone: false });
    }
    await client.invalidateQueries({ queryKey: ["ledger"] });
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void handIn(event.currentTarget);
  };
  return (
    <form className="import-fields" onSubmit={submit} aria-label={words.handInTo(tender.title)}>
      <label>
        {words.digest}
        <input name="digest" autoComplete="off" spellCheck={false} size={46} aria-describedby={`seal-${tender.case}`} />
      </label>
      <button type="submit" className="action">
        {words.handIn}
      </button>
      <p id={`seal-${tender.case}`} className="card-note">
        {words.sealWith} <code>{`node bin/concord.mjs duties seal BID SEALED --case ${tender.case} --supplier YOU --opener KEY --opener KEY`}</code>
      </p>
      <p role="status" className={said === undefined ? undefined : said.isDone ? "strip strip-done" : "strip"}>
        {said?.text}
      </p>
    </form>
  );
}
