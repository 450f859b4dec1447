// The only way out of this machine: limits, redirects, pauses, proxies, certificates, and what is never sent.
import assert from "node:assert/strict";
import { createServer as createHttps } from "node:https";
import { createServer as createTcp, connect, type AddressInfo, type Server } from "node:net";
import {
  Outside,
  type OutsideOptions,
  type OutsideRequest,
  type Reply,
  type RequestRecord,
} from "../../../src/node/exposure/outside";
import { proxyFor } from "../../../src/node/exposure/proxies";
import { untrustedCertificate } from "../../support/certificate";
import { hang, json, Loopback, type Play, status } from "../../support/loopback";

describe("a request to others", () => {
  let loopback: Loopback;
  let records: RequestRecord[];
  beforeEach(async () => {
    loopback = await Loopback.start();
    records = [];
  });
  afterEach(() => loopback.stop());

  function ask(request: Partial<OutsideRequest> = {}, options: Partial<OutsideOptions> = {}): Promise<Reply> {
    const outside = new Outside({
      signal: new AbortController().signal,
      endpoints: { "a.example": `http://127.0.0.1:${loopback.port}/a.example` },
      onRequest: (record) => records.push(record),
      pause: 1,
      ...options,
    });
    return outside.ask({ method: "GET", url: "https://a.example/x", ...request });
  }

  const statusOf = (reply: Reply): number | string => (reply.kind === "answer" ? reply.status : reply.reason);

  /** Answers in turn; the last one for ever. */
  const inTurn = (...plays: readonly Play[]): Play => {
    let at = -1;
    return (seen, response) => plays[Math.min((at += 1), plays.length - 1)]?.(seen, response);
  };

  it("is on record with its address, its answer and its time, and nothing else", async () => {
    loopback.play("a.example", json({}));
    await ask({ method: "POST", body: "body", headers: { Authorization: "Bearer secret" } });
    const [record, ...others] = records;
    assert.deepEqual(others, []);
    assert.deepEqual(
      { ...record, at: "", milliseconds: 0 },
      {
        at: "",
        method: "POST",
        url: "https://a.example/x",
        instead: `http://127.0.0.1:${loopback.port}`,
        outcome: "200",
        milliseconds: 0,
      },
    );
  });

  it("follows redirects on its host alone, and not for ever", async () => {
    const to = (location: string): Play => status(302, { Location: location });
    loopback.play("a.example", inTurn(to("/y"), json({})));
    assert.equal(statusOf(await ask()), 200);
    assert.deepEqual(
      loopback.seen.map(({ path }) => path),
      ["/x", "/y"],
    );
    loopback.play("a.example", to("https://b.example/y"));
    assert.equal(statusOf(await ask()), 302);
    loopback.play("a.example", to("http://a.example/y"));
    assert.equal(statusOf(await ask()), 302);
    loopback.play("a.example", to("/x"));
    assert.match(String(statusOf(await ask())), /^a\.example sends from one address to the next/);
    loopback.play("a.example", inTurn(to("/y"), json({})));
    assert.equal(
      statusOf(await ask({ confidential: true, carriesKey: true })),
      302,
      "a request with the key stays where it is",
    );
  });

  it("is sent again as the server says, and no more often than that", async () => {
    loopback.play("a.example", inTurn(status(429, { "Retry-After": "0" }), json({})));
    assert.equal(statusOf(await ask()), 200);
    loopback.play("a.example", inTurn(status(503), json({})));
    assert.equal(statusOf(await ask()), 200);
    loopback.seen.length = 0;
    loopback.play("a.example", status(503));
    assert.equal(statusOf(await ask()), 503);
    assert.equal(loopback.seen.length, 3);
    loopback.seen.length = 0;
    loopback.play("a.example", status(429, { "RateLimit-Reset": "7200" }));
    assert.match(String(statusOf(await ask())), /ask again in 120 minutes/);
    loopback.play(
      "a.example",
      status(403, { "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": String(Math.floor(Date.now() / 1000) + 30) }),
    );
    assert.match(String(statusOf(await ask())), /ask again in (?:29|30|31) seconds/);
    loopback.play("a.example", status(429, { "Retry-After": "soon" }));
    assert.match(String(statusOf(await ask())), /ask again later/);
    assert.equal(loopback.seen.length, 3);
    loopback.seen.length = 0;
    loopback.play("a.example", status(503));
    await ask({ confidential: true });
    assert.equal(loopback.seen.length, 1, "a confidential request is sent once");
  });

  it("ends at once when it is cancelled, also before it starts", async () => {
    loopback.play("a.example", hang);
    const controller = new AbortController();
    const asked = ask({}, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    const started = Date.now();
    assert.equal(statusOf(await asked), "Cancelled.");
    assert.ok(Date.now() - started < 5000);
    assert.equal(statusOf(await ask({}, { signal: AbortSignal.abort() })), "Cancelled.");
  });

  it("says what went wrong: nobody there, no such host, not HTTP, no answer in time", async () => {
    const closed = await listen(createTcp());
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const at = (url: string): Partial<OutsideOptions> => ({ endpoints: { "a.example": url } });
    await new Promise((resolve) => closed.once("close", resolve));
    assert.equal(statusOf(await ask({}, at(`http://127.0.0.1:${port}`))), "a.example could not be reached.");
    assert.match(String(statusOf(await ask({}, at("http://no-such-host.invalid")))), /not known here/);
    const mail = await listen(createTcp((socket) => socket.end("220 mail.example ESMTP\r\n")));
    assert.match(
      String(statusOf(await ask({}, at(`http://127.0.0.1:${(mail.address() as AddressInfo).port}`)))),
      /did not answer in HTTP/,
    );
    mail.close();
    loopback.play("a.example", hang);
    assert.equal(statusOf(await ask({}, { timeout: 100 })), "a.example did not answer within 1 seconds.");
  });

  it("is not sent with a key in it, unless it goes to the key's issuer", async () => {
    loopback.play("a.example", json({}));
    const holdsKey = (text: string): boolean => text.includes("k+y");
    for (const request of [
      { url: "https://a.example/k%2By" },
      { url: "https://a.example/x?q=k+y" },
      { headers: { "X-Some": "k+y" } },
      { method: "POST", body: '{"q":"k+y"}' },
      { method: "POST", body: Buffer.from("k+y") },
    ] as const)
      assert.match(String(statusOf(await ask(request, { holdsKey }))), /would have named the key/);
    assert.deepEqual(loopback.seen, []);
    assert.equal(statusOf(await ask({ headers: { "X-Some": "k+y" }, carriesKey: true }, { holdsKey })), 200);
  });

  it("trusts no certificate that this machine does not trust", async () => {
    const server = createHttps(untrustedCertificate("localhost"));
    await listen(server);
    const endpoints = { "a.example": `https://localhost:${(server.address() as AddressInfo).port}` };
    assert.match(
      String(statusOf(await ask({}, { endpoints }))),
      /^a\.example has a certificate that this machine does not trust/,
    );
    server.close();
  });

  describe("through a proxy", () => {
    const before = { ...process.env };
    let proxy: Server;
    let asked: string[];
    beforeEach(async () => {
      asked = [];
      proxy = await listen(
        createTcp((socket) => {
          socket.once("data", (chunk) => {
            asked.push(chunk.toString("latin1").split("\r\n", 1)[0] ?? "");
            const server = connect(loopback.port, "127.0.0.1", () => {
              if (!chunk.toString("latin1").startsWith("CONNECT")) server.write(chunk);
              else socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
              socket.pipe(server).pipe(socket);
            });
            server.on("error", () => socket.destroy());
          });
          socket.on("error", () => undefined);
        }),
      );
      const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
      Object.assign(process.env, {
        no_proxy: "",
        NO_PROXY: "",
        http_proxy: url,
        https_proxy: url,
        HTTP_PROXY: url,
        HTTPS_PROXY: url,
      });
    });
    afterEach(() => {
      proxy.close();
      process.env = { ...before };
    });

    it("as the environment says", async () => {
      loopback.play("a.example", json({}));
      const endpoints = { "a.example": `http://somewhere.example/a.example` };
      const reply = await ask({}, { agentFor: proxyFor, endpoints });
      assert.match(asked[0] ?? "", /^GET http:\/\/somewhere\.example\/a\.example\/x HTTP/);
      // The proxy gave the whole address to the server, which knows no such path.
      assert.equal(reply.kind, "answer");
      await ask({}, { agentFor: proxyFor, endpoints: { "a.example": "https://somewhere.example" } });
      assert.match(asked[1] ?? "", /^CONNECT somewhere\.example:443 HTTP/);
    });

    it("but not for hosts that NO_PROXY names", () => {
      process.env["NO_PROXY"] = "a.example,.b.example";
      assert.equal(proxyFor(new URL("https://a.example/")), undefined);
      assert.equal(proxyFor(new URL("https://x.b.example/")), undefined);
      assert.notEqual(proxyFor(new URL("https://c.example/")), undefined);
    });
  });
});

function listen<Kind extends Server>(server: Kind): Promise<Kind> {
  return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server)));
}
