// INI files of programs that put variables of the environment into them, each with its form and its places.
import type { Finding } from "../../model";
import type { Accessor, StartRequest } from "../accessor";
import { baseName } from "../folders";
import { type Located, locateEach, type SourceFile } from "../source";
import { type IniPlace, IniText } from "./iniText";

/** The language ids that editors and `languageOf` give to such files. */
const IDS = ["ini", "properties", "plaintext", "conf", "tox"];

interface IniProgram extends Pick<Accessor, "title" | "loader" | "needs"> {
  readonly file: RegExp;
  readonly reference: (name: string) => string;
  readonly comments?: string;
  /** Why a place takes no variable. */
  readonly refuse: (place: IniPlace) => string | undefined;
  readonly refuses: string;
  readonly start: (request: StartRequest) => string;
}

function locateIni(
  { reference, refuse, comments }: IniProgram,
  file: SourceFile,
  findings: readonly Finding[],
): Located {
  const ini = new IniText(file.text, comments);
  return locateEach(findings, (finding) => {
    const place = ini.placeOf(finding);
    if (typeof place === "string") return place;
    const { hint, start, end } = place;
    return refuse(place) ?? { hint, write: ([name = ""]) => [{ start, end, text: reference(name) }] };
  });
}

function accessorOf(program: IniProgram): Accessor {
  const { title, file, reference, needs, loader, refuses, start } = program;
  return {
    title,
    languageIds: IDS,
    takes: ({ path }) => file.test(path),
    reference: reference("NAME"),
    inside: `Bearer ${reference("NAME")}`,
    needs,
    loader,
    refuses,
    proof: { how: "parsed", by: "ini" },
    locate: (source, findings) => locateIni(program, source, findings),
    start,
  };
}

const shellLoads = { needs: "nothing", loader: "direnv; else the shell" };

/** http://supervisord.org/configuration.html: environment and command, "may contain Python string expressions". */
export const SUPERVISOR = accessorOf({
  ...shellLoads,
  title: "Supervisor",
  file: /(?:^|\/)supervisord?\.(?:conf|ini)$|(?:^|\/)supervisor(?:d|\/conf\.d)?\/[^/]+\.(?:conf|ini)$/,
  reference: (name) => `%(ENV_${name})s`,
  refuse: ({ section, key }) =>
    /^(?:program|eventlistener|fcgi-program):/.test(section) && /^(?:environment|command)$/.test(key)
      ? undefined
      : "Supervisor expands variables in environment and command of a program. Move the key to one of them.",
  refuses: "comments, every entry but environment and command of a program",
  start: ({ withEnv, file }) => withEnv(`supervisord -c ${file}`),
});

/** https://tox.wiki/en/stable/config.html#environment-variable-substitutions */
export const TOX = accessorOf({
  ...shellLoads,
  title: "tox",
  file: /(?:^|\/)tox\.ini$/,
  reference: (name) => `{env:${name}}`,
  refuse: ({ section, key }) =>
    /^testenv(?::|$)/.test(section) && /^(?:set_?env|commands(?:_pre|_post)?)$/.test(key)
      ? undefined
      : "tox puts variables into setenv and commands. Move the key to one of them.",
  refuses: "comments, every entry but setenv and commands",
  start: ({ withEnv }) => withEnv("tox"),
});

/** https://uwsgi-docs.readthedocs.io/en/latest/Configuration.html#placeholders */
export const UWSGI = accessorOf({
  ...shellLoads,
  title: "uWSGI",
  file: /(?:^|\/)uwsgi(?:[.-][\w-]+)?\.ini$/,
  reference: (name) => `$(${name})`,
  refuse: ({ section }) =>
    section === "uwsgi" ? undefined : "uWSGI reads its own section only. Remove the key by hand.",
  refuses: "comments, other sections",
  start: ({ withEnv, file }) => withEnv(`uwsgi --ini ${file}`),
});

/** https://www.php.net/manual/en/configuration.file.php */
export const PHP_INI = accessorOf({
  ...shellLoads,
  title: "php.ini",
  file: /(?:^|\/)php(?:-\w+)?\.ini$/,
  comments: ";",
  reference: (name) => `\${${name}}`,
  refuse: ({ before }) =>
    before.startsWith("'") ? "PHP puts no variables between single quotes. Use double ones first." : undefined,
  refuses: "comments, single quotes",
  start: ({ withEnv, file }) => withEnv(`php -c ${file} FILE`),
});

/** https://docs.npmjs.com/cli/configuring-npm/npmrc: "All npm config files are ini-formatted … ${VARIABLE_NAME}" */
export const NPMRC = accessorOf({
  ...shellLoads,
  title: "npm .npmrc",
  file: /(?:^|\/)\.npmrc$/,
  reference: (name) => `\${${name}}`,
  refuse: () => undefined,
  refuses: "comments",
  start: ({ withEnv }) => withEnv("npm install"),
});

const WHY: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\/)pip\.(?:conf|ini)$/,
    "pip reads no variables in this file. Set PIP_INDEX_URL, or the option's own variable, in the environment instead.",
  ],
  [
    /(?:^|\/)\.pypirc$/,
    "Twine reads no variables in this file. Set TWINE_USERNAME and TWINE_PASSWORD, or let keyring keep the token.",
  ],
  [/(?:^|\/)setup\.cfg$/, "setup.cfg reads no variables. Let the program read the key from the environment."],
  [
    /(?:^|\/)\.?aws\/(?:credentials|config)$/,
    "This file is where AWS keeps keys. Keep it out of the repository, or use `aws sso login`.",
  ],
  [
    /(?:^|\/)alembic\.ini$/,
    "Alembic reads no variables in this file. Let env.py read the key with os.environ and pass it to the configuration.",
  ],
];

function whyNot(path: string): string {
  return (
    WHY.find(([file]) => file.test(path))?.[1] ??
    "This file reads no variables, and neither does Python's configparser. Let the program that loads it read the key from the environment."
  );
}

export const OTHER_INI: Accessor = {
  title: "Other INI",
  languageIds: ["ini", "properties", "plaintext"],
  takes: ({ path, languageId }) =>
    languageId === "ini" ||
    (languageId === "properties" && !path.endsWith(".properties")) ||
    WHY.some(([file]) => file.test(path)),
  reference: "",
  inside: "",
  needs: "",
  loader: "",
  refuses: "INI reads no variables unless the program that loads it does; the message says what to do in known files.",
  proof: { how: "refused", by: "" },
  locate: (file, findings) => {
    const ini = new IniText(file.text);
    return locateEach(findings, (finding) => {
      const place = ini.placeOf(finding);
      return typeof place === "string" ? place : whyNot(baseName(file.path) === "" ? "" : file.path);
    });
  },
};
