// Elixir.
import { lines, type Run } from "../run";

export const ELIXIR_RUNS: readonly Run[] = [
  {
    title: "Elixir",
    accessor: "Elixir",
    path: "app.exs",
    needs: ["elixir"],
    before: "elixir app.exs",
    files: {
      "app.exs": lines(
        "# it's",
        "defmodule App do",
        '  @moduledoc """',
        '  It\'s "documentation".',
        '  """',
        '  @name "it\'s"',
        '  def key, do: "«openai-project-key»"',
        '  def other(key \\\\ "«anthropic-api-key»") do',
        "    value = 'Bearer «openai-project-key»'",
        "    [key, value, @name, ?\", ?']",
        "  end",
        "end",
        "",
        'x = %{:k => 1, :"it\'s" => 2, "Authorization" => "Bearer «openai-project-key» #{App.key()}"}',
        "all = [",
        '  App.key(), App.other(), x, ~s(Bearer "«openai-project-key»" #{x.k} \\n), ~S(a\\n «openai-project-key» b),',
        "  ~w(a «openai-project-key» b), '«groq-api-key»', ~c(x «groq-api-key»), \"«openai-project-key»\" |> String.upcase(),",
        '  """',
        '  it\'s "«openai-project-key»"',
        '  """,',
        '  System.get_env("MY_KEY") || "«openai-project-key two»", System.get_env("MY_OTHER", "«openai-project-key three»"),',
        '  {:ok, "«google-api-key»"}, :"x-«groq-api-key»", "#{Enum.join(["«openai-project-key»"], ",")}",',
        '  ~r/[\'"]/ |> Regex.match?("it\'s"), "a " <> "«openai-project-key» b"',
        "]",
        "IO.inspect(all, limit: :infinity, printable_limit: :infinity)",
      ),
    },
  },
];
