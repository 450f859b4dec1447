// A second look at what the sieve suspects, with the rules themselves: most of it is no key, and a whole file need not be
// decoded to see that.
import { LOOK_AHEAD, LOOK_BEHIND } from "../detect";
import { DEFAULT_POLICY } from "../policy";
import { detectorOf } from "../scan";

/** Bytes around a run on which a decision may depend: runs are ASCII, and what stands around them may not be. */
const NOT_ASCII = 2000;
const BEHIND = LOOK_BEHIND + NOT_ASCII;
const AHEAD = LOOK_AHEAD + NOT_ASCII;
/** Bytes after a run that one look takes in with it, since suspects come in swarms. */
const STRIDE = 2048;
/** Looks at one file, after which reading all of it costs less. */
const PATIENCE = 40;

/** Looks at one file, by all rules whatever the policy: one that it has switched off only makes the file suspect in vain. */
export class Confirmer {
  #looks = 0;
  /** Where nothing has been found. */
  #from = 0;
  #to = 0;

  constructor(private readonly bytes: Uint8Array) {}

  /** Whether a run of the bytes may be a key or a part of one, as it stands or in another form. */
  mayHold(start: number, end: number): boolean {
    if (start >= this.#from && end <= this.#to) return false;
    if (++this.#looks > PATIENCE) return true;
    this.#from = start;
    this.#to = end + STRIDE;
    const around = this.bytes.subarray(Math.max(0, start - BEHIND), this.#to + AHEAD);
    return detectorOf(DEFAULT_POLICY).detect(new TextDecoder().decode(around)).candidates.length > 0;
  }
}
