// Owns: what must be put on disk before the page goes: each screen that keeps typed text adds its own saver.
// Must not: know what is typed, or where it is stored.
import { useEffect } from 'react';

type Saver = () => Promise<void>;

const savers = new Set<Saver>();

/** Saves whatever waits to be saved, on every screen that has something; resolves when all of it is stored. */
export async function saveUnsavedText(): Promise<void> {
  await Promise.all([...savers].map((save) => save()));
}

/** While the component is mounted its text is saved when the desk closes or the page reloads; at its end, too. */
export function useSaverOnLeaving(save: Saver): void {
  useEffect(() => {
    savers.add(save);
    return () => {
      savers.delete(save);
      void save();
    };
  }, [save]);
}
