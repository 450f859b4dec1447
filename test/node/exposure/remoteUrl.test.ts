import assert from "node:assert/strict";
import { cloneUrls, pageUrl, webRemote } from "../../../src/node/exposure/remoteUrl";
import { randomFrom } from "../../support/random";

/** The address for a clone without sign-in, or "local", or "none". */
function clone(url: string): string {
  const web = webRemote(url);
  if ("reason" in web) return web.local ? "local" : "none";
  return `${web.kind} ${cloneUrls(web)[0]}`;
}

describe("the web address of a remote", () => {
  // As the hosts' own pages give the address of one repository, by SSH and by HTTPS.
  for (const [url, expected] of [
    ["git@github.com:o/r.git", "github https://github.com/o/r.git"],
    ["git@github.com:o/r", "github https://github.com/o/r.git"],
    ["ssh://git@github.com/o/r.git", "github https://github.com/o/r.git"],
    ["ssh://git@ssh.github.com:443/o/r.git", "github https://github.com/o/r.git"],
    ["https://github.com/o/r", "github https://github.com/o/r.git"],
    ["https://user:token@github.com/o/r.git/", "github https://github.com/o/r.git"],
    ["git://github.com/o/r.git", "github https://github.com/o/r.git"],
    ["git+ssh://git@GitHub.com/o/r.git", "github https://github.com/o/r.git"],
    ["GitHub.com:o/r.git", "github https://github.com/o/r.git"],
    ["git@gitlab.com:group/sub/r.git", "gitlab https://gitlab.com/group/sub/r.git"],
    ["ssh://git@altssh.gitlab.com:443/o/r.git", "gitlab https://gitlab.com/o/r.git"],
    ["https://gitlab.example.org/o/r.git", "gitlab https://gitlab.example.org/o/r.git"],
    ["git@bitbucket.org:o/r.git", "bitbucket https://bitbucket.org/o/r.git"],
    ["ssh://git@altssh.bitbucket.org:443/o/r.git", "bitbucket https://bitbucket.org/o/r.git"],
    ["git@codeberg.org:o/r.git", "gitea https://codeberg.org/o/r.git"],
    ["ssh://git@gitea.example.org:2222/o/r.git", "gitea https://gitea.example.org/o/r.git"],
    ["git@hf.co:spaces/o/r", "huggingface https://huggingface.co/spaces/o/r"],
    ["https://huggingface.co/datasets/o/r", "huggingface https://huggingface.co/datasets/o/r"],
    ["git@ssh.dev.azure.com:v3/org/project/repo", "other https://dev.azure.com/org/project/_git/repo"],
    ["https://org@dev.azure.com/org/project/_git/repo", "other https://dev.azure.com/org/project/_git/repo"],
    ["http://127.0.0.1:8080/o/r.git", "other http://127.0.0.1:8080/o/r.git"],
    ["https://git.example.org:8443/a%20b/r.git", "other https://git.example.org:8443/a%20b/r.git"],
    ["user@host.example:/srv/git/r.git", "other https://host.example/srv/git/r.git"],
    ["/srv/git/r.git", "local"],
    ["../r.git", "local"],
    ["./r", "local"],
    ["~/r.git", "local"],
    ["C:\\git\\r.git", "local"],
    ["C:/git/r.git", "local"],
    ["file:///srv/git/r.git", "local"],
    ["http://github.com/o/r.git", "github https://github.com/o/r.git"],
    ["https://git.example.org/~me/tool", "other https://git.example.org/~me/tool"],
    ["git@github.com:../user/x.git", "none"],
    ["https://github.com/o/r/extra", "none"],
    ["https://gitlab.com/o/./r", "gitlab https://gitlab.com/o/r.git"],
    ["first.last:passw0rd@github.com/o/r", "none"],
    ["http://169.254.169.254/latest/meta-data", "none"],
    ["git@work:o/r.git", "none"],
    ["ext::sh -c x", "none"],
    ["https://", "none"],
    ["https://github.com/", "none"],
    ["", "local"],
  ] as const)
    it(JSON.stringify(url), () => assert.equal(clone(url), expected));

  it("never holds a user, a password, a query, or what the person does not see", () => {
    const random = randomFrom("remote urls");
    const pieces = [
      "git@",
      "u:p@",
      "https://",
      "ssh://",
      "github.com",
      ":",
      "/",
      "o",
      "r.git",
      "?q",
      "#f",
      "[::1]",
      "%",
      "\u202e",
      " ",
      "..",
      "\\",
    ];
    for (let round = 0; round < 3000; round += 1) {
      const url = Array.from({ length: 1 + random.int(8) }, () => random.pick(pieces)).join("");
      const web = webRemote(url);
      if ("reason" in web) continue;
      for (const address of [...cloneUrls(web), pageUrl(web)]) {
        assert.ok(URL.canParse(address), `${url}: ${address}`);
        const { username, password, search, hash } = new URL(address);
        assert.equal(username + password + search + hash, "", url);
      }
    }
  });
});
