// Owns: what the Approve and Decline buttons and keys do first: look for stops, open the reason composer.
import { decideOpenRequest, readDecidable } from './decide.ts';
import { useDetailStore } from './detail-store.ts';
import { useListStore } from './list-store.ts';
import { useOverlayStore } from './overlay-store.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

/** Approves the open request; with a `stop` finding it asks first. */
export function askApprove(): void {
  const detail = readDecidable();
  if (detail === null) return;
  if (detail.checks.some((check) => check.severity === 'stop')) {
    useOverlayStore.setState({ stopAsked: detail });
    return;
  }
  approve(detail);
}

/** Approves what the question was about, as it was then. */
export function approveAnyway(): void {
  const { stopAsked } = useOverlayStore.getState();
  useOverlayStore.setState({ stopAsked: null });
  if (stopAsked !== null && readDecidable()?.key === stopAsked.key) approve(stopAsked);
}

/** With the message as typed; an empty one keeps the invitee's own. */
function approve({ seenHash }: Pick<InboxDetail, 'seenHash'>): void {
  const { message } = useDetailStore.getState().draft;
  void decideOpenRequest({ kind: 'approve', message }, seenHash);
}

/** Opens the reason composer; a text typed before is still there. */
export function openDecline(): void {
  if (readDecidable() === null) return;
  useListStore.setState({ pane: 'detail' });
  useDetailStore.setState({ composer: 'decline', decideError: null });
}

export function closeDecline(): void {
  useDetailStore.setState({ composer: 'message', decideError: null });
}

/** Declines with the reason as typed. */
export function declineNow(): void {
  const { reason } = useDetailStore.getState().draft;
  void decideOpenRequest({ kind: 'decline', reason });
}
