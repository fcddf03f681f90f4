// Owns: the one hash of what a person saw of a request. Row, detail, decision and outbox all use this function.
import { hash } from 'node:crypto';
import { pickReviewedPicture } from '../../../../src-shared/domain/reassign-request.ts';
import type { ReassignRequest } from '../../../../src-shared/domain/reassign-request.ts';

/**
 * SHA-256 (64 hex digits) of the reviewed picture as JSON with sorted keys, so that the order in which fields
 * are written in code or by the server never matters (OUTBOX rule d).
 */
export function computeSeenHash(request: ReassignRequest): string {
  const picture = pickReviewedPicture(request);
  // The picture is flat, so an array of its sorted keys makes canonical JSON.
  const keys = Object.keys(picture).toSorted();
  return hash('sha256', JSON.stringify(picture, keys), 'hex');
}
