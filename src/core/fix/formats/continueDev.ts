// Continue's assistants and their servers: config.yaml and the blocks in .continue.
// https://docs.continue.dev/reference#using-secrets
import type { Accessor } from "../accessor";
import { join } from "../folders";
import { locateYaml } from "./yaml";

export const CONTINUE: Accessor = {
  title: "Continue",
  languageIds: ["yaml"],
  takes: ({ path }) => /(?:^|\/)\.continue\/.+\.ya?ml$/.test(path),
  reference: "${{ secrets.NAME }}",
  inside: "Bearer ${{ secrets.NAME }}",
  needs: "nothing",
  loader: "Continue reads .env in the workspace's folder",
  refuses: "comments, entry names",
  proof: { how: "parsed", by: "yaml" },
  locate: (file, findings) => ({
    ...locateYaml({ reference: (name) => `\${{ secrets.${name} }}` }, file, findings),
    envFile: envFileOf(file.path),
  }),
  loaded: ({ source, envPath }) =>
    envPath === envFileOf(source.path) ? "Continue reads .env in the workspace's folder." : undefined,
};

/** In the folder that has `.continue`. */
function envFileOf(path: string): string {
  return join(path.slice(0, Math.max(0, path.lastIndexOf("/.continue/"))), ".env");
}
