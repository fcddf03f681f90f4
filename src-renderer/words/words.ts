// Owns: which language the page speaks. A new language is one more catalogue of type `Words`, picked here.
import { createFormatter } from './format.ts';
import { english } from './english/english.ts';

/** The shape every language fills; the English catalogue sets it. */
export type Words = typeof english;

function pickLocale(): string {
  // Dates follow the person's own kind of English; other locales read English words with European dates.
  const wanted = globalThis.navigator?.language ?? 'en-GB';
  return wanted.startsWith('en-') ? wanted : 'en-GB';
}

/** All wording of the page. */
export const words: Words = english;

/** Numbers, plurals and times in the page's locale. */
export const format = createFormatter(pickLocale());
