// A part of a file that is a program of its own: a cell, a script in a page.
import type { Finding, Point } from "../../model";
import type { Change, Located } from "../source";

/** How offsets of the program become offsets of the file, and its text the file's. */
export interface Embedding {
  /** The file's offset of a place in the program; `isEnd` for one that ends something. */
  readonly outer: (offset: number, isEnd: boolean) => number;
  /** The program's offset of a place in the file. */
  readonly inner: (offset: number) => number;
  /** The program's text as the file writes it. */
  readonly written: (text: string) => string;
}

/** The findings of a file that are in its program, as findings of the program; only their offsets are true. */
export function innerFindings(findings: readonly Finding[], { inner }: Embedding): readonly Finding[] {
  const move = (point: Point): Point => ({ ...point, offset: inner(point.offset) });
  return findings.map((finding) => ({
    ...finding,
    span: { start: move(finding.span.start), end: move(finding.span.end) },
  }));
}

/** What was located in a program, as changes of the file; `indices` are those of the program's findings in the file. */
export function outerLocated(located: Located, indices: readonly number[], embedding: Embedding): Located {
  const change = ({ start, end, text }: Change): Change => ({
    start: embedding.outer(start, false),
    end: start === end ? embedding.outer(start, false) : embedding.outer(end, true),
    text: embedding.written(text),
  });
  const index = (inner: number): number => indices[inner] ?? 0;
  const { imports, together } = located;
  return {
    ...located,
    slots: located.slots.map((slot) => ({
      ...slot,
      findings: slot.findings.map(index),
      write: (names, envPath) => slot.write(names, envPath).map(change),
    })),
    refused: new Map([...located.refused].map(([inner, reason]) => [index(inner), reason])),
    ...(imports && { imports: (names) => imports(names).map(change) }),
    ...(together && { together: (envPath: string) => together(envPath).map(change) }),
  };
}

/** Everything that was located in several programs of one file. */
export function joinLocated(all: readonly Located[]): Located {
  const used = (one: Located): boolean => one.slots.length > 0;
  return {
    slots: all.flatMap(({ slots }) => slots),
    refused: new Map(all.flatMap(({ refused }) => [...refused])),
    imports: (names) => all.filter(used).flatMap(({ imports }) => imports?.(names) ?? []),
  };
}
