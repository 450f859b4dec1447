// Outputs of Terraform that hand out a sensitive value, which they may only when they say so.
// https://developer.hashicorp.com/terraform/language/block/output#sensitive
import type { Lexed } from "../code/lexer";
import type { Change } from "../source";
import { eolOf } from "../../lineEnd";

/** Locals made of others are followed so many times. */
const MAX_STEPS = 8;

interface Block {
  readonly kind: string;
  /** `TYPE.NAME` of a resource, `var.NAME` of a variable, `local` of locals. */
  readonly address: string;
  /** After the opening bracket, and at the closing one. */
  readonly start: number;
  readonly end: number;
}

/** Marks the outputs that have one of the values, whose offsets these are, themselves or through a local or resource. */
export function outputsOf(lexed: Lexed, values: readonly number[]): readonly Change[] {
  const blocks = blocksOf(lexed);
  const outputs = blocks.filter(({ kind, start, end }) => kind === "output" && !isSensitive(lexed, start, end));
  if (outputs.length === 0) return [];
  const holds = (start: number, end: number): boolean => (values[firstFrom(values, start)] ?? Infinity) < end;
  const sensitive = addressesOf(lexed, blocks, holds);
  return outputs
    .filter(({ start, end }) => holds(start, end) || mentions(lexed.text.slice(start, end), sensitive))
    .flatMap((block) => marked(lexed, block));
}

const isSensitive = ({ code }: Lexed, start: number, end: number): boolean =>
  /\bsensitive[ \t]*=(?![ \t]*false\b)/.test(code.slice(start, end));

/** The index of the first of ascending offsets that is not before a place. */
function firstFrom(values: readonly number[], place: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((values[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Blocks at the start of a line, up to the bracket that stands there too, or on the same line. */
function blocksOf({ text, code }: Lexed): readonly Block[] {
  const blocks: Block[] = [];
  const header =
    /^(?<kind>output|locals|resource|data|variable)\b(?:[ \t]+"(?<first>[\w-]+)")?(?:[ \t]+"(?<second>[\w-]+)")?[ \t]*\{/gm;
  for (const found of text.matchAll(header)) {
    const { kind = "", first = "", second = "" } = found.groups ?? {};
    const isInside = found.index < (blocks.at(-1)?.end ?? 0);
    if (isInside || !code.startsWith(kind, found.index)) continue;
    const start = found.index + found[0].length;
    const lineEnd = text.indexOf("\n", start) < 0 ? text.length : text.indexOf("\n", start);
    const onLine = code.slice(start, lineEnd).lastIndexOf("}");
    const end = onLine >= 0 ? start + onLine : code.indexOf("\n}", start) + 1;
    if (end < start) break; // Never closed, so no block after it is either.
    blocks.push({ kind, address: addressOf(kind, first, second), start, end });
  }
  return blocks;
}

function addressOf(kind: string, first: string, second: string): string {
  if (kind === "locals") return "local";
  if (kind === "variable") return `var.${first}`;
  return `${kind === "data" ? "data." : ""}${first}.${second}`;
}

/** `local.NAME`, `var.NAME` and `TYPE.NAME.ARGUMENT` of the values, and of locals that are made of these. */
function addressesOf(
  lexed: Lexed,
  blocks: readonly Block[],
  holds: (start: number, end: number) => boolean,
): ReadonlySet<string> {
  const entries = blocks.filter(({ kind }) => kind !== "output").flatMap((block) => entriesOf(lexed, block));
  const sensitive = new Set(entries.filter(({ start, end }) => holds(start, end)).map(({ address }) => address));
  const locals = entries.filter(({ address }) => address.startsWith("local."));
  for (let step = 0; step < MAX_STEPS; step++) {
    const found = locals.filter(
      ({ address, start, end }) => !sensitive.has(address) && mentions(lexed.text.slice(start, end), sensitive),
    );
    if (found.length === 0) break;
    for (const { address } of found) sensitive.add(address);
  }
  return sensitive;
}

interface Entry {
  readonly address: string;
  readonly start: number;
  readonly end: number;
}

/** The entries and inner blocks of a block; those of nested maps and blocks, which are indented more, are parts of one. */
function entriesOf({ code }: Lexed, { kind, address, start, end }: Block): readonly Entry[] {
  if (kind === "variable") return [{ address, start, end }];
  const all = [...code.slice(start, end).matchAll(/^(?<indent>[ \t]*)(?<name>[A-Za-z_][\w-]*)[ \t]*[={]/gm)];
  const indent = all[0]?.groups?.["indent"]?.length ?? 0;
  const outer = all.filter(({ groups }) => (groups?.["indent"]?.length ?? 0) <= indent);
  return outer.map(({ index, groups }, i) => ({
    address: `${address}.${groups?.["name"] ?? ""}`,
    start: start + index,
    end: start + (outer[i + 1]?.index ?? end - start),
  }));
}

function mentions(text: string, addresses: ReadonlySet<string>): boolean {
  return [...text.matchAll(/\b(?:data\.)?[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*){1,2}/g)].some(
    ([found]) => addresses.has(found) || addresses.has(found.split(".").slice(0, 2).join(".")),
  );
}

function marked({ text, code }: Lexed, { start, end }: Block): readonly Change[] {
  const denied = /(?<=\bsensitive[ \t]*=[ \t]*)false\b/.exec(code.slice(start, end));
  if (denied) return [{ start: start + denied.index, end: start + denied.index + denied[0].length, text: "true" }];
  const eol = eolOf(text, "\n");
  const body = text.slice(start, end);
  if (body.includes("\n")) {
    const indent = /\n([ \t]*)\S/.exec(body)?.[1] ?? "  ";
    return [{ start, end: start, text: `${eol}${indent}sensitive = true` }];
  }
  const left = /^[ \t]*/.exec(body)?.[0].length ?? 0;
  const right = /[ \t]*$/.exec(body)?.[0].length ?? 0;
  return [
    { start, end: start + left, text: `${eol}  sensitive = true${eol}  ` },
    { start: end - right, end, text: eol },
  ];
}
