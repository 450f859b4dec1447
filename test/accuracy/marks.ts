/**
 * A key is written into a file between two characters that no file holds otherwise. When the file is laid out they are
 * taken away again, and what stood between them is the place of the key.
 */
const START = { key: "\uE000", companion: "\uE002" } as const;
const END = { key: "\uE001", companion: "\uE003" } as const;

export type Mark = keyof typeof START;

export interface Place {
  readonly mark: Mark;
  /** UTF-16 offsets, the end exclusive. */
  readonly start: number;
  readonly end: number;
}

export function marked(mark: Mark, run: string): string {
  return START[mark] + run + END[mark];
}

/** The text without its marks, and where they were. */
export function layOut(text: string): { readonly text: string; readonly places: readonly Place[] } {
  const places: Place[] = [];
  const open = new Map<Mark, number>();
  let plain = "";
  for (const piece of text.split(/([\uE000-\uE003])/)) {
    const mark: Mark = piece === START.key || piece === END.key ? "key" : "companion";
    if (piece === START[mark]) open.set(mark, plain.length);
    else if (piece === END[mark]) places.push({ mark, start: open.get(mark) ?? 0, end: plain.length });
    else plain += piece;
  }
  return { text: plain, places };
}
