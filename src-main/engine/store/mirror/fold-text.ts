// Owns: how texts are made comparable: case and marks of Latin letters do not count. Must not: know tables.

// Longer beginnings sort nothing apart, and a place in a list must stay a short text.
const MAX_SORT_LENGTH = 120;

/** For searching in and sorting by. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

/** The beginning that names are sorted by. */
export function foldForSort(text: string): string {
  return Array.from(foldText(text).trim()).slice(0, MAX_SORT_LENGTH).join('');
}
