// TOML as data, as far as manifests need it: strings, lists, tables and truth; of numbers and dates the text.

export type Toml = string | boolean | readonly Toml[] | TomlTable;
export interface TomlTable {
  [key: string]: Toml;
}

const MAX_DEPTH = 50;

/** What a text holds, or undefined where it is no TOML. */
export function readToml(text: string): TomlTable | undefined {
  const reader = new Reader(text);
  try {
    return reader.document();
  } catch (error) {
    if (error instanceof NotToml) return undefined;
    throw error;
  }
}

/** What is found under names, one inside the other. */
export function tomlAt(table: Toml | undefined, ...path: readonly string[]): Toml | undefined {
  return path.reduce<Toml | undefined>((at, name) => (isTable(at) ? at[name] : undefined), table);
}

export function isTable(value: Toml | undefined): value is TomlTable {
  return typeof value === "object" && !Array.isArray(value);
}

/** The strings of a list; those of no list are none. */
export function stringsOf(value: Toml | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

class NotToml extends Error {}

const newTable = (): TomlTable => Object.create(null) as TomlTable;

class Reader {
  #at = 0;

  constructor(readonly text: string) {}

  document(): TomlTable {
    const root = newTable();
    let table = root;
    for (;;) {
      this.#skip(/\s|#.*/y);
      if (this.#at >= this.text.length) return root;
      const mark = this.#take(/\[\[?/y);
      if (mark === undefined) this.#entry(table, 0);
      else {
        table = tableAt(root, this.#path(), mark === "[[");
        this.#skip(BLANK);
        this.#need(mark === "[[" ? "]]" : "]");
      }
      this.#skip(BLANK);
      if (this.#at < this.text.length && !this.#take(/#.*|\r?\n/y)) throw new NotToml();
    }
  }

  #entry(table: TomlTable, depth: number): void {
    const path = this.#path();
    this.#need("=");
    this.#skip(BLANK);
    tableAt(table, path.slice(0, -1), false)[path.at(-1) ?? ""] = this.#value(depth);
  }

  #path(): readonly string[] {
    const path: string[] = [];
    do {
      this.#skip(BLANK);
      path.push(this.#take(/[\w-]+/y) ?? this.#string());
      this.#skip(BLANK);
      if (path.length > MAX_DEPTH) throw new NotToml();
    } while (this.#take(/\./y));
    return path;
  }

  #value(depth: number): Toml {
    if (depth > MAX_DEPTH) throw new NotToml();
    if (this.#take(/\[/y)) return this.#list(depth);
    if (this.#take(/\{/y)) return this.#inline(depth);
    if (/["']/.test(this.text.charAt(this.#at))) return this.#string();
    const word = this.#take(/[^\s,\]}#]+(?: \d[\d:.Z+-]*)?/y);
    if (word === undefined) throw new NotToml();
    return word === "true" || word === "false" ? word === "true" : word;
  }

  #list(depth: number): Toml {
    const list: Toml[] = [];
    for (;;) {
      this.#skip(/\s|#.*/y);
      if (this.#take(/\]/y)) return list;
      list.push(this.#value(depth + 1));
      this.#skip(/\s|#.*/y);
      if (!this.#take(/,/y)) {
        this.#need("]");
        return list;
      }
    }
  }

  #inline(depth: number): Toml {
    const table = newTable();
    for (;;) {
      this.#skip(/\s|#.*/y);
      if (this.#take(/\}/y)) return table;
      this.#entry(table, depth + 1);
      this.#skip(/\s|#.*/y);
      if (!this.#take(/,/y)) {
        this.#need("}");
        return table;
      }
    }
  }

  #string(): string {
    const quote = this.#take(/"""|'''|"|'/y);
    if (quote === undefined) throw new NotToml();
    const start = this.#at;
    const basic = quote.startsWith('"');
    for (; this.#at < this.text.length; this.#at++) {
      const char = this.text.charAt(this.#at);
      if (basic && char === "\\") this.#at++;
      else if (quote.length === 1 && char === "\n") throw new NotToml();
      else if (char === quote.charAt(0) && this.text.startsWith(quote, this.#at)) {
        // Up to two quotes may stand before the closing three.
        while (quote.length === 3 && this.text.charAt(this.#at + 3) === char) this.#at++;
        const body = this.text.slice(start, this.#at);
        this.#at += quote.length;
        return basic ? unescaped(body) : body;
      }
    }
    throw new NotToml();
  }

  #skip(pattern: RegExp): void {
    while (this.#take(pattern) !== undefined);
  }

  #need(text: string): void {
    this.#skip(BLANK);
    if (!this.text.startsWith(text, this.#at)) throw new NotToml();
    this.#at += text.length;
  }

  /** What a pattern with the flag `y` matches here. */
  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.text)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

const BLANK = /[ \t]+/y;

const ESCAPED: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", e: "\u001b" };

function unescaped(body: string): string {
  return body.replace(
    /\\(?:u([\da-fA-F]{4})|U0*([\da-fA-F]{1,6})|x([\da-fA-F]{2})|[ \t]*\r?\n\s*|([^]))/g,
    (_, four?: string, eight?: string, two?: string, plain?: string) => {
      const code = parseInt(four ?? eight ?? two ?? "", 16);
      if (!Number.isNaN(code)) return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
      return plain === undefined ? "" : (ESCAPED[plain] ?? plain);
    },
  );
}

/** The table at a path, made where it is not there; of a list of tables the last, or a new one. */
function tableAt(root: TomlTable, path: readonly string[], another: boolean): TomlTable {
  return path.reduce((table, name, index) => {
    const there = table[name];
    if (another && index === path.length - 1) {
      const added = newTable();
      if (Array.isArray(there)) (there as Toml[]).push(added);
      else table[name] = [added];
      return added;
    }
    const next = Array.isArray(there) ? (there.at(-1) as Toml | undefined) : there;
    if (isTable(next)) return next;
    if (next !== undefined) throw new NotToml();
    const made = newTable();
    table[name] = made;
    return made;
  }, root);
}
