// Whether a package or an image that is made here would take a file along. Manifests are read and nothing is run: the
// tools themselves start scripts of the repository.
import { lstatSync, readdirSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, join, resolve, sep } from "node:path";
import { decodeText, declaresPackages, type ExposureEvidence, type Shipping, shippedBy } from "../../core/index";
import { FileReader, troubleOf } from "../files";
import { relativePath } from "../pathText";

const MAX_BYTES = 1 << 20;

/** What each file's neighbours say of it, read once a file. */
export function packagingEvidence(): (file: string, gitIgnores: boolean | undefined) => ExposureEvidence {
  const known = new Map<string, ExposureEvidence>();
  return (file, gitIgnores) => {
    const evidence = known.get(file) ?? evidenceAbout(resolve(file), gitIgnores);
    known.set(file, evidence);
    return evidence;
  };
}

function evidenceAbout(file: string, gitIgnores: boolean | undefined): ExposureEvidence {
  const step = "package";
  const root = rootOf(dirname(file));
  if (root === undefined) return { step, outcome: "no", detail: NOTHING };
  const folder = new ReadFolder(root);
  const shippings = shippedBy(relativePath(root, file), {
    text: (path) => folder.text(path),
    kind: (path) => folder.kind(path),
    names: (path) => folder.names(path),
    ...(gitIgnores !== undefined && { gitIgnores }),
  });
  const said = (verdict: Shipping["verdict"]): readonly Shipping[] =>
    shippings.filter((shipping) => shipping.verdict === verdict);
  const taking = said("ships");
  // Where a list of what is left out could not be read, nothing is known to be taken.
  if (taking.length > 0 && !folder.troubles.some((trouble) => /ignore was|MANIFEST\.in was/.test(trouble)))
    return { step, outcome: "yes", detail: sentences(taking), packagers: [...new Set(taking.map(({ tool }) => tool))] };
  const doubts = [...said("not sure").map(({ why }) => why), ...folder.troubles];
  if (doubts.length > 0) return { step, outcome: "failed", detail: doubts.slice(0, MAX_SENTENCES).join(" ") };
  return { step, outcome: "no", detail: shippings.length > 0 ? sentences(shippings) : NOTHING };
}

const NOTHING = "No package or image is declared here.";
const MAX_SENTENCES = 5;

function sentences(shippings: readonly Shipping[]): string {
  return shippings
    .slice(0, MAX_SENTENCES)
    .map(({ why }) => why)
    .join(" ");
}

/** The repository's folder; without one the nearest folder that declares a package, below the user's home. */
function rootOf(folder: string): string | undefined {
  const home = homedir();
  let nearest: string | undefined;
  for (let at = folder; ; at = dirname(at)) {
    const entries = namesIn(at);
    if (entries.includes(".git")) return at;
    if (at === home || dirname(at) === at) return nearest;
    if (declaresPackages(entries)) nearest ??= at;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** The files of a folder, by paths in it. What is not there is nothing; what cannot be read is trouble. */
class ReadFolder {
  readonly troubles: string[] = [];
  readonly #reader = new FileReader();
  readonly #texts = new Map<string, string | undefined>();

  constructor(readonly root: string) {}

  text(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, this.#read(path));
    return this.#texts.get(path);
  }

  /** Symbolic links are neither, as for the tools. */
  kind(path: string): "file" | "folder" | undefined {
    if (path.split("/").includes("..")) return undefined;
    try {
      const state = lstatSync(join(this.root, path));
      return state.isFile() ? "file" : state.isDirectory() ? "folder" : undefined;
    } catch {
      return undefined;
    }
  }

  names(folder: string): readonly string[] {
    return namesIn(join(this.root, folder));
  }

  #read(path: string): string | undefined {
    const file = join(this.root, path);
    try {
      // Names are told apart by case here, also where the file system does not.
      if (!namesIn(dirname(file)).includes(basename(file)) || lstatSync(file).isDirectory()) return undefined;
      const leadsOut = !isWithin(realpathSync(this.root), realpathSync(file));
      const bytes = leadsOut ? { reason: "it leads out of the folder" } : this.#reader.read(file, MAX_BYTES);
      if (Buffer.isBuffer(bytes)) return decodeText(bytes, "utf-8");
      this.troubles.push(`${path} was not read: ${bytes.reason}.`);
    } catch (error) {
      this.troubles.push(`${path} was not read: ${troubleOf(error)}.`);
    }
    return undefined;
  }
}

function isWithin(folder: string, path: string): boolean {
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}
