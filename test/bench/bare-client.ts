// Owns: the bare least that reads and approves a request: no queue, no commit, no check. Must not: time anything.
import { Pool } from 'undici';
import { makeSandboxToken } from '../support/sandbox-process.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

export interface BareClient {
  ask(method: 'GET' | 'PUT', requestId: string): Promise<void>;
  close(): Promise<void>;
}

/** Asks at `baseUrl`, the sandbox's own or that of something in between. */
export function createBareClient(sandbox: RunningSandbox, baseUrl = sandbox.baseUrl): BareClient {
  const { origin, pathname } = new URL(baseUrl);
  const pool = new Pool(origin, { connections: 4, pipelining: 1, allowH2: false });
  let token: Promise<string> | null = null;
  return {
    ask: async (method, requestId) => {
      token ??= makeSandboxToken(sandbox, { lifeS: 3_600 });
      const answer = await pool.request({
        method,
        path: `${pathname}/reassignrequests/${requestId}`,
        headers: { authorization: `Bearer ${await token}`, 'content-type': 'application/json' },
        ...(method === 'PUT'
          ? { body: '{"state":"approved","newInvitee":{"message":"Please sign"}}' }
          : {}),
      });
      await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`the bare side got ${answer.statusCode}`);
    },
    close: () => pool.close(),
  };
}
