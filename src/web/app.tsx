import { lazy, Suspense, useEffect, useState } from "react";
import { useAddress, usePageAt } from "./address/address.ts";
import { useToldAgain } from "./fetch/changes.ts";
import { isRefusedReader, useHome } from "./fetch/queries.ts";
import { AddressNotice } from "./frame/address-notice.tsx";
import { AsOfNotice } from "./frame/as-of-notice.tsx";
import { Banner } from "./frame/banner.tsx";
import { ConnectionNotice } from "./frame/connection-notice.tsx";
import { PageSlot } from "./frame/page-slot.tsx";
import { Rail } from "./frame/rail.tsx";
import { ReaderStrip } from "./frame/reader-choice.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { useArrival } from "./frame/use-arrival.ts";
import { WORDS } from "./frame/words.ts";
import { titleOf } from "./pages/pages.ts";
import { SharedHatch } from "./parts/hatch.tsx";
import { useLanguage, wordsOf } from "./words/words.ts";

// The answers come with the first question.
const WhyDrawer = lazy(async () => ({ default: (await import("./why/why-drawer.tsx")).WhyDrawer }));
// Where nobody signs in, nobody loads it.
const SignIn = lazy(async () => ({ default: (await import("./sign-in/sign-in.tsx")).SignIn }));

/** The frame of every page: marking above and below, the rail, the bar, the page itself, and the answer to "why" over it. */
export function App() {
  const home = useHome();
  const address = useAddress();
  const at = usePageAt();
  const language = useLanguage();
  const words = wordsOf(WORDS);
  const title = at === undefined ? words.noPage : titleOf(at.page, language);
  useEffect(() => {
    document.documentElement.lang = language;
    document.title = words.documentTitle(title);
  }, [language, title, words]);
  useToldAgain(language);
  useArrival(`${at?.page ?? ""} ${at?.id ?? ""}`);
  const marking = home.data?.marking;
  if (isRefusedReader(home.error) || location.hash.startsWith("#enrol="))
    return (
      <main id="main" tabIndex={-1}>
        <Suspense>
          <SignIn reason={isRefusedReader(home.error) ? home.error.reason : undefined} />
        </Suspense>
      </main>
    );
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <SharedHatch />
      <Banner marking={marking} place="top" />
      <div className="frame">
        <Rail at={at} language={language} />
        <div className="column">
          <TopBar home={home.data} language={language} />
          <main id="main" tabIndex={-1}>
            <ConnectionNotice />
            <AddressNotice />
            <AsOfNotice />
            <ReaderStrip seen={home.data?.seen} />
            <PageSlot at={at} language={language} />
          </main>
        </div>
      </div>
      <Banner marking={marking} place="bottom" />
      <Answers key={language} asked={address("why")} marking={marking} />
    </>
  );
}

/** The drawer of answers, from the first question on: it stays, so that it can close as it opened. */
function Answers(props: { readonly asked: string | undefined; readonly marking: string | undefined }) {
  const [wasAsked, setAsked] = useState(props.asked !== undefined);
  if (props.asked !== undefined && !wasAsked) setAsked(true);
  if (!wasAsked) return null;
  return (
    <Suspense>
      <WhyDrawer asked={props.asked} marking={props.marking} />
    </Suspense>
  );
}
