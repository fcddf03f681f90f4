// Owns: the line under the title of the open request: owner, signatures, date, place. Pure.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { format, words } from '../../words/words.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

/** "John Doe asked for 2 signatures · sent 14 Nov · signer 1 of 2"; leaves out what is not known. */
export function writeDetailLine({ request, dossier }: InboxDetail, nowMs: number): string {
  const says = words.detail;
  const owner = writeVisibly(request.dossier.owner);
  // While a hand-over is asked for, its invitee reads as read-only (A9), but the signature is still theirs to give.
  const signers =
    dossier?.invitees.filter(
      (invitee) => !invitee.readOnly || invitee.id === request.originalInvitee.id,
    ) ?? [];
  const parts = [
    signers.length === 0 ? says.askedUnknown(owner) : says.asked(owner, signers.length),
  ];
  const sentAt = dossier?.createdAt ?? null;
  if (sentAt !== null) parts.push(says.sentOn(format.day(sentAt, nowMs)));
  const { position } = request.originalInvitee;
  if (position !== null && signers.length >= position) {
    parts.push(says.signerOf(position, signers.length));
  }
  return parts.join(' · ');
}
