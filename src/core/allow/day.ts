// Days as people and policy files write them: `yyyy-mm-dd`. No clock: today is given.

const DAY = 24 * 60 * 60 * 1000;

/** The day so many days after another one. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Why a text cannot be the last day of something, for the person; undefined when it can. */
export function whyNoLastDay(text: string, today: string): string | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  // A day that a month does not have is read as one of the next month by some engines.
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text)
    return "Write a day as yyyy-mm-dd, such as 2027-01-31.";
  return text < today ? "This day is over already." : undefined;
}
