/** A text with one of its letters in the other case, for each of them. */
export function lettersTurned(text: string): readonly string[] {
  return [...text].flatMap((letter, at) => {
    const other = letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase();
    return /[A-Za-z]/.test(letter) ? [text.slice(0, at) + other + text.slice(at + 1)] : [];
  });
}
