import { camel, kebab, snake, upper } from "../names";
import { block, compact, isNameless, lines, put, type Format, type Named } from "../scene";
import { number, remark, thing, topic, version } from "../words";

/** What runs programs: images, clusters, pipelines, infrastructure. */
const indented = (document: string, by: number): string => document.replaceAll("\n", "\n" + " ".repeat(by));

const dockerfile: Format = {
  id: "dockerfile",
  write: (scene) => {
    const { random } = scene;
    const how = random.pick(["ENV", "ARG"]);
    const line = (named: Named): string =>
      `${how} ${upper(named.words)}=${named.isReference ? `$\{${upper(named.words)}}` : random.pick(["", '"']) === "" ? put(named) : `"${put(named)}"`}`;
    return {
      path: random.pick(["Dockerfile", `docker/${topic(random)}.Dockerfile`]),
      text: lines(
        `FROM python:3.${8 + random.int(7)}-slim`,
        `WORKDIR /srv/${thing(random)}`,
        `# ${remark(random)}`,
        block(scene, line),
        "COPY . .",
        `RUN pip install --no-cache-dir ${topic(random)}==${version(random)}`,
        `EXPOSE ${8000 + random.int(999)}`,
        `CMD ["python", "-m", "${topic(random)}"]`,
      ),
    };
  },
};

const compose: Format = {
  id: "compose",
  write: (scene) => {
    const { random } = scene;
    const asList = random.int(2) === 0;
    const line = (named: Named): string => {
      const value = named.isReference ? `$\{${upper(named.words)}}` : put(named);
      return asList ? `      - ${upper(named.words)}=${value}` : `      ${upper(named.words)}: "${value}"`;
    };
    return {
      path: random.pick(["docker-compose.yml", "compose.yaml"]),
      text: lines(
        "services:",
        `  ${topic(random)}:`,
        `    image: meadow/${thing(random)}:${version(random)}`,
        "    restart: unless-stopped",
        "    environment:",
        block(scene, line),
        "    ports:",
        `      - "${8000 + random.int(999)}:80"`,
      ),
    };
  },
};

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const secret: Format = {
  id: "kubernetes-secret",
  decoding: "base64",
  noReferences: true,
  write: (scene) => {
    const { random } = scene;
    const line = (named: Named): string => `  ${random.pick([upper, kebab])(named.words)}: ${put(named, base64)}`;
    return {
      path: `k8s/${topic(random)}-secret.yaml`,
      text: lines(
        "apiVersion: v1",
        "kind: Secret",
        "metadata:",
        `  name: ${topic(random)}-${thing(random)}`,
        `  namespace: team-${number(random)}`,
        "type: Opaque",
        "data:",
        block(scene, line),
      ),
    };
  },
  document: ({ random, main }) => ({
    path: `k8s/${topic(random)}-secret.yaml`,
    text: lines(
      "apiVersion: v1",
      "kind: Secret",
      "metadata:",
      `  name: ${topic(random)}-${number(random)}`,
      "data:",
      `  key.json: ${put(main, base64)}`,
    ),
  }),
};

const deployment: Format = {
  id: "kubernetes-deployment",
  write: (scene) => {
    const { random } = scene;
    const line = (named: Named): readonly string[] => [
      `            - name: ${upper(named.words)}`,
      ...(named.isReference
        ? [
            "              valueFrom:",
            `                secretKeyRef: { name: ${topic(random)}, key: ${kebab(named.words)} }`,
          ]
        : [`              value: "${put(named)}"`]),
    ];
    return {
      path: `deploy/${topic(random)}.yaml`,
      text: lines(
        "apiVersion: apps/v1",
        "kind: Deployment",
        "metadata:",
        `  name: ${topic(random)}`,
        "spec:",
        `  replicas: ${number(random)}`,
        "  template:",
        "    spec:",
        "      containers:",
        `        - name: ${thing(random)}`,
        `          image: ghcr.io/meadow/${topic(random)}:${version(random)}`,
        "          env:",
        ...block(scene, line),
      ),
    };
  },
};

const helm: Format = {
  id: "helm-values",
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const value = (named: Named): string =>
      named.isReference
        ? `"vault:secret/data/${kebab(named.words)}#value"`
        : random.pick([put(named), `"${put(named)}"`]);
    const flat = (named: Named): string => `  ${camel(named.words)}: ${value(named)}`;
    const nested = isNameless(scene)
      ? [
          ...notes.map(flat),
          `  ${camel(provider.words)}:`,
          `    endpoint: https://${provider.host}`,
          `    ${camel(main.words.slice(-2))}: ${value(main)}`,
        ]
      : block(scene, flat);
    return {
      path: random.pick(["values.yaml", `charts/${topic(random)}/values.yaml`]),
      text: lines(
        `# ${remark(random)}`,
        `replicaCount: ${number(random)}`,
        "image:",
        `  repository: meadow/${topic(random)}`,
        `  tag: "${version(random)}"`,
        "config:",
        nested,
        "ingress:",
        "  enabled: false",
      ),
    };
  },
  document: ({ random, main }) => ({
    path: `charts/${topic(random)}/values.yaml`,
    text: lines(
      `replicaCount: ${number(random)}`,
      `${camel(main.words)}: |`,
      "  " + put(main, (text) => indented(text, 2)),
      "ingress:",
      "  enabled: false",
    ),
  }),
};

const actions: Format = {
  id: "github-actions",
  write: (scene) => {
    const { random } = scene;
    const line = (named: Named): string =>
      `      ${upper(named.words)}: ${named.isReference ? `$\{{ secrets.${upper(named.words)} }}` : put(named)}`;
    return {
      path: `.github/workflows/${topic(random)}.yml`,
      text: lines(
        `name: ${topic(random)} ${thing(random)}`,
        "on: [push]",
        "jobs:",
        `  ${topic(random)}:`,
        "    runs-on: ubuntu-latest",
        `    timeout-minutes: ${number(random)}`,
        "    env:",
        block(scene, line),
        "    steps:",
        "      - uses: actions/checkout@v4",
        `      - run: npm run ${topic(random)} # ${remark(random)}`,
      ),
    };
  },
  document: ({ random, main }) => ({
    path: `.github/workflows/${topic(random)}.yml`,
    text: lines(
      `name: ${topic(random)}`,
      "on: [push]",
      "env:",
      `  ${upper(main.words)}: '${put(main, compact)}'`,
      `  LIMIT: ${number(random)}`,
    ),
  }),
};

const terraform: Format = {
  id: "terraform",
  write: (scene) => {
    const { random, provider, main, notes } = scene;
    const value = (named: Named): string => (named.isReference ? `var.${snake(named.words)}` : `"${put(named)}"`);
    const variable = (named: Named): readonly string[] =>
      named.isReference
        ? [`  ${snake(named.words)} = ${value(named)}`]
        : [`variable "${snake(named.words)}" {`, "  type    = string", `  default = ${value(named)}`, "}", ""];
    const local = (named: Named): string => `  ${snake(named.words)} = ${value(named)}`;
    const text = isNameless(scene)
      ? random.pick([
          lines(
            `provider "${snake(provider.words)}" {`,
            `  endpoint = "https://${provider.host}"`,
            `  api_key  = ${value(main)}`,
            "}",
            "",
            "locals {",
            notes.map(local),
            "}",
          ),
          main.isReference ? lines("locals {", block(scene, local), "}") : lines(...block(scene, variable)),
        ])
      : lines(
          `resource "aws_lambda_function" "${topic(random)}" {`,
          `  memory_size = ${number(random)}`,
          "  environment {",
          "    variables = {",
          block(scene, (named) => `      ${upper(named.words)} = ${value(named)}`),
          "    }",
          "  }",
          "}",
        );
    return {
      path: random.pick([`infra/${topic(random)}.tf`, `terraform.tfvars`]),
      text: `# ${remark(random)}\n${text}`,
    };
  },
  document: ({ random, main }) => ({
    path: `infra/${topic(random)}.tf`,
    text: lines(
      `provider "google" {`,
      `  region = "europe-west${random.int(9)}"`,
      "  credentials = <<EOT",
      put(main),
      "EOT",
      "}",
    ),
  }),
};

export const CONTAINERS: readonly Format[] = [dockerfile, compose, secret, deployment, helm, actions, terraform];
