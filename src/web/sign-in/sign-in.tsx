import { useState } from "react";
import { ROUTES } from "#api";
import { useReader } from "../fetch/queries.ts";
import { ServerProblem } from "../fetch/server.ts";
import { Switch } from "../parts/switch.tsx";
import { enrolPasskey, NothingSignedError, signInWithPasskey } from "./passkey.ts";
import { type Language, refusalText, WORDS } from "./words.ts";

const LANGUAGES = [
  { id: "en", name: "English" },
  { id: "fr", name: "Français" },
] as const;

/** The code of an invitation. It stands behind the # of the address, which no server sees and no log keeps. */
const invitation = (): string | undefined => /^#enrol=([\w-]+)$/.exec(location.hash)?.[1];

/** Where people sign in or enrol a passkey. `reason` is why the server refused what was asked. */
export function SignIn(props: { readonly reason: string | undefined }) {
  const { data } = useReader();
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith("fr") ? "fr" : "en");
  const [code, setCode] = useState(invitation);
  const [isBusy, setBusy] = useState(false);
  const [said, setSaid] = useState<{ readonly reason: string } | "enrolled" | "cancelled">();
  const words = WORDS[language];
  const why = new URLSearchParams(location.search).get("refused") ?? props.reason;
  const message = said === undefined ? refusalText(language, why) : said === "enrolled" || said === "cancelled" ? words[said] : refusalText(language, said.reason);
  const attempt = async (work: () => Promise<void>, done: () => void): Promise<void> => {
    setBusy(true);
    setSaid(undefined);
    try {
      await work();
      done();
    } catch (problem) {
      setSaid(problem instanceof NothingSignedError ? "cancelled" : { reason: problem instanceof ServerProblem ? (problem.reason ?? "other") : "other" });
    } finally {
      setBusy(false);
    }
  };
  const enter = (): void => location.assign("/");
  const enrolled = (): void => {
    history.replaceState(null, "", "/");
    setCode(undefined);
    setSaid("enrolled");
  };
  return (
    <section className="sign-in" lang={language} aria-labelledby="sign-in-title">
      <p className="sign-in-brand">Concord</p>
      <h1 id="sign-in-title">{code === undefined ? words.title : words.enrolTitle}</h1>
      <p className="lead">{code === undefined ? words.lead : words.enrolLead}</p>
      <p className={message === undefined || isBusy ? "sign-in-said" : said === "enrolled" ? "sign-in-said strip strip-done" : "sign-in-said strip"} role="status">
        {isBusy ? words.waiting : message}
      </p>
      <div className="sign-in-ways">
        {code !== undefined && (
          <button type="button" className="action" disabled={isBusy} onClick={() => void attempt(() => enrolPasskey(code), enrolled)}>
            {words.enrol}
          </button>
        )}
        {code === undefined && data?.signIn?.passkeys === true && (
          <button type="button" className="action" disabled={isBusy} onClick={() => void attempt(signInWithPasskey, enter)}>
            {words.passkey}
          </button>
        )}
        {code === undefined && data?.signIn?.provider !== undefined && (
          <a className="action action-link" href={ROUTES.signInProvider.path}>
            {words.provider(data.signIn.provider)}
          </a>
        )}
      </div>
      <Switch label={words.language} value={language} options={LANGUAGES} onChange={setLanguage} />
    </section>
  );
}
