// Nix expressions, evaluated without a store.
import { lines, type Run } from "../run";

export const NIX_RUNS: readonly Run[] = [
  {
    title: "nix-instantiate",
    accessor: "Nix",
    path: "app.nix",
    needs: ["nix-instantiate"],
    before: "nix-instantiate --eval --strict --json app.nix",
    after: (command) => (command ?? "").replace("nix-build", "nix-instantiate --eval --strict --json"),
    files: {
      "app.nix": lines(
        "let",
        '  f = { key ? "«openai-project-key»", x }: [ key x ];',
        '  OPENAI_API_KEY = "«openai-project-key»";',
        "in",
        "{",
        "  inherit OPENAI_API_KEY;",
        '  header = "Bearer «openai-project-key» \\${x} $${y} \\"q\\"";',
        '  list = [ "«openai-project-key»" ] ++ f { x = "«anthropic-api-key»"; };',
        '  call = builtins.stringLength "«openai-project-key»";',
        "  text = ''",
        "    it's ''' ''${x} ''\\n ${\"«groq-api-key»\"} «anthropic-api-key»",
        "  ''; # it's",
        "}",
      ),
    },
  },
];
