// Owns: where the person is: screen, inbox view, open overlay, and the request a link asked for.
// Must not: hold data of requests. The last view is remembered on this computer; nothing personal is.
import { create } from 'zustand';
import { INBOX_VIEWS } from '../../src-shared/contract/inbox-view.ts';
import type { InboxView } from '../../src-shared/contract/inbox-view.ts';
import type { RequestKey } from '../../src-shared/domain/reassign-request.ts';
import type { PackageKey } from '../../src-shared/domain/workflow/package-key.ts';

export type Screen = 'inbox' | 'queue' | 'workflows' | 'settings';
export type Overlay = 'palette' | 'keys' | null;

interface NavigationStore {
  readonly screen: Screen;
  readonly view: InboxView;
  readonly overlay: Overlay;
  /** A request to open in the inbox, from a link or another screen; the inbox takes it and sets null. */
  readonly wantedRequest: RequestKey | null;
  /** A queue entry to show, from the inbox; the queue takes it and sets null. */
  readonly wantedOpId: string | null;
  /** A package to open in the builder, from the queue; the workflows screen takes it and sets null. */
  readonly wantedPackage: PackageKey | null;
}

const LAST_VIEW_KEY = 'signing-desk.view';

function readLastView(): InboxView {
  const stored = globalThis.localStorage?.getItem(LAST_VIEW_KEY);
  return INBOX_VIEWS.find((view) => view === stored) ?? 'pending';
}

export const useNavigationStore = create<NavigationStore>(() => ({
  screen: 'inbox',
  view: readLastView(),
  overlay: null,
  wantedRequest: null,
  wantedOpId: null,
  wantedPackage: null,
}));

export function goToScreen(screen: Screen): void {
  useNavigationStore.setState({ screen });
}

/** Opens the inbox on a view. */
export function goToView(view: InboxView): void {
  globalThis.localStorage?.setItem(LAST_VIEW_KEY, view);
  useNavigationStore.setState({ screen: 'inbox', view });
}

/** Opens one request in the inbox; it never acts on it. */
export function goToRequest(key: RequestKey): void {
  useNavigationStore.setState({ screen: 'inbox', wantedRequest: key });
}

/** Opens the queue at one entry. */
export function goToQueueEntry(opId: string): void {
  useNavigationStore.setState({ screen: 'queue', wantedOpId: opId });
}

/** Opens one package in the builder. */
export function goToPackage(key: PackageKey): void {
  useNavigationStore.setState({ screen: 'workflows', wantedPackage: key });
}

export function openOverlay(overlay: Overlay): void {
  useNavigationStore.setState({ overlay });
}
