// Owns the index of requests that are not part of the sample: by id, by review token and by age.
import type { ReassignRequest } from './model.ts';

export type ExtraRequest = Readonly<{ requestId: string; dossierId: string; createdAt: number }>;

export type ExtraRequests = Readonly<{
  /** Takes a request in; one already known is left alone. */
  note: (dossierId: string, request: ReassignRequest) => void;
  findDossierId: (requestId: string) => string | undefined;
  findRequestId: (token: string) => string | undefined;
  /** Newest first. */
  list: () => readonly ExtraRequest[];
}>;

export function createExtraRequests(): ExtraRequests {
  const dossierByRequest = new Map<string, string>();
  const requestByToken = new Map<string, string>();
  const byAge: ExtraRequest[] = [];
  return {
    note: (dossierId, { id, token, createdAt }) => {
      if (dossierByRequest.has(id)) return;
      dossierByRequest.set(id, dossierId);
      requestByToken.set(token, id);
      const at = byAge.findIndex((one) => one.createdAt <= createdAt);
      byAge.splice(at < 0 ? byAge.length : at, 0, { requestId: id, dossierId, createdAt });
    },
    findDossierId: (requestId) => dossierByRequest.get(requestId),
    findRequestId: (token) => requestByToken.get(token),
    list: () => byAge,
  };
}
