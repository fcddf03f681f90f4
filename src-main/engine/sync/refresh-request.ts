// Owns: reading one request and its dossier now, because a person looks at it. Must not: wait for the schedule.
import { CodedError } from '../../../src-shared/contract/errors.ts';
import { createRequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { CmSignClient, Connectivity, RemoteFailure } from '../ports.ts';
import type { MirrorStore } from '../store/mirror/mirror-writer.ts';

export interface RefreshOptions {
  readonly accountId: string;
  readonly requestId: string;
  readonly client: CmSignClient;
  readonly mirror: MirrorStore;
  readonly connectivity: Connectivity;
}

/**
 * Answers the keys whose picture has changed. Throws CodedError with the failure's code when the request cannot be
 * read; a 404 marks it as gone and is no error. A dossier that cannot be read leaves its last version.
 */
export async function refreshRequest(options: RefreshOptions): Promise<readonly RequestKey[]> {
  const { accountId, requestId, client, mirror, connectivity } = options;
  const outcome = await client.getReassignRequest(requestId);
  connectivity.report(accountId, outcome);
  if (outcome.kind === 'failed') {
    if (outcome.failure.code !== 'NOT_FOUND') throw describeFailure(outcome.failure);
    const isNews = mirror.markGone(accountId, requestId, outcome.beganMonoMs);
    return isNews ? [createRequestKey(accountId, requestId)] : [];
  }
  const applied = mirror.applyRequest(accountId, outcome.value, outcome.beganMonoMs);
  const changed = new Set<RequestKey>();
  if (applied.effect === 'new' || applied.effect === 'changed') changed.add(applied.key);
  const dossier = await client.getDossier(applied.dossierId);
  connectivity.report(accountId, dossier);
  if (dossier.kind === 'read') {
    for (const key of mirror.applyDossier(accountId, dossier.value)) changed.add(key);
  }
  return [...changed];
}

function describeFailure(failure: RemoteFailure): CodedError {
  return new CodedError(failure.code, 'The request could not be read', { status: failure.status });
}
