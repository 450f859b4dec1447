// What leaves the machine during a check, and what Git's own server says, with every host on loopback.
import assert from "node:assert/strict";
import { createHash, scryptSync } from "node:crypto";
import { join } from "node:path";
import { ASKABLE, type ExposureAnswer } from "../../src/core/index";
import { runKeystow } from "../support/cli";
import { KEY_KINDS } from "../support/keys/index";
import { gitServer, HOSTS, json, Loopback, type Seen, status } from "../support/loopback";
import { randomFrom } from "../support/random";
import { TempRepo } from "../support/tempRepo";

const keyOf = (provider: string, seed: string): string => {
  const kind = KEY_KINDS.find((one) => one.provider === provider && one.use === "alone");
  assert(kind);
  return kind.make(randomFrom(seed));
};
const KEY = keyOf("anthropic", "outside");

describe("outside evidence", () => {
  let repo: TempRepo;
  let loopback: Loopback;
  beforeEach(async () => {
    repo = new TempRepo();
    loopback = await Loopback.start();
  });
  afterEach(() => {
    loopback.stop();
    repo.dispose();
  });

  interface Checked {
    readonly answer: ExposureAnswer;
    readonly code: number | null;
    readonly out: string;
    readonly err: string;
  }

  async function check(ask: string | undefined, place = "app.py:1", key = KEY): Promise<Checked> {
    const args = ["check", place, "--format", "json", ...(ask === undefined ? [] : ["--ask", ask])];
    const env = { ...process.env, ...repo.env, GITHUB_TOKEN: "made-up-sign-in" };
    const run = await runKeystow([...args, "--timeout", "5", ...loopback.arguments(...HOSTS)], { cwd: repo.root, env });
    assert.equal((run.out + run.err).includes(key), false);
    const [answer] = (JSON.parse(run.out) as { checks: ExposureAnswer[] }).checks;
    assert(answer, run.err);
    return { answer, ...run };
  }

  const outcome = (answer: ExposureAnswer, step: string): string =>
    answer.evidence.flatMap((one) => (one.step === step ? one.outcome : [])).join(" ");

  /** A bare repository that stands for https://github.com/o/r, which the work tree pushes to. */
  function hub(): string {
    const bare = join(repo.folder, "hub", "o", "r.git");
    repo.at(repo.folder, "init", "-q", "--bare", "-b", "main", bare);
    repo.git("remote", "add", "origin", "git@github.com:o/r.git");
    repo.git("config", `url.${bare}.pushInsteadOf`, "git@github.com:o/r.git");
    loopback.play("github.com", gitServer(join(repo.folder, "hub"), { ...process.env, ...repo.env }));
    return bare;
  }

  const push = (...args: readonly string[]): string => repo.git("push", "-q", ...args, "origin", "main");

  it("of a real Git server: readable, and the file version given to anybody", async () => {
    hub();
    repo.commit("app.py", `key = "${KEY}"\n`);
    push();
    const { answer, code } = await check("visibility,served");
    assert.equal(code, 1);
    assert.equal(answer.verdict, "published");
    assert.equal(outcome(answer, "visibility"), "yes");
    assert.match(
      answer.evidence.find(({ step }) => step === "served")?.detail ?? "",
      /gives file version [0-9a-f]{12} to anybody/,
    );
    assert.equal((await check("visibility")).answer.verdict, "public-remote");
  });

  it("of a commit that a force-push has taken off every branch: still given", async () => {
    const bare = hub();
    repo.commit("readme", "nothing\n");
    push();
    repo.commit("app.py", `key = "${KEY}"\n`);
    push();
    repo.git("reset", "-q", "--hard", "HEAD~1");
    push("--force");
    repo.write("app.py", `key = "${KEY}"\n`);
    assert.equal(repo.at(bare, "branch", "--contains", "main").trim(), "* main");
    const { answer } = await check("served");
    assert.equal(outcome(answer, "remotes"), "yes");
    assert.equal(answer.verdict, "published");
  });

  it("of a commit that was never pushed: not given, while the repository is public", async () => {
    hub();
    repo.commit("readme", "nothing\n");
    push();
    repo.commit("app.py", `key = "${KEY}"\n`);
    const { answer } = await check("visibility,served");
    assert.equal(answer.verdict, "committed");
    assert.equal(outcome(answer, "visibility"), "no");
    assert.equal(outcome(answer, "served"), "no");
    assert.match(
      answer.evidence.find(({ step }) => step === "visibility")?.detail ?? "",
      /nothing here shows that it has the key/,
    );
  });

  it("of a repository that is not there: no", async () => {
    repo.commit("app.py", `key = "${KEY}"\n`);
    repo.git("remote", "add", "origin", "https://github.com/o/gone.git");
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
    loopback.play("github.com", gitServer(join(repo.folder, "hub"), { ...process.env, ...repo.env }));
    const { answer } = await check("visibility,served");
    assert.equal(answer.verdict, "pushed");
    assert.equal(outcome(answer, "visibility"), "no");
  });

  it("of a remote that cannot be asked: could not tell, and says why", async () => {
    repo.commit("app.py", `key = "${KEY}"\n`);
    repo.git("remote", "add", "origin", "git@work-account:o/r.git");
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
    const { answer } = await check("visibility");
    assert.equal(outcome(answer, "visibility"), "failed");
    assert.match(answer.evidence.find(({ step }) => step === "visibility")?.detail ?? "", /SSH settings/);
  });

  /** Every host says no, and Git's server is private. */
  function allSayNo(): void {
    for (const host of HOSTS) loopback.play(host, status(404));
    loopback.play("archive.softwareheritage.org", (seen, response) =>
      json(Object.fromEntries((JSON.parse(seen.body) as string[]).map((id) => [id, { known: false }])))(seen, response),
    );
    loopback.play("api.hasmysecretleaked.com", json({ matches: [] }));
    loopback.play("api.github.com", json([]));
    loopback.play("api.anthropic.com", status(401));
  }

  const textOf = ({ host, method, path, headers, body }: Seen): string =>
    [host, method, path, decodeURIComponent(path), ...Object.entries(headers).flat(), body].join("\n");

  it("is gathered from nobody without consent, and from those alone that were named", async () => {
    repo.commit("app.py", `key = "${KEY}"\n`);
    repo.git("remote", "add", "origin", "https://github.com/o/r.git");
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
    allSayNo();
    await check(undefined);
    assert.deepEqual(loopback.seen, []);
    for (const [step, hosts] of [
      ["visibility", ["github.com"]],
      ["served", ["github.com", "raw.githubusercontent.com"]],
      ["archive", ["archive.softwareheritage.org"]],
      ["hmsl", ["api.hasmysecretleaked.com"]],
      ["github", ["api.github.com"]],
      ["liveness", ["api.anthropic.com"]],
    ] as const) {
      loopback.seen.length = 0;
      const { answer } = await check(step);
      assert.deepEqual([...new Set(loopback.seen.map(({ host }) => host))].sort(), hosts, step);
      for (const other of ASKABLE) if (other !== step) assert.equal(outcome(answer, other), "not-asked");
    }
  });

  it("never takes the key anywhere but to its own issuer", async () => {
    // The key is also where it does not belong: in names of files, branches and remotes, and in messages.
    repo.commit(`dir-${KEY}/app.py`, `key = "${KEY}"\n`);
    repo.commit("app.py", `key = "${KEY}"\n`);
    repo.git("branch", `with-${KEY}`);
    repo.git("commit", "-q", "--allow-empty", "-m", `Use ${KEY}`);
    repo.git("remote", "add", "origin", "https://github.com/o/r.git");
    repo.git("remote", "add", "second", `https://user:${KEY}@github.com/o/${KEY}.git`);
    repo.git("update-ref", "refs/remotes/origin/main", "HEAD");
    repo.git("update-ref", "refs/remotes/second/main", "HEAD");
    allSayNo();
    const { err } = await check("all");
    assert.equal(err.split("\n").filter((line) => line.startsWith("asked ")).length, loopback.seen.length);
    const hash = scryptSync(KEY, createHash("sha256").update("GitGuardian").digest(), 32, {
      N: 2048,
      r: 8,
      p: 1,
    }).toString("hex");
    let toIssuer = 0;
    for (const seen of loopback.seen) {
      const text = textOf(seen);
      if (seen.host === "api.anthropic.com") {
        toIssuer += 1;
        assert.equal(textOf({ ...seen, headers: { ...seen.headers, "x-api-key": "" } }).includes(KEY), false);
      } else assert.equal(text.includes(KEY), false, `${seen.host} was sent the key`);
      assert.equal(text.includes(hash.slice(0, 6)), false, "no more than five digits of the hash leave");
      assert.equal(seen.headers.authorization !== undefined && seen.host !== "api.github.com", false);
    }
    assert.equal(toIssuer, 1);
    assert.ok(loopback.seen.some(({ body }) => body.includes(`"prefixes":["${hash.slice(0, 5)}"]`)));
  });

  it("never takes an uncertain key to anybody", async () => {
    const body = randomFrom("uncertain").chars("abcdefghijklmnopqrstuvwxyz0123456789", 48);
    const key = `sk-${body}`;
    repo.write("app.py", `api_key = "${key}"\n`);
    allSayNo();
    const run = await runKeystow(["check", "-", "--ask", "all", ...loopback.arguments(...HOSTS)], {
      cwd: repo.root,
      env: { ...process.env, ...repo.env },
      input: key,
    });
    assert.match(run.out, /could not tell +liveness/);
    for (const seen of loopback.seen) assert.equal(textOf(seen).includes(body), false);
  });

  it("holds an issuer's word that a key was leaked for proof, and a dead key for none", async () => {
    const key = keyOf("google-gemini", "leaked");
    repo.write("app.py", `genai.configure(api_key="${key}")  # https://generativelanguage.googleapis.com\n`);
    const said = {
      error: {
        code: 403,
        status: "PERMISSION_DENIED",
        message: "Your API key was reported as leaked. Please use another API key.",
      },
    };
    loopback.play("generativelanguage.googleapis.com", json(said, 403));
    const leaked = await check("liveness", "app.py:1", key);
    assert.equal(leaked.answer.verdict, "published");
    assert.equal(outcome(leaked.answer, "liveness"), "no");
    const dead = { error: { code: 400, message: "API key not valid.", details: [{ reason: "API_KEY_INVALID" }] } };
    loopback.play("generativelanguage.googleapis.com", json(dead, 400));
    const { answer } = await check("liveness", "app.py:1", key);
    assert.equal(answer.verdict, "local-only");
    assert.equal(outcome(answer, "liveness"), "no");
  });

  it("stops asking about a key that is proven public, save whether it works", async () => {
    hub();
    repo.commit("app.py", `key = "${KEY}"\n`);
    push();
    loopback.play("api.anthropic.com", json({ data: [] }));
    const { answer } = await check("all");
    for (const step of ["archive", "hmsl", "github"]) assert.equal(outcome(answer, step), "not-asked");
    assert.equal(outcome(answer, "liveness"), "yes");
    assert.equal(
      loopback.seen.some(({ host }) => host === "api.hasmysecretleaked.com"),
      false,
    );
  });

  it("is no answer when a host changes the protocol, or refuses in the words of one that serves", async () => {
    hub();
    repo.commit("app.py", `key = "${KEY}"\n`);
    push();
    loopback.play("github.com", (_, response) => {
      response.socket?.end("HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n");
    });
    const switched = await check("visibility");
    assert.equal(outcome(switched.answer, "visibility"), "failed");
    loopback.play("github.com", (_, response) => {
      response.writeHead(200, { "Content-Type": "application/x-git-upload-pack-advertisement" });
      response.end("001e# service=git-upload-pack\n00000015ERR access denied\n");
    });
    const refused = await check("visibility");
    assert.equal(outcome(refused.answer, "visibility"), "failed");
    assert.equal(refused.answer.verdict, "pushed");
  });

  it("of GitHub's alerts about another key in the same file says nothing of this one", async () => {
    repo.commit("app.py", `key = "${KEY}"\nother = 1\n`);
    repo.git("remote", "add", "origin", "git@github.com:o/r.git");
    const blob = repo.git("rev-parse", "HEAD:app.py");
    loopback.play("api.github.com", (seen, response) => {
      const place = { blob_sha: blob, start_line: 2, end_line: 2, start_column: 1, end_column: 10 };
      const body = seen.path.includes("/locations")
        ? [{ type: "commit", details: place }]
        : [{ number: 7, state: "open", publicly_leaked: true }];
      return json(body)(seen, response);
    });
    const { answer } = await check("github");
    assert.equal(outcome(answer, "github"), "no");
    assert.equal(answer.verdict, "committed");
  });

  it("is offline a normal state: what Git knows stands, the rest could not be told", async () => {
    repo.commit("app.py", `key = "${KEY}"\n`);
    const nowhere = ["archive.softwareheritage.org", "api.hasmysecretleaked.com"].flatMap((host) => [
      "--endpoint",
      `${host}=http://127.0.0.1:9`,
    ]);
    const { code, out } = await runKeystow(["check", "app.py:1", "--ask", "archive,hmsl", ...nowhere], {
      cwd: repo.root,
      env: { ...process.env, ...repo.env },
    });
    assert.equal(code, 1);
    assert.match(out, /: committed\n.*The evidence is incomplete/s);
    assert.match(out, /could not tell +archive +archive\.softwareheritage\.org could not be reached/);
  });

  describe("revocation", () => {
    it("tells what it would do, and sends nothing before it is confirmed", async () => {
      const key = keyOf("hugging-face", "revoke");
      repo.write("app.py", `token = "${key}"\n`);
      loopback.play("huggingface.co", status(202));
      const args = ["revoke", "app.py:1", ...loopback.arguments()];
      const env = { ...process.env, ...repo.env };
      const told = await runKeystow(args, { cwd: repo.root, env });
      assert.equal(told.code, 1);
      assert.match(told.out, /would be sent to https:\/\/huggingface\.co\/api\/credentials\/revoke .*final/);
      assert.deepEqual(loopback.seen, []);
      const done = await runKeystow([...args, "--final"], { cwd: repo.root, env });
      assert.equal(done.code, 0);
      const sent: readonly Seen[] = [...loopback.seen];
      assert.equal(sent.length, 1);
      const seen = sent.at(0);
      assert.equal(`${seen?.method} ${seen?.path}`, "POST /api/credentials/revoke");
      assert.deepEqual(JSON.parse(seen?.body ?? ""), { credentials: [key] });
      assert.equal(seen?.headers.authorization, undefined);
      assert.equal((told.out + told.err + done.out + done.err).includes(key), false);
      loopback.play("huggingface.co", status(500));
      assert.equal((await runKeystow([...args, "--final"], { cwd: repo.root, env })).code, 2);
      assert.equal(loopback.seen.length, 2, "it is sent once");
    });

    it("is refused where an issuer takes none", async () => {
      repo.write("app.py", `key = "${KEY}"\n`);
      const { code, err } = await runKeystow(["revoke", "app.py:1", "--final"], { cwd: repo.root });
      assert.equal(code, 2);
      assert.match(err, /takes no revocation without login/);
    });
  });
});
