// A reference in a shell command that is the value of a YAML entry.
import { Lexed, type Token } from "../code/lexer";
import { SHELL } from "../languages/shell";
import { type Change, COMMENT_REASON } from "../source";
import type { TreeNode } from "./tree";
import { escaped, type YamlPlace } from "./yaml";

/** Commands in quotes are short; what is longer is written as a block. */
const MAX_QUOTED = 4000;

interface Command {
  readonly lexed: Lexed;
  /** The place of an offset of the file in the command's own text. */
  readonly at: (offset: number) => number;
}

/** Reads the commands of one file, each once. */
export class ShellTexts {
  readonly #commands = new Map<TreeNode, Command | undefined>();

  constructor(private readonly text: string) {}

  /** What to write in place of a key so that a POSIX shell puts the variable there, or why nothing can be. */
  answer(place: YamlPlace): ((name: string) => readonly Change[]) | string {
    const command = this.#commandOf(place);
    if (!command) return "The command is too long to be read in quotes. Write it as a block with | first.";
    const at = command.at(place.start);
    const token = command.lexed.at(at);
    if (token?.kind === "comment") return COMMENT_REASON;
    if (token?.verbatim === true || /<<-?[ \t]*['"\\]/.test(command.lexed.text.slice(Math.max(0, at - 4000), at)))
      return "A heredoc with a quoted mark takes its text as it is. Take the quotes off the mark.";
    const next = command.lexed.text.charAt(at + place.end - place.start);
    return (name) => {
      const reference = /[\w:]/.test(next) ? `\${${name}}` : `$${name}`;
      return this.#write(place, command, token, reference);
    };
  }

  #write(
    { token, start, end }: YamlPlace,
    { lexed, at }: Command,
    quote: Token | undefined,
    name: string,
  ): readonly Change[] {
    if (quote?.form !== "single" && quote?.form !== "ansi") return [{ start, end, text: escaped(token, name) }];
    const rest = lexed.text.slice(quote.bodyStart, at(start)) + lexed.text.slice(at(end), quote.bodyEnd);
    const isRaw = token?.kind !== "string";
    // Double quotes read the same when nothing in them is special.
    if (isRaw && quote.form === "single" && !/["$`\\!]/.test(rest)) {
      const shift = start - at(start);
      return [
        { start: quote.start + shift, end: quote.bodyStart + shift, text: '"' },
        { start, end, text: name },
        { start: quote.bodyEnd + shift, end: quote.end + shift, text: '"' },
      ];
    }
    return [{ start, end, text: escaped(token, `'"${name}"'`) }];
  }

  #commandOf(place: YamlPlace): Command | undefined {
    const known = this.#commands.get(place.node);
    if (known || this.#commands.has(place.node)) return known;
    const command = this.#read(place);
    this.#commands.set(place.node, command);
    return command;
  }

  #read({ token, node }: YamlPlace): Command | undefined {
    if (token?.kind !== "string") {
      const from = node.valueStart;
      const lexed = new Lexed(this.text.slice(from, node.valueEnd), SHELL);
      return { lexed, at: (offset) => offset - from };
    }
    if (token.bodyEnd - token.bodyStart > MAX_QUOTED) return undefined;
    const decode = (raw: string): string =>
      token.form === "single" ? raw.replaceAll("''", "'") : raw.replace(/\\(["\\/])/g, "$1");
    const lexed = new Lexed(decode(this.text.slice(token.bodyStart, token.bodyEnd)), SHELL);
    return { lexed, at: (offset) => decode(this.text.slice(token.bodyStart, offset)).length };
  }
}
