import { type BundleRow, type GainsView, type ProcurementView, type Shown, tallied } from "#views";
import { changeAddress, useAddress, useUnfound } from "../../address/address.ts";
import { useGains } from "../../fetch/plans.ts";
import { formatShown, moneyColumn } from "../../format/number.ts";
import { Card } from "../../parts/card.tsx";
import { Filled } from "../../parts/filled.tsx";
import { EmptyMessage, Loading, ProblemMessage } from "../../parts/message.tsx";
import { ScrollRegion } from "../../parts/scroll-region.tsx";
import { SortHead, useSorted } from "../../parts/table/sorted.tsx";
import { TakeOut } from "../../parts/take-out.tsx";
import { WhyNumber } from "../../parts/why-number.tsx";
import { labelled, languageNow, wordsOf } from "../../words/words.ts";
import { WORDS } from "./words.ts";

type Agreement = GainsView["agreements"][number];

/** What the plan buys together, what that saves, and what of it falls to whom. */
export function Bundles(props: { readonly view: ProcurementView }) {
  const { view } = props;
  const { bundles } = view;
  const words = wordsOf(WORDS);
  const address = useAddress();
  const gains = useGains(bundles !== undefined && bundles.length > 0);
  const named = bundles?.find((it) => it.agreement === address("agreement"))?.agreement;
  const chosen = named ?? bundles?.[0]?.agreement;
  useUnfound("agreement", address("agreement") !== undefined && bundles !== undefined && named === undefined);
  const savings = moneyColumn((gains.data?.agreements ?? []).map((it) => it.saving));
  const gainsOf = (it: BundleRow): Agreement | undefined => gains.data?.agreements.find((one) => one.agreement === it.agreement);
  const { rows, sorting } = useSorted("agreements", bundles ?? [], { agreement: (it) => it.name, years: (it) => it.firstYear, quantity: (it) => it.quantity.value, factor: (it) => it.priceFactor.value, saving: (it) => gainsOf(it)?.saving.value });
  const idle = rows.filter((it) => gainsOf(it)?.savesNothing === true);
  const bundle = (it: BundleRow) => <Bundle key={it.agreement} bundle={it} gains={gainsOf(it)} money={savings.text} isChosen={it.agreement === chosen} />;
  const sheet = () => ({
    name: "joint-agreements",
    marking: view.marking,
    columns: [words.agreement, words.years, words.ally, words.quantity, words.alone, words.gain, words.share, words.transferSheet],
    rows: (gains.data?.agreements ?? []).flatMap((it) => {
      const years = bundles?.find((one) => one.agreement === it.agreement);
      return it.members.map((one) => [it.name, years === undefined ? "" : spanOf(years), one.name, one.quantity, one.costAlone, one.nucleolus, one.share, one.transfer]);
    }),
  });
  return (
    <Card id="bundles" title={words.bundles} note={words.bundlesNote} tools={gains.data === undefined ? undefined : <TakeOut sheet={sheet} />}>
      {bundles === undefined ? (
        <EmptyMessage>{words.bundlesLater}</EmptyMessage>
      ) : bundles.length === 0 ? (
        <EmptyMessage>{view.isPart ? words.noBundlesSeen : words.noBundles}</EmptyMessage>
      ) : (
        <>
          <div className="card-note">
            <p>{words.bundlesSay}</p>
            {view.lots !== undefined && (
              <p>
                {(view.lots.value ?? 0) > 0 || view.lotsLeast === undefined ? (
                  <Filled text={words.savingsSay} with={{ saved: <WhyNumber shown={view.lots} of={words.saving} /> }} />
                ) : (
                  <Filled text={words.savingsSayLess} with={{ saved: <WhyNumber shown={view.lotsLeast} text={formatShown(view.lotsLeast)} of={words.saving} /> }} />
                )}
              </p>
            )}
          </div>
          <div className="bundles">
            <ScrollRegion label={words.bundles} className="bundle-list">
              <table className="table">
                <thead>
                  <tr>
                    <SortHead sorting={sorting} column="agreement">
                      {words.agreement}
                    </SortHead>
                    <SortHead sorting={sorting} column="years">
                      {words.years}
                    </SortHead>
                    <SortHead sorting={sorting} column="quantity" className="right">
                      {words.quantity}
                    </SortHead>
                    <SortHead sorting={sorting} column="factor" className="right">
                      {words.priceFactor}
                    </SortHead>
                    <SortHead sorting={sorting} column="saving" className="right">
                      {gains.data === undefined ? words.saving : headed(words.saving, savings.unit)}
                    </SortHead>
                  </tr>
                </thead>
                <tbody>{rows.filter((it) => gainsOf(it)?.savesNothing !== true).map(bundle)}</tbody>
                {idle.length > 0 && (
                  <tbody>
                    <tr className="row-first">
                      <th scope="rowgroup" colSpan={5}>
                        {words.saveNothing(idle.length)}
                      </th>
                    </tr>
                    {idle.map(bundle)}
                  </tbody>
                )}
              </table>
            </ScrollRegion>
            <div className="bundle-members">
              {gains.data === undefined ? (
                gains.isError ? (
                  <ProblemMessage problem={gains.error} what={words.theGains} onRetry={() => void gains.refetch()} />
                ) : (
                  <>
                    <p className="card-note">{words.gainsComing}</p>
                    <Loading what={words.theGains} lines={5} />
                  </>
                )
              ) : (
                <Members agreement={gains.data.agreements.find((it) => it.agreement === chosen)} />
              )}
              <Pledges bundle={bundles.find((it) => it.agreement === chosen)} marking={view.marking} />
            </div>
          </div>
        </>
      )}
    </Card>
  );
}

/** @example spanOf({ firstYear: 2028, lastYear: 2028 }) // → "2028" */
const spanOf = ({ firstYear, lastYear }: Pick<BundleRow, "firstYear" | "lastYear">): string =>
  firstYear === lastYear ? String(firstYear) : `${firstYear}–${lastYear}`;

/** A heading with the unit of its column. @example headed("Gain", "EUR M") // → "Gain, EUR M" */
const headed = (name: string, unit: string): string => (unit === "" ? name : `${name}, ${unit}`);

function Bundle(props: { readonly bundle: BundleRow; readonly gains: Agreement | undefined; readonly money: (shown: Shown) => string; readonly isChosen: boolean }) {
  const { bundle, gains } = props;
  const words = wordsOf(WORDS);
  const idle = bundle.members.filter((it) => bundle.parties.find((party) => party.nation === it.nation)?.share.value === 0);
  return (
    <tr className={props.isChosen ? "bundle-chosen" : undefined}>
      <th scope="row">
        <button
          type="button"
          className="row-name link-like"
          aria-pressed={props.isChosen}
          aria-label={words.choose(bundle.name)}
          onClick={() => changeAddress({ agreement: bundle.agreement }, "replace")}
        >
          {bundle.name}
        </button>
        <span className="quiet-text members"> {bundle.members.flatMap((it) => (idle.includes(it) ? [] : [it.nation])).join(" ")}</span>
        {idle.length > 0 && <span className="row-area row-below">{words.idleToo(idle.map((it) => it.nation).join(" "))}</span>}
        {bundle.only !== undefined && <span className="row-area row-below">{words.only(bundle.only.name)}</span>}
        {gains?.savesNothing === true && <span className="row-area row-below">{gains.sentences[0]}</span>}
      </th>
      <td className="no-wrap">{spanOf(bundle)}</td>
      <td className="right">
        <WhyNumber shown={bundle.quantity} of={`${bundle.name}, ${words.quantity}`} />
      </td>
      <td className="right">
        <WhyNumber shown={bundle.priceFactor} of={`${bundle.name}, ${words.priceFactor}`} />
      </td>
      <td className="right">
        {gains === undefined ? <span className="quiet-text">…</span> : <WhyNumber shown={gains.saving} text={props.money(gains.saving)} of={`${bundle.name}, ${words.saving}`} />}
      </td>
    </tr>
  );
}

function Members(props: { readonly agreement: Agreement | undefined }) {
  const { agreement } = props;
  const words = wordsOf(WORDS);
  const { rows, sorting } = useSorted("members", agreement?.members ?? [], { ally: (it) => it.name, quantity: (it) => it.quantity.value, alone: (it) => it.costAlone.value, gain: (it) => it.nucleolus.value, share: (it) => it.share.value, transfer: (it) => it.transfer.value });
  if (agreement === undefined) return null;
  const money = moneyColumn([...agreement.members.flatMap((it) => [it.costAlone, it.nucleolus, it.transfer]), ...agreement.idle.map((it) => it.coordination)]);
  return (
    <>
      <h3>{agreement.name}</h3>
      <div className="card-note">
        {agreement.sentences.map((it) => (
          <p key={it}>{it}</p>
        ))}
      </div>
      {agreement.members.length > 0 && <p className="card-note">{words.shareNote}</p>}
      {agreement.members.length > 0 && (
        <ScrollRegion label={words.choose(agreement.name)}>
          <table className="table">
            <thead>
              <tr>
                <SortHead sorting={sorting} column="ally">
                  {words.ally}
                </SortHead>
                <SortHead sorting={sorting} column="quantity" className="right">
                  {words.quantity}
                </SortHead>
                <SortHead sorting={sorting} column="alone" className="right">
                  {headed(words.alone, money.unit)}
                </SortHead>
                <SortHead sorting={sorting} column="gain" className="right">
                  {headed(words.gain, money.unit)}
                </SortHead>
                <SortHead sorting={sorting} column="share" className="right">
                  {words.share}
                </SortHead>
                <SortHead sorting={sorting} column="transfer" className="right">
                  {headed(words.transfer, money.unit)}
                </SortHead>
              </tr>
            </thead>
            <tbody>
              {rows.map((it) => (
                <tr key={it.nation}>
                  <th scope="row">
                    {it.name}
                    {!it.isIn && <span className="quiet-text"> ({words.outside})</span>}
                  </th>
                  <td className="right">
                    <WhyNumber shown={it.quantity} withUnit={false} of={`${it.name}, ${words.quantity}`} />
                  </td>
                  <td className="right">
                    <WhyNumber shown={it.costAlone} text={money.text(it.costAlone)} of={`${it.name}, ${words.alone}`} />
                  </td>
                  <td className="right">
                    <WhyNumber
                      shown={it.nucleolus}
                      text={money.text(it.nucleolus)}
                      of={`${it.name}, ${words.gain}`}
                      className={(it.nucleolus.value ?? 0) < 0 ? "tone-alone" : "tone-aligned"}
                    />
                  </td>
                  <td className="right">
                    <WhyNumber shown={it.share} of={`${it.name}, ${words.share}`}>
                      {it.share.value === undefined ? "–" : undefined}
                    </WhyNumber>
                  </td>
                  <td className="right">
                    <WhyNumber shown={it.transfer} text={paymentText(it.transfer, money.text)} of={`${it.name}, ${words.transfer}`} />
                  </td>
                </tr>
              ))}
              {agreement.idle.map((it) => (
                <tr key={it.nation}>
                  <th scope="row">
                    {it.name} <span className="quiet-text">({words.idle})</span>
                  </th>
                  {[words.quantity, words.alone, words.gain, words.share].map((column) => (
                    <td key={column} className="right quiet-text">
                      –
                    </td>
                  ))}
                  <td className="right">
                    <WhyNumber shown={it.coordination} text={words.pays(money.text(it.coordination))} of={`${it.name}, ${words.transfer}`} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {agreement.idle.length > 0 && <p className="card-note">{words.idleNote}</p>}
    </>
  );
}

/** What each party has to pledge for the agreement to come about, against its share of it. */
function Pledges(props: { readonly bundle: BundleRow | undefined; readonly marking: string }) {
  const { bundle } = props;
  const words = wordsOf(WORDS);
  const { rows, sorting } = useSorted("pledges", bundle?.parties ?? [], { ally: (it) => it.name, share: (it) => it.share.value, promised: (it) => it.promised.value, unpledged: (it) => it.unpledged.value, price: (it) => it.priceMost.value, by: (it) => it.by });
  if (bundle === undefined) return null;
  const money = moneyColumn(bundle.parties.map((it) => it.priceMost));
  const { pledges } = words;
  const sheet = () => ({
    name: `pledges-${bundle.system}`,
    marking: props.marking,
    columns: [words.ally, pledges.share, pledges.promised, pledges.unpledged, pledges.priceMost, pledges.by],
    rows: bundle.parties.map((it) => [it.name, it.share, it.promised, it.unpledged, it.priceMost, it.by ?? ""]),
  });
  return (
    <section aria-label={labelled(pledges.title, bundle.name)}>
      <h3>
        {pledges.title} <TakeOut sheet={sheet} />
      </h3>
      <p className="card-note">
        <Filled
          text={(bundle.unpledged.value ?? 0) > 0 ? pledges.says : pledges.allPromised}
          with={{ all: <WhyNumber shown={bundle.quantity} of={`${bundle.name}, ${words.quantity}`} />, unpledged: <WhyNumber shown={bundle.unpledged} of={`${bundle.name}, ${pledges.unpledged}`} /> }}
        />{" "}
        {pledges.note}
      </p>
      <ScrollRegion label={labelled(pledges.title, bundle.name)}>
        <table className="table">
          <thead>
            <tr>
              <SortHead sorting={sorting} column="ally">
                {words.ally}
              </SortHead>
              <SortHead sorting={sorting} column="share" className="right">
                {pledges.share}
              </SortHead>
              <SortHead sorting={sorting} column="promised" className="right">
                {pledges.promised}
              </SortHead>
              <SortHead sorting={sorting} column="unpledged" className="right">
                {pledges.unpledged}
              </SortHead>
              <SortHead sorting={sorting} column="price" className="right">
                {headed(pledges.priceMost, money.unit)}
              </SortHead>
              <SortHead sorting={sorting} column="by" className="right">
                {pledges.by}
              </SortHead>
            </tr>
          </thead>
          <tbody>
            {rows.map((it) => {
              // A share and its two parts have the digits at which they add up.
              const parts = tallied(it.share.value ?? 0, it.promised.value ?? 0, languageNow());
              return (
                <tr key={it.nation}>
                  <th scope="row">{it.name}</th>
                  {(["share", "promised", "unpledged"] as const).map((column, at) => (
                    <td key={column} className="right">
                      <WhyNumber shown={it[column]} text={parts?.[at] ?? formatShown(it[column], false)} of={`${it.name}, ${pledges[column]}`} />
                    </td>
                  ))}
                  <td className="right">{it.priceMost.value === undefined ? "–" : <WhyNumber shown={it.priceMost} text={money.text(it.priceMost)} of={`${it.name}, ${pledges.priceMost}`} />}</td>
                  <td className="right">{it.by ?? "–"}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  );
}

/** What an ally pays is never told as a negative receipt. */
function paymentText(payment: Shown, text: (shown: Shown) => string): string {
  const words = wordsOf(WORDS);
  const { value } = payment;
  const amount = text({ ...payment, ...(value !== undefined && { value: Math.abs(value) }) });
  return value === undefined || value === 0 ? amount : value < 0 ? words.pays(amount) : words.receives(amount);
}
