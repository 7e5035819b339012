/** Who is looking, and whom one may look as: the reply of `/api/reader`. */
export interface ReaderReply {
  readonly mode: "open" | "fixed";
  readonly notice: string;
  readonly choices?: {
    readonly fixed: readonly { readonly as: string; readonly name: string }[];
    readonly nations: readonly { readonly id: string; readonly name: string }[];
    readonly groups: readonly string[];
    readonly levels: readonly { readonly level: number; readonly marking: string }[];
  };
}
