// Findings of one text -> a plan: what to write where, without holding a key.
import { isEnvFile } from "../suppress";
import type { Finding, Span } from "../model";
import { PointReader } from "../points";
import { fingerprint } from "../secret";
import { isEnvTemplate, locate } from "./accessors";
import { adviceFor } from "./advice";
import { keepsEntries, placeEntry, valuesOf } from "./envFile";
import { envFileFor, templateFor } from "./envPlace";
import { ignoreLineFor } from "./ignoreFile";
import { factsOf, type KeyFacts } from "./keys";
import { languageTitle } from "./languages";
import type { FileEdit, FixPlan, FixRequest, Piece, Refusal, Unmovable, Variable } from "./model";
import { desiredName, freeName, isPublicName } from "./names";
import { type Change, joinChanges, type Located, type Slot, type SourceFile } from "./source";

/** What to write so that the findings' keys stand in the env file and the code reads them, or why that cannot be. */
export function planFix(request: FixRequest): FixPlan | Refusal {
  const facts = factsOf(request.source.text, request.findings);
  if (!facts) return { refused: "The text has changed since it was scanned. Try again." };
  const source: SourceFile = { ...request.source, files: request.files, eol: eolOf(request.source.text, request.eol) };
  const refused = refuseFile(request);
  if (refused !== undefined) return { refused };
  const located = locate(source, request.findings);
  if (!located) return { refused: unknownLanguage(source.languageId) };
  const envPath = request.envFile ?? located.envFile ?? envFileFor(source.path, request.files);
  return new Planner(request, { source, facts, located, envPath }).plan();
}

function refuseFile({ source, envFile, blocked }: FixRequest): string | undefined {
  if (isEnvFile(source.path, envFile))
    return "The key is in an env file already. Keep that file out of git, and rotate the key if it was ever committed.";
  const reason = blocked.get(source.path);
  return reason === undefined || source.path === "" ? undefined : `${source.path} ${reason}.`;
}

function unknownLanguage(languageId: string): string {
  return `Keystow cannot yet put a reference into ${languageTitle(languageId)} files. Move the key to an env file by hand.`;
}

function eolOf(text: string, otherwise: string): string {
  return /\r\n|\n/.exec(text)?.[0] ?? otherwise;
}

interface Given {
  readonly source: SourceFile;
  readonly facts: readonly KeyFacts[];
  readonly located: Located;
  readonly envPath: string;
}

class Planner {
  readonly #left: Unmovable[] = [];
  /** Names of the variables, by group of equal keys. */
  readonly #names = new Map<number, string>();
  readonly #values: ReadonlyMap<string, string>;

  constructor(
    private readonly request: FixRequest,
    private readonly given: Given,
  ) {
    this.#values = valuesOf(request.files.get(given.envPath) ?? "");
  }

  plan(): FixPlan | Refusal {
    const { located, source } = this.given;
    for (const [index, reason] of located.refused) this.#leave(index, reason);
    // A name that a place insists on goes before those that may be anything.
    const insisting = located.slots.filter((slot) => slot.hint?.kind === "must");
    for (const slot of [...insisting, ...located.slots.filter((slot) => !insisting.includes(slot))]) this.#name(slot);
    const changes = located.slots.flatMap((slot) => this.#write(slot));
    if (changes.length === 0) return { refused: this.#left[0]?.refused ?? "There is no key to move." };
    const edits = [
      this.#edit({ path: source.path, role: "source" }, joinChanges([...changes, ...(located.imports?.() ?? [])])),
      this.#envEdit(),
      this.#templateEdit(),
      this.#ignoreEdit(),
    ].filter((edit) => edit !== undefined);
    const trouble = edits
      .map((edit) => ("refused" in edit ? edit.refused : this.#blockedReason(edit)))
      .find((one) => one !== undefined);
    if (trouble !== undefined) return { refused: trouble };
    const { sentences, start } = adviceFor({
      source,
      envPath: this.given.envPath,
      names: [...this.#names.values()],
      shell: this.request.shell ?? "posix",
    });
    return {
      findings: this.request.findings,
      variables: this.#variables(),
      envPath: this.given.envPath,
      files: edits.filter((edit): edit is FileEdit => !("refused" in edit)),
      advice: sentences,
      ...(start && { start }),
      left: this.#left,
    };
  }

  #leave(index: number, refused: string): void {
    const finding = this.request.findings[index];
    if (finding) this.#left.push({ finding, refused });
  }

  /** Decides the names of a slot's keys, or leaves them all where they are. */
  #name(slot: Slot): void {
    for (const index of slot.findings) {
      const facts = this.given.facts[index];
      const finding = this.request.findings[index];
      if (!facts || !finding) continue;
      const name = facts.quote === undefined ? undefined : this.#nameFor(finding, facts, slot);
      if (name === undefined) return;
      this.#names.set(facts.group, name);
    }
  }

  #nameFor({ ruleId }: Finding, facts: KeyFacts, { hint, forbidden }: Slot): string | undefined {
    const usable = (name: string): boolean =>
      /^[A-Za-z_]\w*$/.test(name) && !isPublicName(name) && !forbidden?.test(name);
    const mine = this.#names.get(facts.group) ?? facts.knownAs(this.#values, usable);
    const isFree = (name: string): boolean => {
      const value = this.#values.get(name);
      return (value === undefined || value === "") && ![...this.#names.values()].includes(name);
    };
    if (hint?.kind === "must") {
      const { name } = hint;
      const holdsIt = facts.knownAs(this.#values, (known) => known === name) !== undefined;
      return !isPublicName(name) && (holdsIt || this.#names.get(facts.group) === name || isFree(name))
        ? name
        : undefined;
    }
    if (mine !== undefined) return mine;
    if (hint?.kind === "read" && usable(hint.name) && isFree(hint.name)) return hint.name;
    const desired = desiredName(ruleId, hint?.name);
    return freeName(forbidden?.test(desired) ? desired.replace(/^[^_]*_/, "GH_") : desired, isFree);
  }

  #write(slot: Slot): readonly Change[] {
    const names = slot.findings.map((index) => this.#names.get(this.given.facts[index]?.group ?? -1));
    const named = names.filter((name) => name !== undefined);
    if (named.length === names.length && (slot.hint?.kind !== "must" || named[0] === slot.hint.name))
      return slot.write(named);
    for (const index of slot.findings) this.#leave(index, this.#whyUnnamed(slot, index));
    return [];
  }

  #whyUnnamed({ hint }: Slot, index: number): string {
    if (this.given.facts[index]?.quote === undefined)
      return "The key has several lines or signs that an env file cannot hold. Keep it in a file outside the repository.";
    if (hint && isPublicName(hint.name)) return `${hint.name} would be put into pages for browsers. Rename it first.`;
    return `${this.given.envPath} has another value under ${hint?.name ?? "this name"} already. Rename one of them first.`;
  }

  #variables(): readonly Variable[] {
    const moved = (index: number): boolean =>
      !this.#left.some(({ finding }) => finding === this.request.findings[index]);
    return [...this.#names]
      .map(([group, name]) => ({
        name,
        findings: this.given.facts.flatMap((facts, index) => (facts.group === group && moved(index) ? [index] : [])),
        reused: (this.#values.get(name) ?? "") !== "",
      }))
      .filter((variable) => variable.findings.length > 0);
  }

  /** The entries that the env file lacks. */
  #envEdit(): FileEdit | Refusal | undefined {
    const { envPath, facts } = this.given;
    const wanted = this.#variables().filter((variable) => !variable.reused);
    if (wanted.length === 0) return undefined;
    const old = this.request.files.get(envPath) ?? "";
    const eol = eolOf(old, this.request.eol);
    let appended = "";
    const changes: (Omit<Change, "text"> & { pieces: readonly Piece[] })[] = [];
    const tail: Piece[] = [];
    for (const { name, findings } of wanted) {
      const key = findings[0] ?? 0;
      const quote = facts[key]?.quote ?? "";
      const { start, end, before, after } = placeEntry(old + appended, name, eol);
      const pieces: readonly Piece[] = [before + quote, { key }, quote + after];
      if (start < old.length) changes.push({ start, end, pieces });
      else {
        tail.push(...pieces);
        appended += before + after;
      }
    }
    if (tail.length > 0) changes.push({ start: old.length, end: old.length, pieces: tail });
    const edit = this.#edit({ path: envPath, role: "env" }, changes);
    const added = new Map(wanted.map(({ name }) => [name, "k"]));
    return keepsEntries(old, preview(old, edit), added)
      ? edit
      : { refused: `${envPath} has a quote that is never closed, so a new line would not count. Close it first.` };
  }

  /** A blank entry for each new name, so that others know which variables there are. */
  #templateEdit(): FileEdit | undefined {
    const { envPath, source } = this.given;
    if (isEnvTemplate(source.path)) return undefined;
    const path = templateFor(envPath, this.request.files);
    const old = this.request.files.get(path) ?? "";
    const known = valuesOf(old);
    const missing = this.#variables()
      .map(({ name }) => name)
      .filter((name) => !known.has(name));
    let text = "";
    for (const name of missing) {
      const { before, after } = placeEntry(old + text, name, eolOf(old, this.request.eol));
      text += before + after;
    }
    return text === ""
      ? undefined
      : this.#edit({ path, role: "example" }, [{ start: old.length, end: old.length, text }]);
  }

  #ignoreEdit(): FileEdit | undefined {
    const line = ignoreLineFor(this.given.envPath, this.request.files, this.request.eol);
    if (!line) return undefined;
    const end = this.request.files.get(line.path)?.length ?? 0;
    return this.#edit({ path: line.path, role: "ignore" }, [{ start: end, end, text: line.text }]);
  }

  #edit(
    { path, role }: Pick<FileEdit, "path" | "role">,
    changes: readonly (Omit<Change, "text"> & ({ readonly text: string } | { readonly pieces: readonly Piece[] }))[],
  ): FileEdit {
    const text = role === "source" ? this.given.source.text : this.request.files.get(path);
    const reader = new PointReader(text ?? "");
    const edits = [...changes]
      .sort((a, b) => a.start - b.start)
      .map((change) => ({
        span: spanOf(reader, change),
        pieces: "pieces" in change ? change.pieces.filter((piece) => piece !== "") : [change.text],
      }));
    return { path, role, create: text === undefined, ...(text !== undefined && { basis: fingerprint(text) }), edits };
  }

  #blockedReason({ path }: FileEdit): string | undefined {
    const reason = path === "" ? undefined : this.request.blocked.get(path);
    return reason === undefined ? undefined : `${path} ${reason}.`;
  }
}

function spanOf(reader: PointReader, { start, end }: { start: number; end: number }): Span {
  return { start: reader.at(start), end: reader.at(end) };
}

/** The text after an edit, with a stand-in for each key. */
function preview(text: string, { edits }: FileEdit): string {
  const parts: string[] = [];
  let at = 0;
  for (const { span, pieces } of edits) {
    parts.push(text.slice(at, span.start.offset), ...pieces.map((piece) => (typeof piece === "string" ? piece : "k")));
    at = span.end.offset;
  }
  return parts.join("") + text.slice(at);
}
