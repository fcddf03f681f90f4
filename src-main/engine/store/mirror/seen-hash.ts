// Owns: the one hash of what a person saw of a request. Row, detail, decision and outbox all use this function.
import { hash } from 'node:crypto';
import { pickReviewedPicture } from '../../../../src-shared/domain/reassign-request.ts';
import type {
  ReassignRequest,
  ReviewedPicture,
} from '../../../../src-shared/domain/reassign-request.ts';

/**
 * SHA-256 (64 hex digits) of the reviewed picture as JSON with sorted keys, so that the order in which fields
 * are written in code or by the server never matters (OUTBOX rule d).
 */
export function computeSeenHash(request: ReassignRequest): string {
  const picture = pickReviewedPicture(request);
  // The picture is flat, so writing its keys in sorted order makes canonical JSON.
  sortedKeys ??= (Object.keys(picture) as (keyof ReviewedPicture)[]).toSorted();
  const canonical: Partial<Record<keyof ReviewedPicture, unknown>> = {};
  for (const key of sortedKeys) canonical[key] = picture[key];
  return hash('sha256', JSON.stringify(canonical), 'hex');
}

let sortedKeys: readonly (keyof ReviewedPicture)[] | null = null;
