import { changeAddress, useAddress } from "../address/address.ts";
import { momentText } from "../format/moment.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Says that the record is shown as it stood at an earlier moment, and leads back to now. */
export function AsOfNotice() {
  const words = wordsOf(WORDS);
  const asOf = useAddress()("asof");
  if (asOf === undefined) return null;
  return (
    <p className="strip" role="status">
      {words.lookedAtThen(momentText(asOf))}{" "}
      <button type="button" className="quiet" onClick={() => changeAddress({ asof: undefined }, "push")}>
        {words.backToNow}
      </button>
    </p>
  );
}
