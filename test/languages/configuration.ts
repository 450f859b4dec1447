// Real parsers of configuration formats, all from the toolbox.
import { parse as parseJsonc } from "jsonc-parser";
import { toolbox } from "./toolbox";

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

interface YamlDocument {
  readonly errors: readonly Error[];
  readonly toJS: () => Json;
}

function documents(text: string): readonly YamlDocument[] {
  const { parseAllDocuments } = toolbox().require("yaml") as {
    parseAllDocuments: (text: string, options: object) => readonly YamlDocument[];
  };
  return parseAllDocuments(text, { logLevel: "silent" });
}

export const parseYaml = (text: string): Json => documents(text).map((one) => one.toJS());

export const yamlErrors = (text: string): readonly string[] =>
  documents(text).flatMap(({ errors }) => errors.map(({ message }) => message));

export const parseJson = (text: string): Json => parseJsonc(text) as Json;

export const parseToml = (text: string): Json =>
  (toolbox().require("smol-toml") as { parse: (text: string) => Json }).parse(text);

export const parseIni = (text: string): Readonly<Record<string, Json>> => {
  const { parse } = toolbox().require("ini") as { parse: (text: string) => object };
  return JSON.parse(JSON.stringify(parse(text))) as Readonly<Record<string, Json>>;
};

/** The entries in order, each as its key and its value. */
export const parseProperties = (text: string): readonly Json[] => {
  const { propertiesReader } = toolbox().require("properties-reader") as {
    propertiesReader: (options: object) => { read: (text: string) => void; entries: () => Iterable<[string, string]> };
  };
  const properties = propertiesReader({});
  properties.read(text);
  return [...properties.entries()];
};
