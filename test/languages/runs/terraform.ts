// Terraform, without a provider, so that nothing has to be downloaded.
import { lines, type Run } from "../run";

const SHOW =
  "for one in key header script nested whole given; do terraform output -no-color -raw $one 2>/dev/null; echo; done";

export const TERRAFORM_RUNS: readonly Run[] = [
  {
    title: "locals, outputs and defaults",
    accessor: "Terraform",
    path: "main.tf",
    needs: ["terraform"],
    before: `terraform init -input=false >/dev/null && terraform apply -auto-approve >/dev/null && ${SHOW}`,
    after: (command) => `rm terraform.tfstate; ${command ?? ""} -auto-approve >/dev/null && ${SHOW}`,
    files: {
      "main.tf": lines(
        'variable "given" {',
        "  type    = string",
        '  default = "«groq-api-key»"',
        "}",
        "locals {",
        '  key  = "«openai-project-key»"',
        '  map  = { "a" = "Bearer «anthropic-api-key»" }',
        '  join = join(",", ["«openai-project-key two»", "b"])',
        "  text = <<-EOT",
        '    key: "«openai-project-key»" $${HOME} # it\'s',
        "  EOT",
        "}",
        'output "key" { value = local.key }',
        'output "header" {',
        '  value = local.map["a"]',
        "}",
        'output "script" { value = local.text }',
        'output "nested" { value = "a ${local.join} $${b} ${upper("«openai-project-key»")}" }',
        'output "whole" {',
        '  value = "«anthropic-api-key»"',
        "}",
        'output "given" { value = var.given }',
      ),
    },
  },
  {
    title: "values of variables",
    accessor: "Terraform",
    path: "terraform.tfvars",
    needs: ["terraform"],
    before: `terraform init -input=false >/dev/null && terraform apply -auto-approve >/dev/null && ${SHOW}`,
    after: (command) => `rm terraform.tfstate; ${command ?? ""} -auto-approve >/dev/null && ${SHOW}`,
    files: {
      "main.tf": lines(
        'variable "key" {',
        "  type      = string",
        "  sensitive = true",
        "}",
        'variable "given" {}',
        'output "key" {',
        "  value     = var.key",
        "  sensitive = true",
        "}",
        'output "given" { value = var.given }',
      ),
      "terraform.tfvars": lines('key   = "«openai-project-key»" # it\'s', 'given = "x"'),
    },
  },
];
