import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "react-aria-components/Button";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { type ReaderReply, ROUTES } from "#api";
import { fetchPasskeys, fetchSessions, send, ServerProblem } from "../fetch/server.ts";
import { enrolPasskey, NothingSignedError } from "./passkey.ts";

type Person = NonNullable<ReaderReply["person"]>;

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
const METHODS: Readonly<Record<string, string>> = { provider: "with the provider", passkey: "with a passkey" };
const when = (time: string): string => new Date(time).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });

function Account(props: { readonly person: Person; readonly hasPasskeys: boolean; readonly onClose: () => void }) {
  const { person } = props;
  const client = useQueryClient();
  const [said, setSaid] = useState("");
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: fetchSessions, staleTime: 0 });
  const passkeys = useQuery({ queryKey: ["passkeys"], queryFn: fetchPasskeys, staleTime: 0, enabled: props.hasPasskeys });
  const act = async (work: () => Promise<unknown>, done: string): Promise<void> => {
    try {
      await work();
      setSaid(done);
    } catch (problem) {
      setSaid(problem instanceof NothingSignedError ? "Nothing was signed: the browser was closed or refused. Try again." : problem instanceof ServerProblem ? problem.message : "Something failed; try again.");
    }
    await client.invalidateQueries({ queryKey: ["sessions"] });
    await client.invalidateQueries({ queryKey: ["passkeys"] });
  };
  return (
    <div className="account">
      <div className="account-head">
        <Heading slot="title">{person.name}</Heading>
        <Button className="quiet" onPress={props.onClose}>
          Close
        </Button>
      </div>
      <p>
        {[person.nation === "" ? "No nation" : person.nation, `reads up to level ${person.level}`, ...person.groups, ...person.roles].join(" · ")}
        {person.clearedTo > person.level && `. Cleared to level ${person.clearedTo}: sign in with a passkey to read it.`}
      </p>
      <p role="status">{said}</p>
      <h3>Sessions</h3>
      <ul className="account-list">
        {sessions.data?.sessions.map((it) => (
          <li key={it.session}>
            <span>
              {it.person === person.id ? "" : `${it.person}, `}
              {METHODS[it.method] ?? it.method}, last seen {when(it.seenAt)}
              {it.isThis && " (this one)"}
            </span>
            {!it.isThis && (
              <Button className="quiet" aria-label={`End the session ${METHODS[it.method] ?? it.method}, last seen ${when(it.seenAt)}`} onPress={() => void act(() => send(ROUTES.sessionRevoke.path, { session: it.session }), "The session is ended.")}>
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {props.hasPasskeys && (
        <>
          <h3>Passkeys</h3>
          <ul className="account-list">
            {passkeys.data?.passkeys.map((it) => (
              <li key={it.passkey}>
                <span>enrolled {when(it.addedAt)}</span>
                <Button className="quiet" aria-label={`Remove the passkey enrolled ${when(it.addedAt)}`} onPress={() => void act(() => send(ROUTES.passkeyRemove.path, { passkey: it.passkey }), "The passkey is removed.")}>
                  Remove
                </Button>
              </li>
            ))}
          </ul>
          <Button className="quiet" onPress={() => void act(() => enrolPasskey(), "The passkey is enrolled.")}>
            Add a passkey
          </Button>
        </>
      )}
      <p>
        <Button className="action" onPress={() => void send(ROUTES.signOut.path, {}).then(leave, leave)}>
          Sign out
        </Button>
      </p>
    </div>
  );
}
