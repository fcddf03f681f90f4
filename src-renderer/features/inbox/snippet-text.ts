// Owns: putting a reusable reason into the text, and naming a new one by its beginning. Pure.

/** Long enough to tell snippets apart in a menu. */
const TITLE_LENGTH = 48;

/** Adds a snippet to what is there already, on a new line; into an empty text it goes alone. */
export function joinSnippet(text: string, snippet: string): string {
  return text.trim() === '' ? snippet : `${text.trimEnd()}\n${snippet}`;
}

/** The first line of a text, cut at a word where it is long. */
export function nameSnippet(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  const characters = [...line];
  if (characters.length <= TITLE_LENGTH) return line;
  const cut = characters.slice(0, TITLE_LENGTH).join('');
  const space = cut.lastIndexOf(' ');
  return `${space > TITLE_LENGTH / 2 ? cut.slice(0, space) : cut}…`;
}
