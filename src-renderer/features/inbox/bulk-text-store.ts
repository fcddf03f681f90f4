// Owns: the texts typed for a bulk decision, apart for each kind and desk; they outlive a dialog closed without sending.
// Must not: outlive the sending, nor the app: what is stored are the drafts of single requests.
import { create } from 'zustand';
import { EMPTY_TEXTS } from './bulk-model.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import type { BulkTexts } from './bulk-model.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

interface BulkTextStore {
  readonly byPlace: ReadonlyMap<string, BulkTexts>;
}

const useBulkTextStore = create<BulkTextStore>(() => ({ byPlace: new Map() }));

/** What was typed for this kind of decision and is not sent yet. */
export function useBulkTexts(kind: Decision['kind']): BulkTexts {
  const place = useDeskStore(({ status }) => namePlace(kind, status?.profile));
  return useBulkTextStore(({ byPlace }) => byPlace.get(place) ?? EMPTY_TEXTS);
}

/** Takes what is typed, or with a function what is left of it. */
export function changeBulkTexts(
  kind: Decision['kind'],
  change: (texts: BulkTexts) => BulkTexts,
): void {
  const place = namePlace(kind, useDeskStore.getState().status?.profile);
  useBulkTextStore.setState(({ byPlace }) => ({
    byPlace: new Map(byPlace).set(place, change(byPlace.get(place) ?? EMPTY_TEXTS)),
  }));
}

/** Made-up reasons of the practice desk must not turn up where they would be sent. */
function namePlace(kind: Decision['kind'], profile: string | undefined): string {
  return `${profile ?? ''}/${kind}`;
}
