import { KEY_KINDS, type KeyKind } from "../support/keys/index";
import { randomFrom, type Random } from "../support/random";
import { distractors } from "./distractors";
import { FORMATS } from "./formats/index";
import type { Item } from "./item";
import { layOut } from "./marks";
import { wordsOf } from "./names";
import { providerOf } from "./providers";
import { drawn, type Format, type Scene } from "./scene";

/** Formats in which each kind is written. */
const FORMATS_A_KIND = 10;

/** The other half of a pair stands under a name of its own. */
const COMPANIONS: Readonly<Record<string, string>> = {
  "aws-bedrock": "aws access key id",
  "tencent-hunyuan": "tencentcloud secret key",
  kling: "klingai access key",
  livekit: "livekit api key",
  modal: "modal token id",
};

/** In Basic authorization, keys without a head of their own are sent to these alone. */
const BASIC = ["wandb", "scale"];

/** Whether a key of this kind is ever written so. */
function suits(format: Format, kind: KeyKind, sample: string): boolean {
  if (kind.json) return format.document !== undefined;
  if (format.forbids?.test(sample)) return false;
  if (format.onlyCredentials && kind.use === "pair") return false;
  if (format.id === "basic-auth" && kind.use === "context") return BASIC.includes(kind.provider);
  return true;
}

function positive(random: Random, kind: KeyKind, format: Format): Item {
  const provider = providerOf(kind.provider, random);
  const value = kind.make(random);
  const scene: Scene = {
    random,
    provider,
    main: { words: wordsOf(kind), value, mark: "key" },
    ...(kind.companion && {
      companion: {
        words: (COMPANIONS[kind.provider] ?? "access id").split(" "),
        value: kind.companion(random),
        mark: "companion",
      },
    }),
    notes: kind.json ? [] : distractors(random, { namesProviders: true }),
    isCredential: true,
  };
  const { path, text: marked, encoding } = drawn(format, scene, kind.json);
  const { text, places } = layOut(marked);
  const place = places.find(({ mark }) => mark === "key");
  if (!place) throw new Error(`${format.id} lost its key`);
  const decoding = format.decoding ?? (kind.json ? "document" : "plain");
  const { vendor } = provider;
  const { start, end } = place;
  return {
    path,
    text,
    encoding,
    format: format.id,
    key: { start, end, provider: kind.provider, vendor, kind: kind.kind, value, decoding },
    neutral: places.filter(({ mark }) => mark === "companion"),
  };
}

/** Keys of the given kinds, each in a few formats; together they cover the formats evenly. */
export function positives(seed: string, wanted: (kind: KeyKind) => boolean): readonly Item[] {
  const uses = new Map<Format, number>();
  return KEY_KINDS.filter(wanted).flatMap((kind) => {
    const random = randomFrom(`${seed} ${kind.provider} ${kind.kind}`);
    const sample = kind.make(random);
    const rarest = random
      .shuffle(FORMATS)
      .filter((format) => suits(format, kind, sample))
      .sort((a, b) => (uses.get(a) ?? 0) - (uses.get(b) ?? 0))
      .slice(0, FORMATS_A_KIND);
    return rarest.map((format) => {
      uses.set(format, (uses.get(format) ?? 0) + 1);
      return positive(random, kind, format);
    });
  });
}
