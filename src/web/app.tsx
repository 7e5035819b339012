import { lazy, Suspense } from "react";
import { useAddress } from "./address/address.ts";
import { isRefusedReader, useHome } from "./fetch/queries.ts";
import { Home } from "./home/home.tsx";
import { Banner } from "./frame/banner.tsx";
import { Rail } from "./frame/rail.tsx";
import { ReaderStrip } from "./frame/reader-choice.tsx";
import { TopBar } from "./frame/top-bar.tsx";
import { SharedHatch } from "./parts/hatch.tsx";
import { Loading, ProblemMessage } from "./parts/message.tsx";
import { WhyDrawer } from "./why/why-drawer.tsx";

// What is not looked at is not loaded.
const Evidence = lazy(async () => ({ default: (await import("./evidence/evidence.tsx")).Evidence }));
// Where nobody signs in, nobody loads it.
const SignIn = lazy(async () => ({ default: (await import("./sign-in/sign-in.tsx")).SignIn }));

/** The frame of every page: marking above and below, the rail, the bar, the page itself, and the answer to "why" over it. */
export function App() {
  const home = useHome();
  const address = useAddress();
  const why = address("why");
  const isEvidence = address("page") === "evidence";
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
        Skip to the content
      </a>
      <SharedHatch />
      <Banner marking={marking} place="top" />
      <div className="frame">
        <Rail page={isEvidence ? "evidence" : "plan"} />
        <div className="column">
          <TopBar home={home.data} />
          <main id="main" tabIndex={-1}>
            {home.isError && home.data !== undefined && (
              <p className="strip" role="status">
                The server does not answer. The figures below are those of the last answer; the page asks again by itself.
              </p>
            )}
            <ReaderStrip seen={home.data?.seen?.sentence} />
            {isEvidence ? (
              <Suspense fallback={<Loading what="the record" lines={8} />}>
                <Evidence />
              </Suspense>
            ) : home.data !== undefined ? (
              <Home home={home.data} />
            ) : home.isError ? (
              <div className="alone">
                <h1 className="heard">Concord</h1>
                <ProblemMessage problem={home.error} what="The overview" onRetry={() => void home.refetch()} />
              </div>
            ) : (
              <div className="alone">
                <h1 className="heard">Concord</h1>
                <Loading what="the overview" lines={8} />
              </div>
            )}
          </main>
        </div>
      </div>
      <Banner marking={marking} place="bottom" />
      <WhyDrawer asked={why} marking={marking} />
    </>
  );
}
