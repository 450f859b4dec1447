// Requests, sent by httpYac to a server of the run, which prints what it gets.
import { lines, type Run } from "../run";

const SEND = lines(
  'import { spawn } from "node:child_process";',
  'import { createServer } from "node:http";',
  'import { createRequire } from "node:module";',
  'import { dirname, join } from "node:path";',
  "const server = createServer((request, response) => {",
  "  const parts = [request.method, request.url, request.headers.authorization];",
  '  request.on("data", (part) => parts.push(String(part)));',
  '  request.on("end", () => { console.log(parts.join(" ")); response.end(); });',
  "});",
  "server.listen(0, () => {",
  '  const httpyac = join(dirname(process.env.KEYSTOW_TOOLBOX), "node_modules/httpyac/bin/httpyac.js");',
  "  const env = { ...process.env, PORT: String(server.address().port) };",
  '  const arguments_ = [httpyac, "send", "app.http", "--all", "--silent"];',
  '  const sent = spawn(process.execPath, arguments_, { env, stdio: ["ignore", "ignore", "inherit"] });',
  '  sent.on("exit", (code) => { server.close(); process.exitCode = code; });',
  "});",
);

export const HTTP_RUNS: readonly Run[] = [
  {
    title: "httpYac",
    accessor: "HTTP requests",
    path: "api/app.http",
    needs: ["node"],
    before: "cd api && node send.mjs",
    // REST Client and httpYac read the env file without being told.
    after: (command) => command ?? "cd api && node send.mjs",
    files: {
      "api/send.mjs": SEND,
      "api/app.http": lines(
        "@host = http://localhost:{{$processEnv PORT}}",
        "@key = «openai-project-key»",
        "",
        "### A list",
        "GET {{host}}/models?key=«google-api-key»&a=1",
        "Authorization: Bearer {{key}}",
        "",
        "###",
        "POST {{host}}/chat",
        "Content-Type: application/json",
        "Authorization: Bearer «anthropic-api-key»",
        "",
        '{ "key": "«openai-project-key two»" }',
      ),
    },
  },
];
