// Owns: reading a typed whole number within limits. Pure.

/** The number, brought within the limits; null when the text is none. */
export function readWholeNumber(
  text: string,
  { min, max }: { readonly min: number; readonly max: number },
): number | null {
  const wanted = text.trim() === '' ? Number.NaN : Number(text);
  if (!Number.isFinite(wanted)) return null;
  return Math.min(max, Math.max(min, Math.round(wanted)));
}
