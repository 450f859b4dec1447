// The steps by which Git stops to track an env file, for the person to read before anything happens.
import { escapeMarkdown, inlineCode } from "../../markdown";

/** The page that shows them. `ignored`: an ignore file covers it already. */
export function untrackMarkdown(path: string, ignored: boolean): string {
  const word = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return `# Stop tracking ${escapeMarkdown(path)}

Git tracks this file, so its keys are in every commit that holds it, and go into the next one.

1. Take it out of the index; the file itself stays (\`--force\` too when it has changed since it was staged):

   \`\`\`sh
   git rm --cached -- ${word}
   \`\`\`

2. ${ignored ? "An ignore file covers it already." : `Add ${inlineCode(path)} to an ignore file, so that it is not added again.`}
3. Commit both changes. Whoever pulls that commit loses the file from their working copy: tell them to keep a copy first.

**The history still holds the keys**, for everybody who has the repository. So rotate each key that the file has held: make a new one,
**Keystow: Rotate Key in Env Files**, and revoke the old one.

Sources: <https://git-scm.com/docs/git-rm>, <https://git-scm.com/docs/gitignore>,
<https://docs.github.com/authentication/keeping-your-account-and-data-secure/removing-sensitive-data-from-a-repository>
`;
}
