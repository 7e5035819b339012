import { changeAddress, useAddress } from "../address/address.ts";
import { Choice } from "../parts/choice.tsx";
import { wordsOf } from "../words/words.ts";
import { WORDS } from "./words.ts";

const ALL = "all";

/** Chooses one ally, or all; the choice stands in the address. */
export function NationChoice(props: { readonly nations: readonly { readonly nation: string; readonly name: string }[] }) {
  const words = wordsOf(WORDS);
  const address = useAddress();
  return (
    <Choice
      label={words.nation}
      value={props.nations.find((it) => it.nation === address("nation"))?.nation ?? ALL}
      options={[{ id: ALL, name: words.allNations }, ...props.nations.map((it) => ({ id: it.nation, name: it.name }))]}
      onChange={(id) => changeAddress({ nation: id === ALL ? undefined : id }, "push")}
    />
  );
}
