// Owns: where a step up or down a list of rows leads. Pure.

/** The key `steps` rows away from the active one, kept inside the list; from nowhere, the first or last. */
export function stepFrom<Key>(
  rows: readonly { readonly key: Key }[],
  activeKey: Key | null,
  steps: number,
): Key | null {
  if (rows.length === 0) return null;
  const index = rows.findIndex((row) => row.key === activeKey);
  const start = index === -1 ? (steps > 0 ? -1 : rows.length) : index;
  const wanted = Math.max(0, Math.min(rows.length - 1, start + steps));
  return rows[wanted]?.key ?? null;
}
