// Findings of many texts of one folder -> one plan: each file is planned on what those before it leave, and told as one
// edit of each file as it is.
import { fileEdit } from "../env/changes";
import { isEnvTemplate } from "../languages/index";
import type { BulkPlan, BulkStep, FileEdit, FixPlan, FixRequest, PlacedKey, PlacedUnmovable, Refusal } from "../model";
import { planFix } from "../plan";
import { type FilledFile, resolvePieces, type Texts } from "../resolveFix";
import { commonNames } from "./commonNames";
import { type FilledChange, LayeredText } from "./layeredText";

/** What to write so that the keys of all these texts are moved. The same plan in whatever order they are given. */
export function planBulk(requests: readonly FixRequest[]): BulkPlan {
  const sorted = [...requests].sort((a, b) => compareSources(a.source.path, b.source.path));
  const names = commonNames(sorted);
  const bulk = new Bulk();
  sorted.forEach((request, index) => bulk.take({ ...request, names: names[index] ?? [] }));
  return bulk.plan();
}

/** Samples of env files come first: others' keys add lines to them. Else by path. */
function compareSources(a: string, b: string): number {
  const order = Number(isEnvTemplate(b)) - Number(isEnvTemplate(a));
  return order !== 0 ? order : a < b ? -1 : a > b ? 1 : 0;
}

/** A file and all that has been done to it. */
interface Layer extends Pick<FileEdit, "path" | "role"> {
  /** Undefined for a file that is made. */
  readonly given: string | undefined;
  readonly layers: LayeredText;
}

class Bulk {
  readonly #layers = new Map<string, Layer>();
  readonly #steps: BulkStep[] = [];
  readonly #keys: PlacedKey[] = [];
  readonly #left: PlacedUnmovable[] = [];

  take(request: FixRequest): void {
    const { findings, source } = request;
    const { path } = source;
    const left = this.#step(request);
    const all = "refused" in left ? findings.map((finding) => ({ finding, refused: left.refused })) : left.left;
    this.#left.push(...all.map((one) => ({ path, ...one })));
  }

  plan(): BulkPlan {
    const files = [...this.#layers.values()].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
    return {
      steps: this.#steps,
      keys: this.#keys,
      files: files.map((layer) => fileEdit(layer, layer.given, layer.layers.changes())),
      left: [...this.#left].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    };
  }

  /** The texts around a source, as the steps before it leave them. */
  #textsFor({ files }: FixRequest): Texts {
    const texts = new Map(files);
    for (const { path, role, layers } of this.#layers.values())
      if (role !== "source" || files.has(path)) texts.set(path, layers.text);
    return texts;
  }

  /** Plans a source as the next step. */
  #step(request: FixRequest): FixPlan | Refusal {
    const { path, text } = request.source;
    if (this.#layers.has(path))
      return { refused: "The keys of other files change this file too. Move this key in a second step." };
    const around = this.#textsFor(request);
    const plan = planFix({ ...request, files: around });
    return "refused" in plan ? plan : (this.#carryOut(plan, new Map(around).set(path, text), path) ?? plan);
  }

  #carryOut(plan: FixPlan, texts: Texts, path: string): Refusal | undefined {
    const files = resolvePieces(plan, texts);
    if ("refused" in files) return files;
    const next: Layer[] = [];
    for (const file of files) {
      const given = texts.get(file.path);
      const known = this.#layers.get(file.path) ?? { ...file, given, layers: LayeredText.of(given ?? "") };
      const layers = known.layers.after(changesOf(file, this.#keys.length));
      if (!layers) return { refused: `${file.path} would change twice in one place. Move this key alone.` };
      next.push({ path: file.path, role: known.role, given: known.given, layers });
    }
    for (const layer of next) this.#layers.set(layer.path, layer);
    this.#keys.push(...plan.findings.map((finding) => ({ path, finding })));
    this.#steps.push({ path, plan });
    return undefined;
  }
}

/** A file's edits, with the plan's keys numbered from `first` on. */
function changesOf({ edits }: FilledFile, first: number): readonly FilledChange[] {
  return edits.map(({ span, pieces }) => ({
    start: span.start.offset,
    end: span.end.offset,
    pieces: pieces.map(({ piece, text }) => ({
      piece: typeof piece === "string" ? piece : { key: first + piece.key },
      text,
    })),
  }));
}

const RANK: readonly FileEdit["role"][] = ["source", "env", "example", "ignore"];

const rank = ({ role }: Layer): number => RANK.indexOf(role);
