// Owns: knowing how many exchanges of a client are on their way. Must not: change them.
import type { CmSignClient } from '../../src-main/engine/ports.ts';

/** The same client; `traffic.open` follows its exchanges. */
export function countTraffic(traffic: { open: number }, client: CmSignClient): CmSignClient {
  const count = async <T>(exchange: Promise<T>): Promise<T> => {
    traffic.open += 1;
    try {
      return await exchange;
    } finally {
      traffic.open -= 1;
    }
  };
  return {
    listReassignRequests: (options) => count(client.listReassignRequests(options)),
    getReassignRequest: (id, signal) => count(client.getReassignRequest(id, signal)),
    getDossier: (id, signal) => count(client.getDossier(id, signal)),
    decideReassignRequest: (id, decision, options) =>
      count(client.decideReassignRequest(id, decision, options)),
  };
}
