/** The headings of a short table of figures: what a row is of, then its figures, each over the right edge of its numbers. */
export function HeadRow(props: { readonly names: readonly string[] }) {
  return (
    <thead>
      <tr>
        {props.names.map((name, at) => (
          <th key={name} scope="col" className={at === 0 ? undefined : "right"}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
  );
}
