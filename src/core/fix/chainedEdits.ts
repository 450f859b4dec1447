// Edits of what other edits leave, told as edits of the text as it is.
import { PointReader } from "../points";
import { LayeredText } from "./bulk/layeredText";
import type { ResolvedEdit } from "./resolveFix";

/** Both lists in one: `first` of the text, `then` of the text after `first`; ascending and disjoint each. */
export function chainedEdits(
  text: string,
  first: readonly ResolvedEdit[],
  then: readonly ResolvedEdit[],
): readonly ResolvedEdit[] {
  const layers = [first, then].reduce<LayeredText | undefined>(
    (layered, edits) =>
      layered?.after(
        edits.map((edit) => ({
          start: edit.span.start.offset,
          end: edit.span.end.offset,
          pieces: [{ piece: edit.text, text: edit.text }],
        })),
      ),
    LayeredText.of(text),
  );
  const reader = new PointReader(text);
  return (layers?.changes() ?? []).map(({ start, end, pieces }) => ({
    span: { start: reader.at(start), end: reader.at(end) },
    text: pieces.filter((piece) => typeof piece === "string").join(""),
  }));
}
