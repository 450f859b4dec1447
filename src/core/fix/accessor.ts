// How a language or a format reads a variable: one record each, behind the fix, the advice and docs/languages.md.
import type { Finding } from "../model";
import type { Change, Located, SourceFile } from "./source";

export interface Accessor {
  /** Names it in docs and messages; unique. */
  readonly title: string;
  /** VS Code's language ids, and those that `languageOf` gives to files that VS Code knows no language for. */
  readonly languageIds: readonly string[];
  /** Which files of these languages it is for, when not for all. The first accessor that takes a file has it. */
  readonly takes?: (file: SourceFile) => boolean;
  /** What stands in place of a literal that is the key, and of one that holds it. */
  readonly reference: string;
  readonly inside: string;
  /** The import that a reference needs, or what else changes. */
  readonly needs: string;
  /** What loads the env file, in words for the documentation. */
  readonly loader: string;
  readonly refuses: string;
  /** Which keys it moves that are not written as they are, in words; without it, none. */
  readonly encoded?: string;
  readonly proof: Proof;
  readonly locate: (file: SourceFile, findings: readonly Finding[]) => Located;
  /** What loads the env file already, as a sentence; undefined when nothing is known to. */
  readonly loaded?: (request: LoadRequest) => string | undefined;
  /** Makes the source load the env file with a library that the project depends on, when nothing does. */
  readonly addLoader?: (request: LoadRequest) => Loader | undefined;
  /** The one command that starts the program with the env file. */
  readonly start?: (request: StartRequest) => string | undefined;
  /** What stands before the start command, when not "Start it with the env file". */
  readonly leadIn?: string;
}

/** How the suite shows that what the fix leaves is right: the program runs as before, or its parser takes it. */
export interface Proof {
  readonly how: "executed" | "parsed" | "refused";
  /** The interpreter, compiler or parser; empty where nothing is left. */
  readonly by: string;
}

export interface LoadRequest {
  readonly source: SourceFile;
  readonly envPath: string;
  /** The names of the variables that the source reads now. */
  readonly names: readonly string[];
  /** Where in the source each key stood that became a variable. */
  readonly keys: readonly { readonly name: string; readonly offset: number }[];
}

export interface Loader {
  readonly changes: readonly Change[];
  /** What loads the env file now. */
  readonly sentence: string;
}

export interface StartRequest extends LoadRequest {
  readonly shell: "posix" | "powershell";
  /** The folder that the command is typed in, relative to the owning folder. */
  readonly folder: string;
  /** The source and the env file as they are written there; the former quoted for the shell. */
  readonly file: string;
  readonly env: string;
  /** The env file holds references to a password manager, which only the environment gets values for. */
  readonly holdsReferences: boolean;
  /** A command that is given the env file's variables by the shell. */
  readonly withEnv: (command: string) => string;
}

/** A file's text beside the env file; empty when there is none. */
export function besideEnv({ source, envPath }: LoadRequest, name: string): string {
  return source.files.get(envPath.slice(0, envPath.lastIndexOf("/") + 1) + name) ?? "";
}
