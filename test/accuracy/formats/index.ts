import type { Format } from "../scene";
import { COMPILED } from "./compiled";
import { CONTAINERS } from "./containers";
import { DOCUMENTS } from "./documents";
import { ENCODED, fromElsewhere } from "./encoded";
import { PYTHON } from "./python";
import { SCRIPT } from "./script";
import { SCRIPTING } from "./scripting";
import { SETTINGS } from "./settings";

const OWN: readonly Format[] = [
  ...SCRIPT,
  ...PYTHON,
  ...COMPILED,
  ...SCRIPTING,
  ...CONTAINERS,
  ...SETTINGS,
  ...DOCUMENTS,
  ...ENCODED,
];

/** Every way in which the corpus writes a file. */
export const FORMATS: readonly Format[] = [...OWN, ...fromElsewhere(OWN)];
