/** Stands for the rows of a table that are not drawn. */
export function TableSpace(props: { readonly height: number; readonly span: number }) {
  return (
    <tr aria-hidden="true" className="table-space">
      <td colSpan={props.span} style={{ height: `${props.height}px` }} />
    </tr>
  );
}
