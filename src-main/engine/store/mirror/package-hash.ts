// Owns: the hash of what a person arranges on: the list, and what decides which changes are allowed.
// Must not: include what does not matter to that.
import { hash } from 'node:crypto';
import type { PackagePicture, ServerList } from '../../../../src-shared/domain/workflow/model.ts';

/** SHA-256 in hex. Equal hashes: the same list, in the same stage, under the same lock, for the same kind of user. */
export function computeBaseHash(list: ServerList, picture: PackagePicture): string {
  const { stage, mode, isLocked, user } = picture;
  const rows = list.recipients.map((row) => [
    row.kind,
    row.name,
    row.email,
    row.role,
    row.order,
    row.signingOrder,
    row.status,
  ]);
  const documents = picture.documentTypes.toSorted();
  const about = [stage, mode, isLocked, documents, user.isOwner, user.mayChangeRecipients];
  return hash('sha256', JSON.stringify([list.type, rows, about]), 'hex');
}
