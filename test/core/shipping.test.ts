import assert from "node:assert/strict";
import { shippedBy } from "../../src/core/index";
import { surroundings } from "../support/packageTrees";

/** The verdicts about a file among others, a tool each; what asking adds is read from the reasons. */
function ask(path: string, files: Record<string, string>): string {
  const tree = new Map(Object.entries({ [path]: "", ...files }));
  return shippedBy(path, surroundings(tree))
    .map(({ tool, verdict }) => `${tool}: ${verdict}`)
    .join(", ");
}

function why(path: string, files: Record<string, string>): string {
  const tree = new Map(Object.entries({ [path]: "", ...files }));
  return shippedBy(path, surroundings(tree))
    .map((one) => one.why)
    .join(" ");
}

const PACKAGE = { name: "a", version: "1.0.0" };
const manifest = (more: object = {}): string => JSON.stringify({ ...PACKAGE, ...more });

describe("packages that would take a file along", () => {
  it("are none where nothing is declared", () => {
    assert.equal(ask("src/a.ts", {}), "");
    assert.equal(ask("src/a.ts", { "package.json": '{"type":"module"}', "Cargo.toml": "[workspace]\n" }), "");
    assert.equal(ask("a.py", { "pyproject.toml": "[tool.ruff]\nline-length = 100\n" }), "");
  });

  describe("npm", () => {
    it("takes an env file that nothing names, and says so", () => {
      const files = { "package.json": manifest(), ".gitignore": "dist\n" };
      assert.equal(ask(".env", files), "npm: ships");
      assert.equal(why(".env", files), "npm pack would take .env: nothing in .gitignore keeps it out.");
    });

    it("names the rule that keeps a file out", () => {
      assert.equal(
        why(".env", { "package.json": manifest(), ".gitignore": "*.log\n.env\n" }),
        "npm pack leaves .env out: `.env` in .gitignore.",
      );
      assert.match(why(".env", { "package.json": manifest({ files: ["dist"] }) }), /the files in package.json do not/);
      assert.match(why("a/.npmrc", { "package.json": manifest() }), /npm does so always/);
    });

    it("reads .npmignore in place of .gitignore", () => {
      assert.equal(
        ask(".env", { "package.json": manifest(), ".gitignore": ".env", ".npmignore": "test" }),
        "npm: ships",
      );
    });

    it("asks every package around the file, and leaves ignore files of workspaces", () => {
      const files = {
        "package.json": manifest({ workspaces: ["a"] }),
        "a/package.json": manifest(),
        "a/.npmignore": ".env",
      };
      assert.equal(ask("a/.env", files), "npm: kept out, npm: ships");
    });

    it("does not publish what is private", () => {
      const files = { "package.json": manifest({ private: true }) };
      assert.equal(ask(".env", files), "npm: kept out");
      assert.equal(
        why(".env", files),
        "package.json is private: npm refuses to publish it, yet npm pack would take .env.",
      );
    });

    it("is not sure of what it cannot read or understand", () => {
      assert.equal(ask(".env", { "package.json": "{" }), "npm: not sure");
      assert.equal(ask(".env", { "package.json": manifest(), ".npmignore": "+(.env|x)" }), "npm: not sure");
      assert.equal(ask(".env", { "package.json": manifest(), ".npmignore": "+(.env|x)\n.env" }), "npm: kept out");
      assert.equal(
        ask("node_modules/b/.env", { "package.json": manifest({ bundleDependencies: ["b"] }) }),
        "npm: not sure",
      );
    });
  });

  describe("vsce", () => {
    const engines = { engines: { vscode: "^1.97.0" } };

    it("takes what .vscodeignore does not name", () => {
      const files = { "package.json": manifest(engines), ".vscodeignore": "src/**\n" };
      assert.equal(ask("src/a.ts", files), "vsce: kept out");
      assert.equal(ask("out/a.js", files), "vsce: ships");
      assert.match(why(".env", files), /A recent vsce then refuses/);
    });

    it("is asked beside npm where the extension is for npm, too", () => {
      assert.equal(ask("a.js", { "package.json": manifest({ ...engines, bin: "a.js" }) }), "vsce: ships, npm: ships");
    });
  });

  describe("docker", () => {
    const image = (dockerfile: string, path = ".env", more: Record<string, string> = {}): string =>
      ask(path, { Dockerfile: dockerfile, ...more });

    it("takes what a COPY covers", () => {
      assert.equal(image("FROM node\nCOPY . .\n"), "docker: ships");
      assert.equal(image('FROM node\nADD ["./", "/app/"]\n'), "docker: ships");
      assert.equal(image("FROM node\nCOPY package.json \\\n  # why\n  .env ./\n"), "docker: ships");
      assert.equal(image("FROM node\nCOPY --chown=node .en? /app/\n"), "docker: ships");
      assert.equal(image("# escape=`\nFROM node\nCOPY package.json `\n .env c:/\n"), "docker: ships");
      assert.equal(image("FROM node\nARG DIR=config\nCOPY ${DIR} /etc/\n", "config/.env"), "docker: ships");
    });

    it("takes nothing else along", () => {
      assert.equal(image("FROM node\nCOPY src /app/src\nADD https://example.com/.env /\n"), "docker: kept out");
      assert.equal(image("FROM node\nRUN <<EOF\nCOPY . .\nEOF\nCOPY src .\n"), "docker: kept out");
      assert.equal(image("FROM node\n# COPY . .\nCOPY * /app\n", "a/.env"), "docker: ships");
      assert.equal(image("FROM node\nCOPY *.json /app\n", "a/.env"), "docker: kept out");
      assert.match(
        why(".env", { Dockerfile: "FROM node\n" }),
        /No COPY or ADD of Dockerfile covers \.env: it is not in/,
      );
    });

    it("follows the file through the stages", () => {
      const build = "FROM node AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\n";
      assert.equal(image(`${build}FROM nginx\nCOPY --from=build /app/dist /html\n`), "docker: kept out");
      assert.equal(image(`${build}FROM nginx\nCOPY --from=build /app /html\n`), "docker: ships");
      assert.equal(image(`${build}FROM nginx\nCOPY --from=0 /app/.env /html/\n`), "docker: ships");
      assert.equal(image(`${build}FROM build\nUSER node\n`), "docker: ships");
      assert.equal(image(`${build}FROM nginx\nCOPY --from=other /app /html\n`), "docker: kept out");
      assert.match(why(".env", { Dockerfile: `${build}FROM nginx\n` }), /into the stage build alone/);
    });

    it("obeys .dockerignore as Docker does: the last line that matches decides", () => {
      const copied = (list: string, path = ".env"): string =>
        image("FROM node\nCOPY . .\n", path, { ".dockerignore": list });
      assert.equal(copied(".env\n"), "docker: kept out");
      assert.equal(copied("/.env\n"), "docker: kept out");
      assert.equal(copied(".env\n", "a/.env"), "docker: ships");
      assert.equal(copied("**/.env\n", "a/.env"), "docker: kept out");
      assert.equal(copied("**/.env*\n!**/.env.example\n", "a/.env.example"), "docker: ships");
      assert.equal(copied("a\n!a/.env\n", "a/.env"), "docker: ships");
      assert.equal(copied("*\n!src\n", "src/a.ts"), "docker: ships");
      assert.equal(copied("*\n!src\n"), "docker: kept out");
      assert.equal(copied("# .env\n"), "docker: ships");
    });

    it("reads the list of its own Dockerfile, and Podman's", () => {
      const files = {
        "dev.Dockerfile": "FROM a\nCOPY . .",
        "dev.Dockerfile.dockerignore": ".env",
        ".dockerignore": "",
      };
      assert.equal(ask(".env", files), "docker: kept out");
      const podman = { Containerfile: "FROM a\nCOPY . .", ".containerignore": ".env", ".dockerignore": "" };
      assert.equal(ask(".env", podman), "docker: kept out");
    });

    it("is not sure of what only a build knows", () => {
      assert.equal(image("FROM node\nARG DIR\nCOPY $DIR /app\n"), "docker: not sure");
      assert.equal(image("FROM node\nCOPY --exclude=.env . /app\n"), "docker: not sure");
    });
  });

  describe("python", () => {
    const built = (backend: string, settings: string, path: string, more: Record<string, string> = {}): string =>
      ask(path, {
        "pyproject.toml": `[project]\nname = "my-app"\n[build-system]\nrequires = []\nbuild-backend = "${backend}"\n${settings}`,
        "my_app/__init__.py": "",
        ...more,
      });

    it("hatchling takes what git would", () => {
      assert.equal(built("hatchling.build", "", ".env"), "python: ships");
      assert.equal(built("hatchling.build", "", ".env", { ".gitignore": ".env\n" }), "python: kept out");
      const only = '[tool.hatch.build.targets.sdist]\nonly-include = [\n  "my_app", # the module\n]\n';
      assert.equal(built("hatchling.build", only, ".env"), "python: kept out");
      assert.equal(built("hatchling.build", '[tool.hatch.build]\nexclude = ["/.env"]\n', ".env"), "python: kept out");
      assert.equal(built("hatchling.build", '[tool.hatch.build]\nexclude = ["/.env"]\n', "a/.env"), "python: ships");
    });

    it("poetry, flit and uv take the module", () => {
      for (const backend of ["poetry.core.masonry.api", "flit_core.buildapi"]) {
        assert.equal(built(backend, "", "my_app/keys.py"), "python: ships", backend);
        assert.equal(built(backend, "", ".env"), "python: kept out", backend);
      }
      assert.equal(built("uv_build", "", "src/my_app/keys.py"), "python: ships");
      assert.equal(built("uv_build", "", "other/keys.py"), "python: kept out");
      const poetry = '[tool.poetry]\nname = "my-app"\ninclude = [{ path = "x" }, ".env"]\n';
      assert.equal(built("poetry.core.masonry.api", poetry, ".env"), "python: ships");
      assert.equal(built("flit_core.buildapi", '[tool.flit.sdist]\ninclude = ["*"]\n', ".env"), "python: kept out");
      assert.equal(built("uv_build", '[tool.uv.build-backend]\nsource-include = [".env"]\n', ".env"), "python: ships");
    });

    it("pdm lets the more exact pattern win", () => {
      const includes = (list: string): string => `[tool.pdm.build]\nincludes = [${list}]\nexcludes = ["**/*.json"]\n`;
      assert.equal(built("pdm.backend", includes('"my_app"'), "my_app/foo/data.json"), "python: kept out");
      assert.equal(
        built("pdm.backend", includes('"my_app", "my_app/foo/data.json"'), "my_app/foo/data.json"),
        "python: ships",
      );
    });

    it("setuptools takes modules, and what MANIFEST.in says", () => {
      const setup = { "setup.py": "", "my_app/__init__.py": "" };
      assert.equal(ask("my_app/keys.py", setup), "python: ships");
      assert.equal(ask(".env", setup), "python: kept out");
      assert.equal(ask(".env", { ...setup, "MANIFEST.in": "include *.txt .env\n" }), "python: ships");
      assert.equal(ask("my_app/.env", { ...setup, "MANIFEST.in": "graft my_app\n" }), "python: ships");
      assert.equal(
        ask("my_app/.env", { ...setup, "MANIFEST.in": "graft my_app\nglobal-exclude .env\n" }),
        "python: kept out",
      );
      assert.equal(ask("my_app/keys.py", { ...setup, "MANIFEST.in": "prune my_app\n" }), "python: kept out");
      assert.match(
        why(".env", { ...setup, "MANIFEST.in": "include .env" }),
        /`include \.env` in MANIFEST\.in covers it/,
      );
    });

    it("is not sure of other backends, and leaves what PyPI refuses", () => {
      assert.equal(built("maturin", "", ".env"), "python: not sure");
      assert.equal(ask("a.py", { "pyproject.toml": "[build-system\n" }), "python: not sure");
      const refused =
        '[project]\nclassifiers = ["Private :: Do Not Upload"]\n[build-system]\nbuild-backend = "hatchling.build"\n';
      assert.equal(ask(".env", { "pyproject.toml": refused }), "python: kept out");
    });
  });

  it("cargo takes what git would, unless the manifest says otherwise", () => {
    const crate = (more: string): string => `[package]\nname = "a"\nversion = "1.0.0"\n${more}`;
    const git = { ".git/HEAD": "" };
    assert.equal(ask(".env", { ...git, "Cargo.toml": crate("") }), "cargo: ships");
    assert.equal(ask(".env", { "Cargo.toml": crate("") }), "cargo: kept out");
    assert.equal(ask(".env", { ...git, "Cargo.toml": crate(""), ".gitignore": ".env" }), "cargo: kept out");
    assert.equal(ask(".env", { ...git, "Cargo.toml": crate('exclude = [".env"]') }), "cargo: kept out");
    assert.equal(ask(".env", { ...git, "Cargo.toml": crate('include = ["/src"]') }), "cargo: kept out");
    assert.equal(ask(".env", { ...git, "Cargo.toml": crate("publish = false") }), "cargo: kept out");
    assert.equal(
      ask("b/.env", { ...git, "Cargo.toml": crate(""), "b/Cargo.toml": crate("") }),
      "cargo: ships, cargo: kept out",
    );
  });

  it("are told of hostile texts in linear time", () => {
    const [once, twice] = [timeFor(hostile(1)), timeFor(hostile(2))];
    assert(twice < 3 * once + 300, `${once} ms, then ${twice} ms`);
  });
});

const NAME = "a".repeat(200);

function timeFor(files: Record<string, string>): number {
  const start = performance.now();
  assert.notEqual(ask(`${NAME}/${NAME}`, files), "");
  return performance.now() - start;
}

function hostile(size: number): Record<string, string> {
  const star = `${"*a".repeat(100)}b`;
  const many = (text: string, count: number): string => text.repeat(count * size);
  const stages = Array.from({ length: 200 * size }, (_, i) => `FROM x AS s${i}\nCOPY --from=s${i - 1} / /a/a/a/a\n`);
  return {
    "package.json": manifest({ files: [star, many("/", 1e5), `${many("{a,", 5e4)}b`, `{${many("a,", 5e4)}}`] }),
    ".npmignore": many(`${star}\n`, 500),
    ".gitignore": `${many(" ", 2e5)}x\n${many("**/", 2e4)}b`,
    ".dockerignore": `${many("**/", 2e4)}b\n${star}`,
    Dockerfile: `FROM x AS s-1\nCOPY . .\n${stages.join("")}`,
    "pyproject.toml": `[build-system]\nbuild-backend = "hatchling"\n[a]\n${many("x = [[[", 1000)}`,
    "Cargo.toml": `[package]\nexclude = ["${many("\\t", 1e5)}", "${many("**/", 1e4)}b"]\n${many("[[a]]\n", 1e4)}`,
  };
}
