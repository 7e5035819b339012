import { type KeyboardEvent, useState } from "react";
import { Autocomplete } from "react-aria-components/Autocomplete";
import { Button } from "react-aria-components/Button";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { Input } from "react-aria-components/Input";
import { ListBox, ListBoxItem } from "react-aria-components/ListBox";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { SearchField } from "react-aria-components/SearchField";
import { usePlans, useReports } from "../fetch/plans.ts";
import { useSearch } from "../fetch/queries.ts";
import { codeWord } from "../format/code-words.ts";
import { plural, useLanguage, wordsOf } from "../words/words.ts";
import { answering, hitOffers, type Offer, ownOffers, planOffers } from "./offers.ts";
import { WORDS } from "./words.ts";

/** Finds a page, a thing of the data set or an action by what is typed; Enter goes there, Escape leaves. */
export function Palette(props: { readonly onClose: () => void; /** What was typed while it was loading. */ readonly typed: string }) {
  const words = wordsOf(WORDS);
  return (
    <ModalOverlay className="shade" isDismissable isOpen onOpenChange={(isOpen) => !isOpen && props.onClose()}>
      <Modal className="palette">
        <Dialog className="palette-inside">
          <Heading slot="title" className="heard">
            {words.title}
          </Heading>
          <Finder onClose={props.onClose} typed={props.typed} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** What an offer is: a record of a kind that has no word of its own here is called as among the records. */
function kindName(kind: Offer["kind"]): string {
  const { kinds } = wordsOf(WORDS);
  if (Object.hasOwn(kinds, kind)) return kinds[kind as keyof typeof kinds];
  const word = codeWord(kind);
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}

function Finder(props: { readonly onClose: () => void; readonly typed: string }) {
  const words = wordsOf(WORDS);
  const language = useLanguage();
  const reports = useReports();
  const plans = usePlans();
  const [typed, setTyped] = useState(props.typed);
  const search = useSearch(typed);
  const isAsked = typed.trim() !== "";
  const own = [...ownOffers(language, reports), ...planOffers(plans.data?.plans ?? [])];
  const offers = answering(own, hitOffers(search.data?.hits ?? []), typed);
  const choose = (id: unknown): void => {
    props.onClose();
    // The page that is left gives up the focus before the next one takes it.
    setTimeout(() => offers.find((it) => it.id === id)?.choose());
  };
  // What was typed before the list was there has marked none of its items: Enter takes the first all the same.
  const enterTakesFirst = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && isAsked && offers[0] !== undefined && !event.currentTarget.hasAttribute("aria-activedescendant")) choose(offers[0].id);
  };
  const more = isAsked ? (search.data?.more ?? 0) : 0;
  return (
    <Found
      typed={typed}
      onTyped={setTyped}
      onKeyDown={enterTakesFirst}
      offers={offers}
      onChoose={choose}
      onClose={props.onClose}
      nothing={search.isFetching ? words.asking : words.nothing(typed)}
      said={search.isError ? words.gone : more > 0 ? plural(language, more, words.more) : ""}
      isFirst
    />
  );
}

/** What stands in the palette: what is typed, what answers it, and what there is to say of it. */
export function Found(props: {
  readonly typed: string;
  readonly onTyped: (typed: string) => void;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly offers: readonly Offer[];
  readonly onChoose: (id: unknown) => void;
  readonly onClose: () => void;
  /** Said where nothing answers. */
  readonly nothing: string;
  readonly said: string;
  /** Whether it takes the focus as it opens. */
  readonly isFirst?: boolean;
}) {
  const words = wordsOf(WORDS);
  const language = useLanguage();
  return (
    <Autocomplete inputValue={props.typed} onInputChange={props.onTyped}>
      <div className="palette-head">
        <SearchField aria-label={words.typed} autoFocus={props.isFirst === true} maxLength={100} className="palette-field">
          <Input className="palette-input" placeholder={words.title} {...(props.onKeyDown !== undefined && { onKeyDown: props.onKeyDown })} />
        </SearchField>
        <Button className="quiet" slot={null} onPress={props.onClose}>
          {words.close}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div className="palette-list" role="group" aria-label={words.found} tabIndex={0}>
      <ListBox
        aria-label={words.found}
        items={props.offers}
        dependencies={[language]}
        onAction={props.onChoose}
        renderEmptyState={() => <p className="palette-empty">{props.nothing}</p>}
      >
        {(it) => (
          <ListBoxItem id={it.id} textValue={it.name} className="palette-item">
            <span>{it.name}</span>
            <span className="palette-kind">{kindName(it.kind)}</span>
          </ListBoxItem>
        )}
      </ListBox>
      </div>
      <p className="palette-foot" role="status">
        {props.said}
      </p>
    </Autocomplete>
  );
}
