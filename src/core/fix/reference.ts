// How a program reads a variable at the place of a key, as text to be put elsewhere.
import type { Finding } from "../model";
import { accessorFor, isEnvTemplate } from "./languages/index";
import type { FixPlan, FixRequest, Refusal } from "./model";
import { planFix } from "./plan";

export interface Reference {
  /** `process.env.OPENAI_API_KEY`. */
  readonly text: string;
  readonly name: string;
}

/** The reference that moving the only finding of a request would leave behind, or why there is none. */
export function referenceFor(request: FixRequest): Reference | Refusal {
  const { source, files, eol } = request;
  if (isEnvTemplate(source.path)) return { refused: "A sample of an env file holds names and no references." };
  const plan = planFix(request);
  if ("refused" in plan) return plan;
  const [finding] = request.findings;
  const name = plan.variables[0]?.name;
  if (!finding || name === undefined) return { refused: "There is no key to refer to." };
  const file = { ...source, files, eol };
  const form = accessorFor(file)?.reference ?? "";
  // The table's own form, where that is one and not a description of several.
  const usual = /^\S*NAME\S*$|^\$\{\{ secrets\.NAME \}\}$/.test(form) ? form.replace("NAME", name) : undefined;
  const written = writtenFor(plan, finding);
  const bare = usual?.replace(/!$/, "");
  if (written === "" || (bare !== undefined && written.includes(bare) && written !== bare))
    return usual === undefined ? { refused: "This format has no reference to copy." } : { text: usual, name };
  return { text: written, name };
}

/** What the plan writes where the key is. */
function writtenFor({ files }: FixPlan, { span }: Finding): string {
  const edit = files
    .find(({ role }) => role === "source")
    ?.edits.find((one) => one.span.start.offset <= span.start.offset && span.end.offset <= one.span.end.offset);
  return (edit?.pieces ?? [])
    .filter((piece) => typeof piece === "string")
    .join("")
    .trim();
}
