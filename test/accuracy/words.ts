import type { Random } from "../support/random";

/** What files are called, what functions do and what comments say, so that no two files read alike. */
const TOPICS =
  "chat summarize translate embed classify transcribe rerank ingest review answer search digest label outline".split(
    " ",
  );
const THINGS =
  "invoice ticket article transcript product contract recipe message review report track photo document order".split(
    " ",
  );
const PLACES = "api worker jobs lib services backend functions agents pipeline server tools".split(" ");

export const topic = (random: Random): string => random.pick(TOPICS);
export const thing = (random: Random): string => random.pick(THINGS);
export const place = (random: Random): string => random.pick(PLACES);
export const number = (random: Random): number => 2 + random.int(480);
export const version = (random: Random): string => `${random.int(5)}.${random.int(30)}.${random.int(12)}`;
export const day = (random: Random): string =>
  `2026-${String(1 + random.int(12)).padStart(2, "0")}-${String(1 + random.int(28)).padStart(2, "0")}`;
export const time = (random: Random): string =>
  [24, 60, 60].map((below) => String(random.int(below)).padStart(2, "0")).join(":");

const REMARKS = [
  "Retries are left to the queue.",
  "The batch is small, since the free tier is.",
  "Move this to settings before the release.",
  "Only the staging tenant uses this.",
  "See the runbook for how to rotate it.",
  "The upstream truncates long input silently.",
  "Kept in memory; a restart forgets it.",
  "Measured in March: half a second a page.",
];

export const remark = (random: Random): string => random.pick(REMARKS);

/** A path below a few folders. */
export const path = (random: Random, extension: string): string =>
  `${place(random)}/${topic(random)}_${thing(random)}.${extension}`;
