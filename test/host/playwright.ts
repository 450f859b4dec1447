// What the host uses of Playwright's API. The package itself comes with the served VS Code (see provision.ts), so that
// the project does not depend on it; these shapes are a part of its own types. Times are in milliseconds.

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WaitOptions {
  readonly state?: "attached" | "detached" | "visible" | "hidden";
  readonly timeout?: number;
}

export interface Locator {
  first(): Locator;
  last(): Locator;
  nth(index: number): Locator;
  locator(selector: string): Locator;
  filter(options: { hasText?: string | RegExp }): Locator;
  all(): Promise<Locator[]>;
  count(): Promise<number>;
  isVisible(): Promise<boolean>;
  innerText(): Promise<string>;
  allInnerTexts(): Promise<string[]>;
  getAttribute(name: string): Promise<string | null>;
  boundingBox(): Promise<Rectangle | null>;
  /** `delay`: milliseconds for which the button is held. */
  click(options?: { button?: "left" | "right"; force?: boolean; timeout?: number; delay?: number }): Promise<void>;
  hover(): Promise<void>;
  fill(text: string): Promise<void>;
  waitFor(options?: WaitOptions): Promise<void>;
  screenshot(options?: { path?: string }): Promise<Buffer>;
}

export interface Page {
  readonly keyboard: {
    press(key: string): Promise<void>;
    type(text: string, options?: { delay?: number }): Promise<void>;
    insertText(text: string): Promise<void>;
  };
  readonly mouse: {
    move(x: number, y: number): Promise<void>;
    click(x: number, y: number, options?: { button?: "left" | "right"; clickCount?: number }): Promise<void>;
  };
  context(): BrowserContext;
  goto(address: string): Promise<unknown>;
  locator(selector: string): Locator;
  evaluate<Result, Argument>(code: (argument: Argument) => Result, argument: Argument): Promise<Awaited<Result>>;
  exposeFunction(name: string, callback: (argument: never) => unknown): Promise<void>;
  waitForTimeout(time: number): Promise<void>;
  emulateMedia(options: Media): Promise<void>;
  /** Every request whose address matches goes to the handler instead of to the network. */
  route(address: string, handler: (route: Route) => Promise<void>): Promise<void>;
  screenshot(options?: { path?: string; clip?: Rectangle }): Promise<Buffer>;
  on(event: "console", listener: (message: { text(): string; type(): string }) => void): void;
  on(event: "pageerror", listener: (error: Error) => void): void;
  on(event: "crash", listener: () => void): void;
}

export interface Media {
  readonly media?: "screen" | "print";
  readonly colorScheme?: "light" | "dark";
  readonly forcedColors?: "active" | "none";
}

export interface Route {
  request(): { url(): string };
  fulfill(answer: { contentType: string; body: string }): Promise<void>;
  abort(): Promise<void>;
}

export interface BrowserContext {
  newPage(): Promise<Page>;
  close(): Promise<void>;
  grantPermissions(permissions: readonly string[], options: { origin: string }): Promise<void>;
}

export interface ContextOptions {
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Device pixels for one of the viewport's. */
  readonly deviceScaleFactor?: number;
  readonly javaScriptEnabled?: boolean;
}

export interface Browser {
  version(): string;
  newContext(options?: ContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

export interface Playwright {
  readonly chromium: {
    launch(options: {
      executablePath: string;
      args?: readonly string[];
      env?: Record<string, string | undefined>;
    }): Promise<Browser>;
  };
}
