import { changeAddress, useStrange } from "../address/address.ts";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

/** Says what of the address no page understands: what is ignored is not ignored silently. */
export function AddressNotice() {
  const words = wordsOf(WORDS);
  const strange = useStrange();
  if (strange.length === 0) return null;
  return (
    <p className="strip" role="status">
      {words.strangeAddress(strange.join(", "))}{" "}
      <button type="button" className="quiet" onClick={() => changeAddress(Object.fromEntries(strange.map((it) => [it.split("=")[0], undefined])), "replace")}>
        {words.forgetIt}
      </button>
    </p>
  );
}
