// Applies a fix and is killed at a step: `ROOT PATH STEP`. Steps count what is done to the disk, twice for a write.
import { writeFileSync } from "node:fs";
import { DEFAULT_POLICY } from "../../src/core/index";
import { applyPlan, type Disk, DISK, FixFolder, planFile } from "../../src/node/applyFix";

const [root = "", path = "", at = "0"] = process.argv.slice(2);
let step = 0;
const die = (): void => {
  if (++step === Number(at)) process.kill(process.pid, "SIGKILL");
};

const disk: Disk = {
  write: (file, text, mode) => {
    writeFileSync(file, text.slice(0, text.length / 2));
    die();
    DISK.write(file, text, mode);
    die();
  },
  rename: (from, to) => {
    DISK.rename(from, to);
    die();
  },
  remove: (file) => {
    DISK.remove(file);
    die();
  },
};

const planned = planFile(new FixFolder(root), { path, policy: DEFAULT_POLICY });
if (!planned || "refused" in planned) throw new Error("nothing to apply");
if (applyPlan(new FixFolder(root), planned.plan, disk)) throw new Error("refused");
process.stdout.write(`done ${step}`);
