// Owns: the sentences the live regions speak. Must not: repeat what a focused element already says.
import { create } from 'zustand';

interface AnnouncerStore {
  readonly polite: string;
  readonly urgent: string;
}

export const useAnnouncerStore = create<AnnouncerStore>(() => ({ polite: '', urgent: '' }));

/** A trailing no-break space makes the same sentence count as new to a screen reader. */
function makeNew(before: string, sentence: string): string {
  return before === sentence ? `${sentence}\u00a0` : sentence;
}

/** Says a sentence when the screen reader has a pause. */
export function announce(sentence: string): void {
  useAnnouncerStore.setState(({ polite }) => ({ polite: makeNew(polite, sentence) }));
}

/** Says a sentence at once: for failures of what the person just asked for. */
export function announceUrgently(sentence: string): void {
  useAnnouncerStore.setState(({ urgent }) => ({ urgent: makeNew(urgent, sentence) }));
}
