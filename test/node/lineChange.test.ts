// What a move did to a file beside the code, taken back and put back in a text that has changed since.
import assert from "node:assert/strict";
import { LineChange } from "../../src/vscode/lineChange";

describe("a change of lines", () => {
  it("is taken back and put back in an env file, whatever was added since", () => {
    const change = new LineChange("A=1\n", "A=1\nK=k\n");
    assert.equal(change.takenBack("Z=0\nA=1\nK=k\nC=3\n"), "Z=0\nA=1\nC=3\n");
    assert.equal(change.putBack("A=1\nC=3"), "A=1\nC=3\nK=k\n");
    assert.equal(change.takenBack("A=1\n"), undefined);
    assert.equal(change.putBack("A=1\r\nK=k\r\n"), undefined);
  });

  it("puts a filled line back as it was", () => {
    const change = new LineChange("K=\nA=1\n", "K=k\nA=1\n");
    assert.equal(change.takenBack("K=k\nA=2\n"), "K=\nA=2\n");
    assert.equal(change.putBack("K=\nA=2\n"), "K=k\nA=2\n");
  });

  it("keeps JSON whole: the line before has its comma for as long as it needs it", () => {
    const before = '{\n  "Values": {\n    "A": "x"\n  }\n}\n';
    const after = '{\n  "Values": {\n    "A": "x",\n    "K": "k"\n  }\n}\n';
    const change = new LineChange(before, after);
    assert.equal(change.takenBack(after), before);
    assert.equal(change.putBack(before), after);
    assert.equal(change.takenBack(after.replace("{\n", '{\n  "X": 1,\n')), before.replace("{\n", '{\n  "X": 1,\n'));
  });

  it("keeps JSON whole: an object that was empty", () => {
    const before = '{\n  "Host": {\n  },\n  "Values": {}\n}\n';
    const after = '{\n  "Host": {\n  },\n  "Values": {\n    "K": "k"\n  }\n}\n';
    assert.equal(new LineChange(before, after).takenBack(after), before);
    assert.equal(new LineChange(before, after).putBack(before), after);
  });

  it("takes a made file's lines", () => {
    const change = new LineChange("", '{\n  "K": "k"\n}\n');
    assert.equal(change.takenBack('{\n  "K": "k"\n}\n'), "");
  });
});
