// Owns: what pasting brings along and nobody meant. Pure.

/**
 * Takes away blanks and line ends around, zero-width characters anywhere, and one pair of quotes around the whole.
 * Inside, nothing is touched: a secret counts exactly as it stands.
 */
export function tidyPasted(text: string): string {
  const bare = text.replaceAll(/[\u200b-\u200d\u2060\ufeff]/g, '').trim();
  const quoted = /^(["'])(.*)\1$/s.exec(bare);
  return (quoted?.[2] ?? bare).trim();
}
