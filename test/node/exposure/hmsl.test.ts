// The protocol of HasMySecretLeaked, against the vectors of GitGuardian's own client (ggshield, tests/unit/verticals/hmsl).
import assert from "node:assert/strict";
import { hashOf, hintOf, unlock } from "../../../src/node/exposure/hmsl";

const VECTORS = [
  {
    secret: "test",
    hash: "bdbfe17c6018147f07ce79f8ec415a075d761ccacc14803e7d645155bf21a75f",
    hint: "106fcd93246f2776a5e8cd27a7d3a6be499626efe7ddf2e7a69eae82770d96e5",
  },
  {
    secret: "password",
    hash: "743d9fde380b7064cc6a8d3071184fc47905cf7440e5615cd46c7b6cbfb46d47",
    hint: "66395cbd35d62e8731610d5b77da9a30d200f05349e8edaf6bf34f8bc8760da3",
    payload: "u43KioSz075R+d9H+h+VGL6/4f+ZbezIl73QzPQ2L/rHfRhisCtk0le5nWkXpmmJ5mY=",
    told: { count: 3637 },
  },
  {
    secret: "foo",
    hash: "8b420be31c6beaf98c2bd9cafef4b79edf68ccd7054b0b864985e78a081b8b69",
    hint: "9c9e78a410131e548c733e08b1de9a3dcccbe5cda970cb6ad740655b7741e7b3",
    payload:
      "WDmh3FQvY+i5DO+6bWeOkY5J78jHBHCsEFjl9u1PEpftDS5Htzcc/dQqrzFcYvBwU+RbPLag2z/w7PBW+m472D9R1OExamCWs6MjN65j3L0=",
    told: { count: 42, url: "https://github.com/yadayada" },
  },
  {
    secret: "apikey_with_no_location",
    hash: "de4283b563d36815922404816a13388d2c74620500e5fd7178915d883103a671",
    hint: "60d8cf27924c89ac016d59f20a63bb6449c4f058abf9eeed93d36c3f83e75681",
    payload: "W9F0FQDILc/IRkpevr7mPLF5nxPaq9LM6Z8vcyQBS2Wm9j+D/y6jX8F0LjOUQTs=",
    told: { count: 1 },
  },
] as const;

const GIVEN = Buffer.from("408a5b05c35bb4d230e31da1f9afa0e8881050cb72775e925d6bc7cb945b4f39", "hex");
const GIVEN_PAYLOAD =
  "gubW5fk1nZF8I4yGVMdcpeZv3CDg5lKE4LTeWDmjD3YkuaMx9c7/HuzIv8T3X2KXAcEWME+wQBiUP0WJQY6dEUNbcvyBpuxl+KGLj7KC3Dxlt8U+Frv4vDnFwWouN3c=";

describe("HasMySecretLeaked", () => {
  for (const vector of VECTORS)
    it(`hashes and unlocks: ${vector.secret}`, async () => {
      const hash = await hashOf(vector.secret);
      assert.equal(hash.toString("hex"), vector.hash);
      assert.equal(hintOf(hash), vector.hint);
      if ("payload" in vector) assert.deepEqual(unlock(hash, vector.payload), vector.told);
    });

  it("unlocks with a hash alone, and with no other", () => {
    assert.equal(hintOf(GIVEN), "5de9f935ee515de855551e1786d71f1d7f4c3805083f57dc49863ad624f5ba42");
    const url = "https://github.com/other-repo/blob/ad648b3";
    assert.deepEqual(unlock(GIVEN, GIVEN_PAYLOAD), { count: 42, url });
    for (const { payload } of VECTORS.filter((one) => "payload" in one))
      assert.equal(unlock(GIVEN, payload), undefined);
    const spoilt = Buffer.from(GIVEN_PAYLOAD, "base64");
    for (const at of [0, 20, spoilt.length - 1]) {
      const changed = Buffer.from(spoilt);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.equal(unlock(GIVEN, changed.toString("base64")), undefined, `byte ${at}`);
    }
    for (const broken of ["", "AAAA", "not base64 at all"]) assert.equal(unlock(GIVEN, broken), undefined);
  });
});
