// Owns: finding characters of server text that a person cannot see or that turn the reading direction. Pure.
// Must not: change the text: it only cuts it into parts, so that each hidden character can be drawn.

export interface TextPart {
  readonly text: string;
  /** Name of a character to draw instead, such as "U+202E"; null for plain text. */
  readonly shownAs: string | null;
}

/**
 * Control and format characters (bidi marks and overrides, zero width, tags, soft hyphen), separators of lines
 * and paragraphs, odd spaces, lone surrogates and private use. Plain space, and in long texts new line and tab, stay.
 */
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u1680\u2000-\u200a\u205f\u3000\u115f\u1160\u3164\uffa0\u2800]/gu;

/** Cuts a text into plain and hidden parts. `isMultiline` lets new lines and tabs through as they are. */
export function showInvisibles(text: string, isMultiline = false): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const character = match[0];
    if (isMultiline && (character === '\n' || character === '\t' || character === '\r')) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index), shownAs: null });
    parts.push({ text: character, shownAs: nameCharacter(character) });
    from = match.index + character.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), shownAs: null });
  return parts;
}

/** The same as one string, for places that take only text: titles, labels, announcements. */
export function writeVisibly(text: string): string {
  return text.replaceAll(HIDDEN, (character) => `[${nameCharacter(character)}]`);
}

function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
