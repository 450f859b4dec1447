// A second look at what the sieve suspects, with the rules themselves: most of it is no key, and a whole file need not be
// decoded to see that.
import { Detector, LOOK_AHEAD, LOOK_BEHIND } from "../detect";
import { RULES } from "../rules/index";

/** Bytes around a run on which a decision may depend: runs are ASCII, and what stands around them may not be. */
const NOT_ASCII = 2000;
const BEHIND = LOOK_BEHIND + NOT_ASCII;
const AHEAD = LOOK_AHEAD + NOT_ASCII;
/** Bytes after a run that one look takes in with it, since suspects come in swarms. */
const STRIDE = 8192;
/** Looks at one file, after which reading all of it costs less. */
const PATIENCE = 40;

/** The same for every policy: a rule that it has switched off only makes a file suspect in vain. */
let detector: Detector | undefined;

/** Looks at one file. */
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
    detector ??= new Detector(RULES);
    const around = this.bytes.subarray(Math.max(0, start - BEHIND), this.#to + AHEAD);
    return detector.detect(new TextDecoder().decode(around)).candidates.length > 0;
  }
}
