// Findings of one text -> a plan: what to write where, without holding a key.
import { isEnvFile } from "../suppress";
import { isEnvTemplate, locate } from "./languages/index";
import { adviceFor } from "./advice";
import { eolOf, fileEdit } from "./env/changes";
import { envEdit, ignoreEdit, type Surroundings, templateEdit } from "./env/companions";
import { valuesOf } from "./env/envFile";
import { type Place, placeBeside, placeFor, storeTrouble } from "./env/store";
import { handoverOf, referenceIn, targetOf } from "./env/storeWords";
import { factsOf, type KeyFacts } from "./keys";
import { languageTitle } from "./languages/ids";
import type { FileEdit, FixPlan, FixRequest, Refusal, Unmovable, Variable } from "./model";
import { isPublicName } from "./names";
import { Naming } from "./naming";
import { type Change, joinChanges, type Located, type Slot, type SourceFile } from "./source";

/**
 * What to write so that the findings' keys stand in the env file and the code reads them, or why that cannot be.
 * A plan may leave some of the findings where they are (`left`); when all stay, it is a refusal.
 */
export function planFix(request: FixRequest): FixPlan | Refusal {
  const { findings, files } = request;
  const refused = refuseFile(request);
  if (refused !== undefined) return { refused };
  const text: SourceFile = { ...request.source, files, eol: eolOf(request.source.text, request.eol) };
  const chosen = placeFor({ ...text, files: withBlocked(request) }, request);
  const located = locate({ ...text, store: chosen.store.id }, findings);
  if (!located) return { refused: unknownLanguage(text.languageId) };
  const isNamed = request.envFile !== undefined || located.envFile === undefined;
  const place = isNamed ? chosen : placeBeside(chosen, located.envFile);
  const source: SourceFile = { ...text, store: place.store.id };
  const facts = factsOf(source.text, findings, place.store.syntax.quoteFor);
  if (!facts) return { refused: "The text has changed since it was scanned. Try again." };
  const trouble = storeTrouble(source, place);
  return trouble === undefined ? planAround(request, { source, facts, located, place }) : { refused: trouble };
}

/** The files that are there, also those that cannot be read: an env file that is a link is still the nearest one. */
function withBlocked({ files, blocked }: FixRequest): ReadonlyMap<string, string> {
  const unread = [...blocked].filter(([path, reason]) => !files.has(path) && !reason.startsWith("is in a "));
  return unread.length === 0 ? files : new Map([...files, ...unread.map(([path]) => [path, ""] as const)]);
}

function refuseFile({ source, envFile, blocked }: FixRequest): string | undefined {
  const { path } = source;
  if (isEnvFile(path, envFile))
    return "The key is in an env file already. Keep that file out of git, and rotate the key if it was ever committed.";
  if (envFile !== undefined && (/^(?:\.\.\/|\/|[A-Za-z]:)/.test(envFile) || isEnvTemplate(envFile)))
    return `${envFile} cannot hold keys: the env file has to be inside the folder, and not a sample of one.`;
  const reason = path === "" ? undefined : blocked.get(path);
  return reason === undefined ? undefined : `${path} ${reason}.`;
}

function unknownLanguage(languageId: string): string {
  return `Keystow cannot yet put a reference into ${languageTitle(languageId)} files. Move the key to an env file by hand.`;
}

interface Given {
  readonly source: SourceFile;
  readonly facts: readonly KeyFacts[];
  readonly located: Located;
  readonly place: Place;
}

function planAround(request: FixRequest, given: Given): FixPlan | Refusal {
  const { source, facts, located, place } = given;
  const { syntax, id, names: taken } = place.store;
  const naming = new Naming(
    request.findings,
    facts,
    valuesOf(request.files.get(place.path) ?? "", syntax.parse),
    taken,
  );
  const left = new Map(located.refused);
  request.findings.forEach(({ encoded }, index) => encoded && left.set(index, ENCODED));
  const slots = located.slots.filter((slot) => !slot.findings.some((index) => left.has(index)));
  naming.nameAll(slots);
  const changes: Change[] = [];
  for (const slot of slots) {
    const names = naming.namesOf(slot);
    if (names) changes.push(...slot.write(names));
    else {
      naming.forget(slot.findings);
      for (const index of slot.findings) left.set(index, whyUnnamed(slot, facts[index], place));
    }
  }
  if (changes.length === 0) return { refused: [...left.values()][0] ?? "There is no key to move." };
  const variables = naming.variables();
  const around: Surroundings = { ...request, place, referenceTo: referenceIn(place, request) };
  const all = joinChanges([...changes, ...(located.imports?.() ?? [])]);
  const edits = [
    fileEdit(
      { path: source.path, role: "source" },
      source.text,
      all.map(({ text, ...place }) => ({ ...place, pieces: [text] })),
    ),
    ...(id === "user-secrets" ? [] : companionsOf(variables, given, around)),
  ].filter((edit) => edit !== undefined);
  const trouble = edits.map((edit) => troubleOf(edit, request.blocked)).find((one) => one !== undefined);
  if (trouble !== undefined) return { refused: trouble };
  const names = variables.map(({ name }) => name);
  const { sentences, start } = adviceFor({ source, envPath: place.path, names, shell: request.shell ?? "posix" });
  const handover = handoverOf(place, request);
  return {
    findings: request.findings,
    variables,
    store: id,
    envPath: place.path,
    target: targetOf(place),
    files: edits.filter((edit): edit is FileEdit => !("refused" in edit)),
    advice: sentences,
    ...(start && { start }),
    ...(handover && { handover }),
    left: request.findings.flatMap((finding, index): readonly Unmovable[] => {
      const refused = left.get(index);
      return refused === undefined ? [] : [{ finding, refused }];
    }),
  };
}

function companionsOf(
  variables: readonly Variable[],
  { source, facts }: Given,
  around: Surroundings,
): readonly (FileEdit | Refusal | undefined)[] {
  const template = isEnvTemplate(source.path) ? undefined : templateEdit(variables, around);
  return [envEdit(variables, facts, around), template, ignoreEdit(around)];
}

const ENCODED = "The key is encoded or split over several literals here. Replace it by hand.";

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
