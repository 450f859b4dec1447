declare module "*.as" {
  /** A WebAssembly module, compiled from AssemblyScript by `esbuild.js`. */
  export const wasm: Uint8Array<ArrayBuffer>;
}
