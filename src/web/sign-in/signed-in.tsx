import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import type { ReplyOf } from "#api";
import { fetchPasskeys, fetchSessions, send, ServerProblem } from "../fetch/server.ts";
import { wordsOf } from "../words/words.ts";
import { ACCOUNT_WORDS } from "./account-words.ts";
import { enrolPasskey, NothingSignedError } from "./passkey.ts";

type Person = NonNullable<ReplyOf<"reader">["person"]>;

/** Who is signed in, and the way to their sessions and passkeys. */
export function SignedIn(props: { readonly person: Person; readonly hasPasskeys: boolean }) {
  return (
    <DialogTrigger>
      <Button className="quiet">{props.person.name}</Button>
      <ModalOverlay className="shade" isDismissable>
        <Modal className="drawer">
          <Dialog className="drawer-inside">{({ close }) => <Account {...props} onClose={close} />}</Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}

const leave = (): void => location.assign("/");
const when = (time: string): string => new Date(time).toLocaleString(wordsOf(ACCOUNT_WORDS).dates, { dateStyle: "medium", timeStyle: "short" });

function Account(props: { readonly person: Person; readonly hasPasskeys: boolean; readonly onClose: () => void }) {
  const { person } = props;
  const words = wordsOf(ACCOUNT_WORDS);
  const methods: Readonly<Record<string, string>> = words.methods;
  const client = useQueryClient();
  const [said, setSaid] = useState("");
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: fetchSessions, staleTime: 0 });
  const passkeys = useQuery({ queryKey: ["passkeys"], queryFn: fetchPasskeys, staleTime: 0, enabled: props.hasPasskeys });
  const act = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await work();
      setSaid(done);
    } catch (problem) {
      setSaid(problem instanceof NothingSignedError ? words.nothingSigned : problem instanceof ServerProblem ? problem.message : words.failed);
    }
    await client.invalidateQueries({ queryKey: ["sessions"] });
    await client.invalidateQueries({ queryKey: ["passkeys"] });
  };
  return (
    <div className="account">
      <div className="account-head">
        <Heading slot="title">{person.name}</Heading>
        <Button className="quiet" onPress={props.onClose}>
          {words.close}
        </Button>
      </div>
      <p>
        {[person.nation === "" ? words.noNation : person.nation, words.readsTo(person.level), ...person.groups, ...person.roles].join(" · ")}
        {person.clearedTo > person.level && words.clearedTo(person.clearedTo)}
      </p>
      <p role="status">{said}</p>
      <h3>{words.sessions}</h3>
      <ul className="account-list">
        {sessions.data?.sessions.map((it) => (
          <li key={it.session}>
            <span>
              {it.person === person.id ? "" : `${it.person}, `}
              {words.lastSeen(methods[it.method] ?? it.method, when(it.seenAt))}
              {it.isThis && words.thisOne}
            </span>
            {!it.isThis && (
              <Button className="quiet" aria-label={words.endSession(words.lastSeen(methods[it.method] ?? it.method, when(it.seenAt)))} onPress={() => void act(() => send("sessionRevoke", {}, { session: it.session }), words.sessionEnded)}>
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {props.hasPasskeys && (
        <>
          <h3>{words.passkeys}</h3>
          <ul className="account-list">
            {passkeys.data?.passkeys.map((it) => (
              <li key={it.passkey}>
                <span>{words.enrolledAt(when(it.addedAt))}</span>
                <Button className="quiet" aria-label={words.removePasskey(when(it.addedAt))} onPress={() => void act(() => send("passkeyRemove", {}, { passkey: it.passkey }), words.passkeyRemoved)}>
                  {words.remove}
                </Button>
              </li>
            ))}
          </ul>
          <Button className="quiet" onPress={() => void act(() => enrolPasskey(), words.passkeyEnrolled)}>
            {words.addPasskey}
          </Button>
        </>
      )}
      <p>
        <Button className="action" onPress={() => void send("signOut", {}, {}).then(leave, leave)}>
          {words.signOut}
        </Button>
      </p>
    </div>
  );
}
