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

type Places = Readonly<Record<"found" | "sets" | "tables" | "text" | "file", number>>;

/** All of a machine's memory, that from the file's place on, and the runs that are found. */
interface Views {
  readonly all: Uint8Array<ArrayBuffer>;
  readonly room: Uint8Array<ArrayBuffer>;
  readonly found: Int32Array;
}

function viewsOf({ buffer }: WebAssembly.Memory, { file, found }: Places): Views {
  return { all: new Uint8Array(buffer), room: new Uint8Array(buffer, file), found: new Int32Array(buffer, found) };
}

export class Machine {
  readonly #exports: Exports;
  /** Where things are in its memory. */
  readonly #places: Places;
  readonly #most: Readonly<Record<"tables" | "text" | "margin", number>>;
  #probes: Probes | undefined;
  /** What `anyRun` looks at. */
  #bytes: Uint8Array | undefined;
  /** Others when the memory has grown. */
  #views: Views;

  private constructor(exports: Exports) {
    const { memory, FOUND, SETS, TABLES, TABLES_LENGTH, TEXT, TEXT_LENGTH, FILE, MARGIN } = exports;
    this.#exports = exports;
    this.#places = { found: FOUND.value, sets: SETS.value, tables: TABLES.value, text: TEXT.value, file: FILE.value };
    this.#most = { tables: TABLES_LENGTH.value, text: TEXT_LENGTH.value, margin: MARGIN.value };
    this.#views = viewsOf(memory, this.#places);
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
   * Memory for a file of at least so many bytes, from which it need not be copied; the next call may take it away. Undefined
   * for files so large that the memory would be missed elsewhere.
   */
  room(length: number): Uint8Array<ArrayBuffer> | undefined {
    const missing = length + BLOCK + this.#most.margin - this.#views.room.length;
    if (missing > 0) {
      const { memory } = this.#exports;
      if (length > MOST || !grows(memory, Math.ceil(missing / PAGE))) return undefined;
      this.#views = viewsOf(memory, this.#places);
    }
    return this.#views.room;
  }

  /**
   * Whether a run of the bytes is what is looked for; undefined when there is no room for them. Only runs that may belong to
   * a key of the probes are asked about, without probes all; a shorter one than a least of over 64 bytes may be among them.
   */
  anyRun(
    bytes: Uint8Array,
    { word, base64, dash }: Least,
    probes: Probes | undefined,
    visit: Visit,
  ): boolean | undefined {
    const { begin, next } = this.#exports;
    const room = this.room(bytes.length);
    if (!room) return undefined;
    if (bytes.buffer !== room.buffer || bytes.byteOffset !== room.byteOffset) room.set(bytes);
    room.fill(0, bytes.length, bytes.length + BLOCK + this.#most.margin);
    this.#load(probes);
    begin(bytes.length, Math.min(word, BLOCK), Math.min(base64, BLOCK), Math.min(dash, BLOCK));
    this.#bytes = bytes;
    const { found } = this.#views;
    for (let count = next(); count > 0; count = next()) {
      for (let at = 0; at < count * 3; at += 3)
        if (visit(KINDS[found[at] ?? 0] ?? "word", found[at + 1] ?? 0, found[at + 2] ?? 0)) return true;
    }
    return false;
  }

  /** Whether a text stands in bytes; undefined unless `anyRun` was asked about them last. */
  holds(bytes: Uint8Array, text: Uint8Array): boolean | undefined {
    if (bytes !== this.#bytes || text.length > this.#most.text) return undefined;
    this.#views.all.set(text, this.#places.text);
    return this.#exports.holdsText(text.length) !== 0;
  }

  #load(probes: Probes | undefined): void {
    if (this.#probes === probes) return;
    this.#probes = probes;
    const { look } = this.#exports;
    const tables = probes && this.tablesOf(probes);
    // What does not fit is left out: then every run is asked about.
    if (!tables || tables.bytes.length > this.#most.tables) look(...ALL);
    else {
      this.#views.all.set(new Uint8Array(tables.sets.buffer), this.#places.sets);
      this.#views.all.set(tables.bytes, this.#places.tables);
      look(...tables.places);
    }
  }

  /** Made once for all machines. */
  tablesOf(probes: Probes): Tables {
    const tables = made.get(probes) ?? tablesAt(this.#places.tables, probes);
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
