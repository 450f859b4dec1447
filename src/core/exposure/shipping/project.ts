// A project of Python, as its manifest and the files around it show it.
import type { Surroundings } from "./model";
import type { TomlTable } from "./toml";

export interface Project {
  readonly folder: string;
  readonly source: string;
  /** The file's path in the folder. */
  readonly name: string;
  readonly toml: TomlTable;
  readonly files: Surroundings;
}
