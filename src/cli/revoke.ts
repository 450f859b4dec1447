// `keystow revoke`: revokes a key at its issuer, where whoever has a key may do so.
import type { Command } from "commander";
import { issuerOf } from "../core/index";
import { gatherSecret, type KeyInText, type Secret } from "../node/gatherExposure";
import type { Outside } from "../node/exposure/outside";
import { revoke } from "../node/exposure/revocation";
import { addOutsideOptions, allowedBy, type AskOptions, openOutside } from "./ask";
import { type ExitCode, type Io, UsageError } from "./io";
import { keysAt } from "./keysAt";

interface Options extends Omit<AskOptions, "ask"> {
  readonly final?: true;
}

const EXIT_CODES = `
Exit codes:
  0    the issuer took every key
  1    nothing was sent: it was not confirmed with --final
  2    wrong usage, or a key that cannot be revoked like this, or the issuer did not take it
  130  interrupted
`;

export function registerRevoke(program: Command, io: Io, end: (code: ExitCode) => void): void {
  const command = program
    .command("revoke")
    .description(
      "Revoke a key at its issuer, where whoever has it may do so without login (Hugging Face, GitHub). This sends the " +
        "key to its issuer, and cannot be undone.",
    )
    .argument("<place>", 'FILE:LINE or FILE:LINE:COLUMN, "-" for one key on standard input')
    .option("--final", "yes, revoke it; without this it is only told what would be done");
  addOutsideOptions(command)
    .addHelpText("after", EXIT_CODES)
    .action(async (place: string, options: Options) => end(await run(place, options, io)));
}

async function run(place: string, options: Options, io: Io): Promise<ExitCode> {
  const allowed = allowedBy(options);
  const { keys, trouble } = await keysAt(place, io);
  const outside = openOutside(allowed, io);
  // Nothing is sent before it is clear that all of them can be.
  for (const key of keys) revocationOf(key);
  let failed = trouble;
  for (const key of keys) failed = !(await revokeOne(key, options, outside, io)) || failed;
  if (io.signal.aborted) return 130;
  return failed ? 2 : options.final ? 0 : 1;
}

/** Fails where the issuer takes none. */
function revocationOf(key: KeyInText): { readonly name: string; readonly url: string; readonly secret: Secret } {
  const { finding } = key;
  const url = issuerOf(finding)?.revocation?.url;
  const secret = gatherSecret(key);
  const name = `${finding.vendor} ${finding.mask}`.trim();
  if (url && secret) return { name, url, secret };
  throw new UsageError(`${name}: its issuer takes no revocation without login. \`keystow check\` names its page.`);
}

/** Whether everything about the key went well. */
async function revokeOne(key: KeyInText, { final }: Options, outside: Outside, io: Io): Promise<boolean> {
  const { name, url, secret } = revocationOf(key);
  if (!final) {
    io.out(`${name}: would be sent to ${url} to be revoked. That is final: add --final to do it.\n`);
    return true;
  }
  const reason = await revoke(secret, url, outside);
  io.out(reason === undefined ? `${name}: its issuer has taken it to be revoked.\n` : `${name}: ${reason}\n`);
  return reason === undefined;
}
