// Owns: knowing how many exchanges of a client are on their way. Must not: change them.
import { setTimeout as wait } from 'node:timers/promises';
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

export interface HubTraffic {
  open: number;
  reads: number;
  writes: number;
}

/** The same for SigningHub, and how many there were. */
export function countHubTraffic(traffic: HubTraffic, client: SigningHubClient): SigningHubClient {
  const count = createCounter(traffic);
  return {
    listPackages: (...args) => count(client.listPackages(...args)),
    getWorkflow: (...args) => {
      traffic.reads += 1;
      return count(client.getWorkflow(...args));
    },
    listDirectory: (...args) => count(client.listDirectory(...args)),
    applyWorkflowCall: (...args) => {
      traffic.writes += 1;
      return count(client.applyWorkflowCall(...args));
    },
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

// Far longer than a healthy exchange on loopback, even while the machine is busy.
const HANGING_MS = 250;

/** A jump during a healthy exchange would look like its deadline; one that hangs on purpose is not waited for. */
export async function waitForQuiet(traffic: { readonly open: number }): Promise<void> {
  const limit = performance.now() + HANGING_MS;
  while (traffic.open > 0 && performance.now() < limit) await wait(1);
}
