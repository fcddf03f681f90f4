// Owns: making the client a connection test uses, of the kind its key is for. Must not: store anything.
import { createCmSignClient } from '../remote/cm-sign/client.ts';
import { createSigningHubClient } from '../remote/signinghub/client.ts';
import { isSigningHubKey } from './account-key.ts';
import type { AccountKey } from './account-key.ts';
import type { TestClient } from './connection-test.ts';
import type { Clock } from '../ports.ts';

/** Throws CodedError for a base url that is not allowed; nothing connects yet. */
export function createTestClient(options: {
  readonly baseUrl: string;
  readonly key: AccountKey;
  readonly clock: Clock;
}): TestClient {
  const { key, ...base } = options;
  return isSigningHubKey(key)
    ? wrapSigningHub(createSigningHubClient({ ...base, key }))
    : wrapCmSign(createCmSignClient({ ...base, ...key }));
}

function wrapCmSign(client: ReturnType<typeof createCmSignClient>): TestClient {
  return {
    probe: () => client.probe(),
    countList: (signal) => client.listReassignRequests({ signal, onItem: () => {} }),
    close: () => client.close(),
  };
}

function wrapSigningHub(client: ReturnType<typeof createSigningHubClient>): TestClient {
  return {
    probe: () => client.probe(),
    countList: async (signal) => {
      const page = await client.listPackages(1, 1, signal);
      if (page.kind === 'failed') return page;
      return { ...page, value: { count: page.value.total ?? page.value.rows.length } };
    },
    close: () => client.close(),
  };
}
