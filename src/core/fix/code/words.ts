// Where each word of a program's code stands, found once.

export class Words {
  #places: ReadonlyMap<string, readonly number[]> | undefined;

  constructor(private readonly code: () => string) {}

  at(word: string): readonly number[] {
    return (this.#places ??= placesOf(this.code())).get(word) ?? [];
  }
}

function placesOf(code: string): ReadonlyMap<string, readonly number[]> {
  const words = new Map<string, number[]>();
  for (const { 0: found, index } of code.matchAll(/[A-Za-z_]\w*/g)) {
    const places = words.get(found);
    if (places) places.push(index);
    else words.set(found, [index]);
  }
  return words;
}
