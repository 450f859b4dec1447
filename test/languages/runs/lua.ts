// Lua.
import { lines, type Run } from "../run";

export const LUA_RUNS: readonly Run[] = [
  {
    title: "Lua",
    accessor: "Lua",
    path: "app.lua",
    needs: ["lua"],
    before: "lua app.lua",
    files: {
      "app.lua": lines(
        "-- it's",
        "--[==[ it's ]] \"",
        "]==]",
        "local key <const> = '«openai-project-key»'",
        "local t = { ['«openai-project-key»'] = 1, api_key = \"«anthropic-api-key»\", [[«groq-api-key»]], a = [==[",
        'it\'s ]] "«openai-project-key»"',
        "«groq-api-key»",
        "]==] }",
        "local function f(x) return x end",
        "local all = { key, t.api_key, t[1], t.a, t[key], 'Bearer «openai-project-key» \\n it\\'s', f'«openai-project-key»',",
        '  f "x «google-api-key»", f[[«openai-project-key» x]], #\'a «openai-project-key»\', ("«openai-project-key» x"):upper(),',
        "  os.getenv('MY_KEY') or '«openai-project-key two»', os.getenv 'MY_OTHER' or \"«openai-project-key three»\",",
        "  \"«openai-project-key»\" == key and 'same' or 'other' }",
        "local called = '«openai-project-key»'",
        "(function() print(called) end)()",
        "for _, one in ipairs(all) do print(tostring(one)) end",
        "print '«openai-project-key»'",
      ),
    },
  },
];
