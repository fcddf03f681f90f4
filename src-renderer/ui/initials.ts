// Owns: the two letters and the tone of an avatar. Pure; the same name always looks the same.

const AVATAR_TONES = ['accent', 'ok', 'warn'] as const;
export type AvatarTone = (typeof AVATAR_TONES)[number];

/** First letters of the first and last word of a name, or "?" when it has no letter. */
export function pickInitials(name: string): string {
  const parts = name
    .split(/[\s-]+/u)
    .map((part) => part.match(/\p{L}/u)?.[0])
    .filter((letter) => letter !== undefined);
  const first = parts[0];
  if (first === undefined) return '?';
  const last = parts.length > 1 ? parts.at(-1) : undefined;
  return `${first}${last ?? ''}`.toLocaleUpperCase();
}

/** Spreads names over the tones. */
export function pickAvatarTone(name: string): AvatarTone {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return AVATAR_TONES[sum % AVATAR_TONES.length] ?? 'accent';
}
