import { isNameless, block, lines, put, type Format, type Named, type Scene } from "../scene";

/** How one programming language names values, makes clients and sends headers. */
export interface Language {
  readonly id: string;
  path(scene: Scene): string;
  /** A string literal; the text may hold a key. */
  quote(text: string): string;
  /** Reads a variable of this name, or a vault. */
  reference(named: Named, scene: Scene): string;
  declare(named: Named, value: string): string;
  /** Makes a client of the provider. */
  construct(scene: Scene, value: string): readonly string[];
  /** Sends a request with a header; `value` is the literal of its whole value. */
  send(scene: Scene, header: string, value: string): readonly string[];
  /** The file around declarations and statements. */
  frame(scene: Scene, declarations: readonly string[], statements: readonly string[]): readonly string[];
  readonly document?: (scene: Scene) => string;
  readonly forbids?: RegExp;
}

export function language(of: Language): Format {
  const { document } = of;
  return {
    id: of.id,
    ...(of.forbids ? { forbids: of.forbids } : {}),
    ...(document ? { document: (scene: Scene) => ({ path: of.path(scene), text: document(scene) }) } : {}),
    write: (scene) => {
      const value = (named: Named): string => (named.isReference ? of.reference(named, scene) : of.quote(put(named)));
      const declare = (named: Named): string => of.declare(named, value(named));
      const { random, main, provider, notes } = scene;
      const style = isNameless(scene) ? random.pick(["declare", "construct", "send"] as const) : "declare";
      const asArgument = style === "construct" || (style === "send" && main.isReference);
      const [header = "", scheme = ""] = provider.header.split(": ");
      const [declarations, statements] =
        style === "declare"
          ? [block(scene, declare), []]
          : [
              random.shuffle(notes).map(declare),
              asArgument ? of.construct(scene, value(main)) : of.send(scene, header, of.quote(scheme + put(main))),
            ];
      return { path: of.path(scene), text: lines(of.frame(scene, declarations, statements)) };
    },
  };
}
