// Owns: knowing how many exchanges of a client are on their way. Must not: change them.
import type { CmSignClient, SigningHubClient } from '../../src-main/engine/ports.ts';

/** The same client; `traffic.open` follows its exchanges. */
export function countTraffic(traffic: { open: number }, client: CmSignClient): CmSignClient {
  const count = createCounter(traffic);
  return {
    listReassignRequests: (options) => count(client.listReassignRequests(options)),
    getReassignRequest: (id, signal) => count(client.getReassignRequest(id, signal)),
    getDossier: (id, signal) => count(client.getDossier(id, signal)),
    decideReassignRequest: (id, decision, options) =>
      count(client.decideReassignRequest(id, decision, options)),
  };
}

/** The same for SigningHub. */
export function countHubTraffic(
  traffic: { open: number },
  client: SigningHubClient,
): SigningHubClient {
  const count = createCounter(traffic);
  return {
    listPackages: (...args) => count(client.listPackages(...args)),
    getWorkflow: (...args) => count(client.getWorkflow(...args)),
    listDirectory: (...args) => count(client.listDirectory(...args)),
    applyWorkflowCall: (...args) => count(client.applyWorkflowCall(...args)),
  };
}

function createCounter(traffic: { open: number }): <T>(exchange: Promise<T>) => Promise<T> {
  return async (exchange) => {
    traffic.open += 1;
    try {
      return await exchange;
    } finally {
      traffic.open -= 1;
    }
  };
}
