// For every step of the publication check one situation that ends in yes, one in no and one in "could not tell". The
// type wants all three of every step, so a step that lacks one does not compile.
import assert from "node:assert/strict";
import { createCipheriv, createHash, randomBytes, scryptSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StepId } from "../../src/core/index";
import { cut, flood, gitServer, hang, json, type Loopback, type Play, status } from "../support/loopback";
import type { TempRepo } from "../support/tempRepo";

/** What a situation is made in: the key stands in `app.py`, uncommitted, and nobody is played yet. */
export interface Scene {
  readonly repo: TempRepo;
  readonly key: string;
  readonly loopback: Loopback;
  readonly env: NodeJS.ProcessEnv;
}

export interface Situation {
  readonly make: (scene: Scene) => unknown;
  /** What the detail of the step says. */
  readonly says: RegExp;
}

export type Cases = Readonly<Record<"yes" | "no" | "failed", Situation>>;

const commit = ({ repo }: Scene): string => {
  repo.git("add", "-A");
  repo.git("commit", "-q", "-m", "Add app");
  return repo.git("rev-parse", "HEAD");
};

/** Commits, and pushes to a bare repository that stands for https://github.com/o/r. */
function publish(scene: Scene): string {
  const id = commit(scene);
  const { repo } = scene;
  repo.at(repo.folder, "init", "-q", "--bare", "-b", "main", join(repo.folder, "hub", "o", "r.git"));
  repo.git("push", "-q", join(repo.folder, "hub", "o", "r.git"), "main");
  repo.git("remote", "add", "origin", "git@github.com:o/r.git");
  repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
  return id;
}

const hub = ({ repo, env }: Scene): Play => gitServer(join(repo.folder, "hub"), env);

/** No git can be found. */
const withoutGit = (scene: Scene): void => {
  scene.env["PATH"] = join(scene.repo.folder, "empty");
};

const WITHOUT_GIT = { make: withoutGit, says: /^Git was not found/ };

/** HasMySecretLeaked as its protocol is written down, with one secret in it. */
function hmsl(secret: string, told: unknown, spoil = false): Play {
  const hash = scryptSync(secret, createHash("sha256").update("GitGuardian").digest(), 32, { N: 2048, r: 8, p: 1 });
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", hash, nonce);
  const locked = Buffer.concat([nonce, cipher.update(JSON.stringify(told)), cipher.final(), cipher.getAuthTag()]);
  if (spoil) locked[locked.length - 1] = (locked.at(-1) ?? 0) ^ 1;
  const noise = { hint: "0".repeat(64), payload: randomBytes(64).toString("base64") };
  const match = { hint: createHash("sha256").update(hash).digest("hex"), payload: locked.toString("base64") };
  return (seen, response) => {
    const { prefixes } = JSON.parse(seen.body) as { prefixes: string[] };
    const asked = prefixes.includes(hash.toString("hex").slice(0, 5));
    assert.equal(`${seen.method} ${seen.path}`, "POST /v1/prefixes");
    return json({ matches: asked ? [noise, match] : [noise] }, 200, { "RateLimit-Remaining": "40" })(seen, response);
  };
}

/** Where the key stands in `app.py`. */
const PLACE = { start_line: 1, end_line: 1, start_column: 8, end_column: 115 };

/** One alert of GitHub's secret scanning, found in a file version. */
function alerts(blob: string, leaked: boolean): Play {
  return (seen, response) => {
    assert.equal(seen.headers.authorization, "Bearer made-up-sign-in");
    if (/\/alerts\/7\/locations/.test(seen.path))
      return json([{ type: "commit", details: { path: "app.py", blob_sha: blob, ...PLACE } }])(seen, response);
    assert.match(seen.path, /^\/repos\/o\/r\/secret-scanning\/alerts\?.*hide_secret=true/);
    return json([{ number: 7, state: "open", validity: "active", publicly_leaked: leaked }])(seen, response);
  };
}

const signedIn = ({ env }: Scene): string => (env["GITHUB_TOKEN"] = "made-up-sign-in");

const TEXT = { "Content-Type": "text/plain; charset=utf-8" };

export const CASES: Readonly<Record<StepId, Cases>> = {
  ignored: {
    yes: { make: ({ repo }) => repo.write(".gitignore", "app.py\n"), says: /^Git ignores app\.py/ },
    no: { make: (scene) => commit(scene), says: /^Git tracks app\.py/ },
    failed: {
      // An ignore file that cannot be read keeps git from answering.
      make: ({ repo }) => repo.git("config", "core.excludesFile", "~nobody-of-that-name/ignore"),
      says: /^Git failed: /,
    },
  },
  package: {
    yes: {
      make: ({ repo }) => repo.write("package.json", '{"name":"app","version":"1.0.0"}'),
      says: /app\.py/,
    },
    no: {
      make: ({ repo }) => repo.write("package.json", '{"name":"app","version":"1.0.0","files":["lib"]}'),
      says: /./,
    },
    failed: { make: ({ repo }) => repo.write("package.json", '{"name":'), says: /package\.json/ },
  },
  index: {
    yes: { make: ({ repo }) => repo.git("add", "app.py"), says: /^Staged in app\.py/ },
    no: { make: () => undefined, says: /^It is not staged/ },
    failed: WITHOUT_GIT,
  },
  head: {
    yes: { make: (scene) => commit(scene), says: /^In the current commit, in app\.py/ },
    no: { make: ({ repo }) => repo.commit("other.py", "x\n"), says: /does not hold it/ },
    failed: WITHOUT_GIT,
  },
  history: {
    yes: { make: (scene) => commit(scene), says: /^First in commit [0-9a-f]{12} of .* by Ann, in app\.py/ },
    no: { make: ({ repo }) => repo.commit("other.py", "x\n"), says: /^No object/ },
    failed: {
      make: ({ repo }) => {
        for (const content of ["1\n", "2\n"]) repo.commit("other.py", content);
        writeFileSync(join(repo.root, ".git", "shallow"), `${repo.git("rev-parse", "HEAD")}\n`);
      },
      says: /^History incomplete here: it is a shallow clone/,
    },
  },
  refs: {
    yes: { make: (scene) => commit(scene), says: /^On main/ },
    no: { make: ({ repo }) => repo.commit("other.py", "x\n"), says: /^No branch or tag/ },
    failed: WITHOUT_GIT,
  },
  remotes: {
    yes: { make: (scene) => publish(scene), says: /^On origin\/main now/ },
    no: { make: (scene) => commit(scene), says: /^No remote's branch/ },
    failed: WITHOUT_GIT,
  },
  push: {
    yes: {
      make: (scene) => {
        commit(scene);
        scene.repo.git("remote", "add", "origin", "git@github.com:o/r.git");
      },
      says: /main/,
    },
    no: { make: (scene) => publish(scene), says: /./ },
    failed: WITHOUT_GIT,
  },
  visibility: {
    yes: {
      make: (scene) => {
        publish(scene);
        scene.loopback.play("github.com", hub(scene));
      },
      says: /^Anybody can read github\.com\/o\/r\.$/,
    },
    no: {
      make: (scene) => {
        publish(scene);
        scene.loopback.play("github.com", status(401));
      },
      says: /^Without sign-in github\.com\/o\/r is not to be read/,
    },
    failed: {
      make: (scene) => {
        publish(scene);
        scene.loopback.play("github.com", (seen, response) =>
          json("<html>Sign in</html>", 200, { "Content-Type": "text/html" })(seen, response),
        );
      },
      says: /^github\.com answered in a way that Keystow does not know \(200\)/,
    },
  },
  served: {
    yes: {
      make: (scene) => {
        const id = publish(scene);
        scene.loopback.play("raw.githubusercontent.com", (seen, response) =>
          status(seen.path === `/o/r/${id}/app.py` && seen.method === "HEAD" ? 200 : 404, TEXT)(seen, response),
        );
      },
      says: /^github\.com gives commit [0-9a-f]{12} to anybody/,
    },
    no: {
      make: (scene) => {
        publish(scene);
        for (const host of ["github.com", "raw.githubusercontent.com"]) scene.loopback.play(host, status(404));
      },
      says: /^github\.com gives neither/,
    },
    failed: {
      make: (scene) => {
        publish(scene);
        for (const host of ["github.com", "raw.githubusercontent.com"]) scene.loopback.play(host, status(500));
      },
      says: /\(500\)/,
    },
  },
  archive: {
    yes: {
      make: (scene) => {
        commit(scene);
        const blob = `swh:1:cnt:${scene.repo.git("rev-parse", "HEAD:app.py")}`;
        scene.loopback.play("archive.softwareheritage.org", (seen, response) => {
          assert.equal(`${seen.method} ${seen.path}`, "POST /api/1/known/");
          const ids = JSON.parse(seen.body) as string[];
          return json(Object.fromEntries(ids.map((id) => [id, { known: id === blob }])))(seen, response);
        });
      },
      says: /^The archive has a file version that holds the key/,
    },
    no: {
      make: (scene) => {
        commit(scene);
        scene.loopback.play("archive.softwareheritage.org", (seen, response) =>
          json(Object.fromEntries((JSON.parse(seen.body) as string[]).map((id) => [id, { known: false }])))(
            seen,
            response,
          ),
        );
      },
      says: /^The archive has none/,
    },
    failed: {
      make: (scene) => {
        commit(scene);
        scene.loopback.play("archive.softwareheritage.org", json({}));
      },
      says: /did not answer for every id/,
    },
  },
  hmsl: {
    yes: {
      make: ({ key, loopback }) =>
        loopback.play("api.hasmysecretleaked.com", hmsl(key, { c: 3, l: { u: "https://github.com/a/b" } })),
      says: /^GitGuardian has seen it in 3 places/,
    },
    no: {
      make: ({ loopback }) => loopback.play("api.hasmysecretleaked.com", hmsl("another secret", { c: 3, l: null })),
      says: /^GitGuardian has not seen it/,
    },
    failed: {
      make: ({ key, loopback }) => loopback.play("api.hasmysecretleaked.com", hmsl(key, { c: 3, l: null }, true)),
      says: /cannot be read/,
    },
  },
  github: {
    yes: {
      make: (scene) => {
        publish(scene);
        signedIn(scene);
        scene.loopback.play("api.github.com", alerts(scene.repo.git("rev-parse", "HEAD:app.py"), true));
      },
      says: /^GitHub has found it in public \(alert 7\)/,
    },
    no: {
      make: (scene) => {
        publish(scene);
        signedIn(scene);
        scene.loopback.play("api.github.com", alerts(scene.repo.git("rev-parse", "HEAD:app.py"), false));
      },
      says: /^GitHub lists it as alert 7 \(open, and works\), not as found in public/,
    },
    failed: { make: (scene) => publish(scene), says: /no sign-in to GitHub/ },
  },
  liveness: {
    yes: {
      make: ({ key, loopback }) =>
        loopback.play("api.anthropic.com", (seen, response) =>
          json({ data: [] }, seen.headers["x-api-key"] === key && seen.path.startsWith("/v1/models") ? 200 : 401)(
            seen,
            response,
          ),
        ),
      says: /works/,
    },
    no: { make: ({ loopback }) => loopback.play("api.anthropic.com", status(401)), says: /not work/ },
    failed: { make: ({ loopback }) => loopback.play("api.anthropic.com", status(500)), says: /\(500\)/ },
  },
};

/** What a host may do other than answer, and what is said of it. */
export const TROUBLE: Readonly<Record<string, readonly [Play, RegExp]>> = {
  "says nothing": [hang, /did not answer within 1 seconds/],
  "breaks off": [cut, /broke its answer off|closed the connection/],
  "sends 100 MB": [flood(100 * 1024 * 1024), /sent more than 4 MB/],
  fails: [status(500), /\(500\)/],
  "wants a pause": [status(429, { "Retry-After": "3600" }), /takes no more requests for now: ask again in 60 minutes/],
  "sends the wrong JSON": [json([1, 2]), /in a way that Keystow does not know|did not answer for every id/],
  "sends no JSON": [(_, response) => void response.end("<html>"), /in a way that Keystow does not know/],
};
