// What a fix is: data. The same plan becomes a WorkspaceEdit, a masked diff or file writes.
// Paths are relative to the owning folder, with `/`.
import type { Finding, Span } from "../model";
import type { RepositoryAbove } from "./env/ignoreFile";
import type { StoreId } from "./env/storeIds";

/** New text: literal, or the key of a finding (an index into the plan's findings), which only `resolveFix` fills in. */
export type Piece = string | { readonly key: number };

export interface TextEdit {
  /** In the file's text as it was given to the planner. */
  readonly span: Span;
  readonly pieces: readonly Piece[];
}

/** The edits of one file: ascending, disjoint. A file that does not exist yet is created with its only edit. */
export interface FileEdit {
  readonly path: string;
  readonly role: "source" | "env" | "example" | "ignore";
  readonly create: boolean;
  /** Names the text that the edits fit, without holding it; absent for a file that is made. */
  readonly basis?: string;
  readonly edits: readonly TextEdit[];
}

export interface Variable {
  readonly name: string;
  /** Indices into the plan's findings: the same key in several places is one variable. */
  readonly findings: readonly number[];
  /** The env file holds this key under this name already. */
  readonly reused: boolean;
}

export interface FixPlan {
  readonly findings: readonly Finding[];
  readonly variables: readonly Variable[];
  /** Where the keys go. */
  readonly store: StoreId;
  /** The file that gets them; of user secrets, their project's. */
  readonly envPath: string;
  /** What people call that place. */
  readonly target: string;
  readonly files: readonly FileEdit[];
  /** What has to be done with the keys before the files are written, so that none is lost. */
  readonly handover?: Handover;
  /** What loads the env file, or how to start the program with it. */
  readonly advice: readonly string[];
  /** Git tracks the env file: whoever commits next would publish the key. */
  readonly envTracked?: true;
  /** The command that starts the program with the env file, when nothing loads it. */
  readonly start?: StartCommand;
  /** Findings of the request that cannot be moved. */
  readonly left: readonly Unmovable[];
}

/** A store that no file edit reaches. */
export type Handover =
  | {
      /** `dotnet user-secrets` keeps the keys under the variables' names. */
      readonly kind: "user-secrets";
      /** The project's file. */
      readonly project: string;
      /** The project has no user secrets yet. */
      readonly init: boolean;
    }
  | {
      /** The person makes an item for each variable that is not reused. */
      readonly kind: "1password";
      readonly vault: string;
    };

/** A key and the file that it stands in. */
export interface PlacedKey {
  readonly path: string;
  readonly finding: Finding;
}

/** Many files of one folder at once: the same key is one variable everywhere, and each file is edited once. */
export interface BulkPlan {
  /** One for each source that changes, in an order in which each fits what those before it leave. */
  readonly steps: readonly BulkStep[];
  /** The keys of all steps; the pieces of `files` are indices of them. */
  readonly keys: readonly PlacedKey[];
  /** All steps together, as edits of the texts that were given. */
  readonly files: readonly FileEdit[];
  /** Keys that cannot be moved, ascending by path. */
  readonly left: readonly PlacedUnmovable[];
}

export interface BulkStep {
  readonly path: string;
  readonly plan: FixPlan;
}

export interface PlacedUnmovable extends PlacedKey, Refusal {}

export interface StartCommand {
  readonly command: string;
  /** The folder that it is to be typed in, relative to the owning folder. */
  readonly folder: string;
  /** What makes it permanent. */
  readonly offers: readonly StartOffer[];
}

/** An edit of a file that starts the program, and the title of a button for it. */
export interface StartOffer {
  readonly title: string;
  readonly file: FileEdit;
}

export interface Unmovable extends Refusal {
  readonly finding: Finding;
}

/** Why there is no plan, for the person: what is in the way, and what to do instead. */
export interface Refusal {
  readonly refused: string;
}

export interface FixRequest {
  /** Findings of one text, ascending. */
  readonly findings: readonly Finding[];
  readonly source: {
    /** Empty for a text that has no file. */
    readonly path: string;
    /** VS Code's language id; the command line derives it from the file's name. */
    readonly languageId: string;
    readonly text: string;
  };
  /** The texts of the files of `filesForFix` that exist. */
  readonly files: ReadonlyMap<string, string>;
  /**
   * Files that cannot be written, each with the reason: a folder, a symbolic link, no permission. Where there is no file
   * yet, the reason says that it "is in a" folder of some kind.
   */
  readonly blocked: ReadonlyMap<string, string>;
  /** The env file that settings or policy name, relative to the folder. */
  readonly envFile?: string;
  /** Where keys go; default `env`. */
  readonly store?: StoreId;
  /** Stores that cannot be used from here, each with the reason. */
  readonly without?: ReadonlyMap<StoreId, string>;
  /** The vault that references to 1Password name. */
  readonly vault?: string;
  /** The repository that the owning folder lies in, when it starts further up. */
  readonly above?: RepositoryAbove;

  /** Whether git tracks a file, where that can be known. */
  readonly isTracked?: (path: string) => boolean;
  /** Line ending for files that are made. */
  readonly eol: "\n" | "\r\n";
  /** The shell that a start command is for; default `posix`. */
  readonly shell?: "posix" | "powershell";
  /** What the finding of the same index should be called, where its place and the env file allow it. */
  readonly names?: readonly (string | undefined)[];
}
