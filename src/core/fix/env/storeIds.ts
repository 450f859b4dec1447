// Where moved keys can go, by the names that settings and policy files use.

/** Each with what a settings page says of it, in Markdown. */
export const STORES = {
  env: "The nearest `.env`, or the env file that is there already.",
  envrc: "`.envrc`, which direnv loads once you have approved the change with `direnv allow`.",
  "dev-vars": "`.dev.vars` beside the Wrangler configuration, for Cloudflare Workers.",
  "local-settings": "`Values` of `local.settings.json` beside `host.json`, for Azure Functions.",
  "user-secrets":
    "User secrets of the .NET project, for keys in `appsettings.json`. Keystow starts `dotnet`, in a trusted workspace.",
  "1password":
    "1Password: the env file gets a reference (`op://…`), and you make the item with the key that you are handed once.",
} as const satisfies Record<string, string>;

export type StoreId = keyof typeof STORES;

export const STORE_IDS = Object.keys(STORES) as readonly StoreId[];

export function isStoreId(value: unknown): value is StoreId {
  return typeof value === "string" && STORE_IDS.some((id) => id === value);
}

/** The vault of 1Password that everybody has. */
export const DEFAULT_VAULT = "Private";

/** Whether a vault's name can stand in a reference: https://developer.1password.com/docs/cli/secret-reference-syntax/ */
export function isVaultName(value: unknown): value is string {
  return typeof value === "string" && /^[\w.-]+(?: [\w.-]+)*$/.test(value);
}
