// Runs one program for exactly as long as the process that asked for it is there: when that process disconnects, or dies
// of anything at all, the program and its children are killed and the given folders removed. A signal handler in the
// asking process could not promise that.
//   fork("keeper.mjs", [JSON.stringify({ command, args, cwd, remove })])   sends { code } or { error } when the program ends
import { spawn, spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import process from "node:process";

const { command, args, cwd, remove } = JSON.parse(process.argv[2]);
const windows = process.platform === "win32";

// Ctrl+C reaches the whole terminal group; the asking process decides what it means.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

// A group of its own (POSIX), so that one kill reaches the extension hosts and whatever they started.
const child = spawn(command, args, {
  cwd,
  stdio: ["ignore", "inherit", "inherit"],
  detached: !windows,
  windowsHide: true,
});
child.on("exit", (code) => report({ code }));
child.on("error", (error) => report({ error: error.message }));
process.on("disconnect", end);

function report(message) {
  if (process.connected) process.send(message);
}

function end() {
  killAll();
  for (const folder of remove) rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  process.exit();
}

function killAll() {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync("taskkill", ["/pid", String(child.pid), "/T", "/F"]);
    return;
  }
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of them have ended already.
  }
}
