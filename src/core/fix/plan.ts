// Findings of one text -> a plan: what to write where, without holding a key.
import { isEnvFile } from "../suppress";
import { isEnvTemplate, locate } from "./languages/index";
import { adviceFor } from "./advice";
import { fileEdit } from "./env/changes";
import { envEdit, ignoreEdit, type Surroundings, templateEdit } from "./env/companions";
import { valuesOf } from "./env/envFile";
import { type Place, placeBeside, placeFor } from "./env/store";
import { handoverOf, referenceIn, targetOf } from "./env/storeWords";
import { factsOf, type KeyFacts, type KeyGroups } from "./keys";
import { languageTitle } from "./languages/ids";
import type { FileEdit, FixPlan, FixRequest, Refusal, Unmovable, Variable } from "./model";
import { isPublicName } from "./names";
import { Naming } from "./naming";
import { type Change, joinChanges, type Located, type Slot, type SourceFile } from "./source";
import { eolOf } from "../lineEnd";

/**
 * What to write so that the findings' keys stand in the env file and the code reads them, or why that cannot be.
 * A plan may leave some of the findings where they are (`left`); when all stay, it is a refusal.
 */
export function planFix(request: FixRequest): FixPlan | Refusal {
  const surveyed = survey(request);
  return "refused" in surveyed ? surveyed : planAround(request, surveyed);
}

/** Where the keys of a text stand and where they would go, before any of them has a name. */
export interface Survey {
  readonly source: SourceFile;
  readonly facts: readonly KeyFacts[];
  readonly located: Located;
  readonly place: Place;
}

/** `groups` number the keys, so that equal ones are known across texts. */
export function survey(request: FixRequest, groups?: KeyGroups): Survey | Refusal {
  const { findings, files } = request;
  const refused = refuseFile(request);
  if (refused !== undefined) return { refused };
  const { envFile } = request;
  const text: SourceFile = {
    ...request.source,
    files,
    eol: eolOf(request.source.text, request.eol),
    ...(envFile !== undefined && { envFile }),
  };
  const chosen = placeFor({ ...text, files: withBlocked(request) }, request);
  const located = locate({ ...text, store: chosen.store.id }, findings);
  if (!located) return { refused: unknownLanguage(text.languageId) };
  const isNamed = envFile !== undefined || located.envFile === undefined;
  const place = isNamed ? chosen : placeBeside(chosen, located.envFile);
  const unfit = request.without?.get(place.store.id);
  if (unfit !== undefined) return { refused: unfit };
  const facts = factsOf(text.text, findings, place.store.syntax.quoteFor, groups);
  if (!facts) return { refused: "The text has changed since it was scanned. Try again." };
  return { source: { ...text, store: place.store.id }, facts, located, place };
}

/** The files that are there, also those that cannot be read: an env file that is a link is still the nearest one. */
function withBlocked({ files, blocked }: FixRequest): ReadonlyMap<string, string> {
  const unread = [...blocked].filter(([path, reason]) => !files.has(path) && !reason.startsWith("is in a "));
  return unread.length === 0 ? files : new Map([...files, ...unread.map(([path]) => [path, ""] as const)]);
}

/** The slots of which no key has to stay, and the keys that have to, each with the reason. */
export function movable({ located }: Survey): Movable {
  const left = new Map(located.refused);
  return { left, slots: located.slots.filter((slot) => !slot.findings.some((index) => left.has(index))) };
}

interface Movable {
  readonly left: Map<number, string>;
  readonly slots: readonly Slot[];
}

function refuseFile({ source, envFile, blocked }: FixRequest): string | undefined {
  const { path } = source;
  if (isEnvFile(path, envFile))
    return "The key is in an env file already. Keep that file out of git, and rotate the key if it was ever committed.";
  if (envFile !== undefined && /^(?:\.\.\/|\/|[A-Za-z]:)/.test(envFile))
    return `${envFile} is outside of this folder, so Keystow puts no key there. Open the folder that both are in, or let settings and policy file name another env file.`;
  if (envFile !== undefined && isEnvTemplate(envFile))
    return `${envFile} cannot hold keys: it is a sample of an env file. Let settings and policy file name another one.`;
  const reason = path === "" ? undefined : blocked.get(path);
  return reason === undefined ? undefined : `${path} ${reason}.`;
}

function unknownLanguage(languageId: string): string {
  return `Keystow cannot yet put a reference into ${languageTitle(languageId)} files. Move the key to an env file by hand.`;
}

function planAround(request: FixRequest, surveyed: Survey): FixPlan | Refusal {
  const { source, facts, located, place } = surveyed;
  const { path: envPath, store } = place;
  const values = valuesOf(request.files.get(envPath) ?? "", store.syntax.parse);
  const naming = new Naming(request.findings, facts, values, request.names, store.names);
  const { left, slots } = movable(surveyed);
  naming.nameAll(slots);
  const changes: Change[] = [];
  let moved = 0;
  for (const slot of slots) {
    const names = naming.namesOf(slot);
    if (names) {
      changes.push(...slot.write(names, envPath));
      moved += 1;
    } else {
      naming.forget(slot.findings);
      for (const index of slot.findings) left.set(index, whyUnnamed(slot, facts[index], place));
    }
  }
  if (moved === 0) return { refused: [...left.values()][0] ?? "There is no key to move." };
  const variables = naming.variables();
  const names = variables.map(({ name }) => name);
  const keys = variables.flatMap(({ name, findings }) =>
    findings.map((index) => ({ name, offset: request.findings[index]?.span.start.offset ?? 0 })),
  );
  const advice = adviceFor({ source, envPath, names, keys, shell: request.shell ?? "posix" });
  const together = [...(located.imports?.(names) ?? []), ...(located.together?.(envPath) ?? [])];
  const all = joinChanges([...advice.changes, ...changes, ...together]);
  const edits = [
    fileEdit(
      { path: source.path, role: "source" },
      source.text,
      all.map(({ text, ...place }) => ({ ...place, pieces: [text] })),
    ),
    ...(store.id === "user-secrets" ? [] : companionsOf(request, surveyed, variables)),
  ].filter((edit) => edit !== undefined);
  const trouble = edits.map((edit) => troubleOf(edit, request.blocked)).find((one) => one !== undefined);
  if (trouble !== undefined) return { refused: trouble };
  const handover = handoverOf(place, request);
  const envTracked = !handover && request.isTracked?.(envPath) === true;
  return {
    findings: request.findings,
    variables,
    store: store.id,
    envPath,
    target: targetOf(place, variables),
    files: edits.filter((edit): edit is FileEdit => !("refused" in edit)),
    advice: envTracked ? [trackedAdvice(envPath), ...advice.sentences] : advice.sentences,
    ...(handover && { handover }),
    ...(envTracked && { envTracked }),
    ...(advice.start && { start: advice.start }),
    left: request.findings.flatMap((finding, index): readonly Unmovable[] => {
      const refused = left.get(index);
      return refused === undefined ? [] : [{ finding, refused }];
    }),
  };
}

function companionsOf(
  request: FixRequest,
  { source, facts, place }: Survey,
  variables: readonly Variable[],
): readonly (FileEdit | Refusal | undefined)[] {
  const around: Surroundings = { ...request, place, referenceTo: referenceIn(place, request) };
  const template = isEnvTemplate(source.path) ? undefined : templateEdit(variables, around);
  return [envEdit(variables, facts, around), template, ignoreEdit({ ...around, envPath: place.path })];
}

function trackedAdvice(envPath: string): string {
  return `Git tracks ${envPath}, so the next commit would publish the key: stop tracking it first (git rm --cached).`;
}

function troubleOf(edit: FileEdit | Refusal, blocked: ReadonlyMap<string, string>): string | undefined {
  if ("refused" in edit) return edit.refused;
  const reason = edit.path === "" ? undefined : blocked.get(edit.path);
  return reason === undefined ? undefined : `${edit.path} ${reason}.`;
}

function whyUnnamed({ hint }: Slot, facts: KeyFacts | undefined, { path, store }: Place): string {
  if (facts?.quote === undefined)
    return "The key has several lines or signs that an env file cannot hold. Keep it in a file outside the repository.";
  if (hint && isPublicName(hint.name)) return `${hint.name} would be put into pages for browsers. Rename it first.`;
  if (hint && !store.names.test(hint.name))
    return `${hint.name} has to be the variable's name here, and no variable of an env file can be called so. Rename it first.`;
  return `${path} has another value under ${hint?.name ?? "this name"} already. Rename one of them first.`;
}
