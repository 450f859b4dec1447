// The search over bytes by WebAssembly with SIMD (`search.as`): which runs are worth a look in TypeScript, which alone decides.
import type { Probes } from "./probes";
import type { Least, RunKind, Visit } from "./runs";
import { wasm } from "./search.as";
import { type LookFor, type Tables, tablesAt } from "./tables";

/** What `search.as` exports. */
interface Exports {
  readonly memory: WebAssembly.Memory;
  readonly FOUND: WebAssembly.Global<"i32">;
  readonly SETS: WebAssembly.Global<"i32">;
  readonly TABLES: WebAssembly.Global<"i32">;
  readonly TABLES_LENGTH: WebAssembly.Global<"i32">;
  readonly TEXT: WebAssembly.Global<"i32">;
  readonly TEXT_LENGTH: WebAssembly.Global<"i32">;
  readonly MARGIN: WebAssembly.Global<"i32">;
  readonly FILE: WebAssembly.Global<"i32">;
  readonly look: (...tables: LookFor) => void;
  readonly begin: (length: number, word: number, base64: number, dash: number) => void;
  readonly next: () => number;
  readonly holdsText: (length: number) => number;
}

const ALL: LookFor = [0, 0, 0, 0, 0, 0, 0];

const PAGE = 1 << 16;
/** Bytes that the machine looks at together. */
const BLOCK = 64;
/** Bytes of a file for which there is room. */
const MOST = 64 << 20;
const KINDS: readonly RunKind[] = ["word", "base64", "dash", "escape", "disguised"];

export class Machine {
  readonly #exports: Exports;
  #probes: Probes | undefined;
  /** What `anyRun` looks at. */
  #bytes: Uint8Array | undefined;
  /** All of its memory; another one when that has grown. */
  #memory: Uint8Array<ArrayBuffer>;

  private constructor(exports: Exports) {
    this.#exports = exports;
    this.#memory = new Uint8Array(exports.memory.buffer);
  }

  /** Undefined where WebAssembly or its SIMD is missing. */
  static start(): Machine | undefined {
    try {
      return new Machine(new WebAssembly.Instance(new WebAssembly.Module(wasm)).exports as unknown as Exports);
    } catch {
      return undefined;
    }
  }

  /**
   * Memory for a file of so many bytes, from which it need not be copied; the next call may take it away. Undefined for
   * files so large that the memory would be missed elsewhere.
   */
  room(length: number): Uint8Array<ArrayBuffer> | undefined {
    const { memory, FILE, MARGIN } = this.#exports;
    const missing = FILE.value + length + BLOCK + MARGIN.value - this.#memory.length;
    if (missing > 0) {
      if (length > MOST || !grows(memory, Math.ceil(missing / PAGE))) return undefined;
      this.#memory = new Uint8Array(memory.buffer);
    }
    return this.#memory.subarray(FILE.value, FILE.value + length);
  }

  /**
   * Whether a run of the bytes is what is looked for; undefined when there is no room for them. Only runs that may belong to
   * a key of the probes are asked about, without probes all; a shorter one than a least of over 64 bytes may be among them.
   */
  anyRun(bytes: Uint8Array, least: Least, probes: Probes | undefined, visit: Visit): boolean | undefined {
    const { begin, next, FOUND, MARGIN } = this.#exports;
    const room = this.room(bytes.length);
    if (!room) return undefined;
    if (bytes.buffer !== room.buffer || bytes.byteOffset !== room.byteOffset) room.set(bytes);
    const end = room.byteOffset + bytes.length;
    this.#memory.fill(0, end, end + BLOCK + MARGIN.value);
    this.#load(probes);
    const [word, base64, dash] = [least.word, least.base64, least.dash].map((one) => Math.min(one, BLOCK));
    begin(bytes.length, word ?? 1, base64 ?? 1, dash ?? 1);
    this.#bytes = bytes;
    const found = new Int32Array(room.buffer, FOUND.value);
    for (let count = next(); count > 0; count = next()) {
      for (let at = 0; at < count * 3; at += 3)
        if (visit(KINDS[found[at] ?? 0] ?? "word", found[at + 1] ?? 0, found[at + 2] ?? 0)) return true;
    }
    return false;
  }

  /** Whether a text stands in bytes; undefined unless `anyRun` was asked about them last. */
  holds(bytes: Uint8Array, text: Uint8Array): boolean | undefined {
    const { TEXT, TEXT_LENGTH, holdsText } = this.#exports;
    if (bytes !== this.#bytes || text.length > TEXT_LENGTH.value) return undefined;
    this.#memory.set(text, TEXT.value);
    return holdsText(text.length) !== 0;
  }

  #load(probes: Probes | undefined): void {
    if (this.#probes === probes) return;
    this.#probes = probes;
    const { look, TABLES, TABLES_LENGTH, SETS } = this.#exports;
    const tables = probes && this.tablesOf(probes);
    // What does not fit is left out: then every run is asked about.
    if (!tables || tables.bytes.length > TABLES_LENGTH.value) look(...ALL);
    else {
      this.#memory.set(new Uint8Array(tables.sets.buffer), SETS.value);
      this.#memory.set(tables.bytes, TABLES.value);
      look(...tables.places);
    }
  }

  /** Made once for all machines. */
  tablesOf(probes: Probes): Tables {
    const tables = made.get(probes) ?? tablesAt(this.#exports.TABLES.value, probes);
    made.set(probes, tables);
    return tables;
  }
}

const made = new WeakMap<Probes, Tables>();

/** Takes over what another thread of this program has made. */
export function keepTables(probes: Probes, tables: Tables): void {
  made.set(probes, tables);
}

function grows(memory: WebAssembly.Memory, pages: number): boolean {
  try {
    memory.grow(pages);
    return true;
  } catch {
    return false;
  }
}
