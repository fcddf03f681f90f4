// Owns: what the last start-over wrote, so that the empty desk can say where it lies. Must not: outlive the page.
import { create } from 'zustand';

interface ResetStore {
  /** null: this page has not started over. */
  readonly exported: { readonly path: string | null; readonly count: number } | null;
}

export const useResetStore = create<ResetStore>(() => ({ exported: null }));
