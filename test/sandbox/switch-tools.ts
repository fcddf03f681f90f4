// Owns a sandbox for the tests of one file's assumption switches: its defaults come back after each test.
// Must hold no expectations.
import { after, afterEach, before } from 'node:test';
import { createAssumptions } from '../../src-sandbox/cm-sign/assumptions.ts';
import {
  callControl,
  callService,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

export type SwitchedInvitee = {
  id: string;
  state: string | null;
  readOnly: boolean;
  position: number | null;
  stateComment: string | null;
};
export type SwitchedRequest = {
  id: string;
  state: string;
  createdAt: string;
  originalInvitee: SwitchedInvitee;
  newInvitee: { message: string | null };
};

/** Call inside a `describe`: registers start, reset and stop, and returns the calls the tests make. */
export function useSwitchSandbox() {
  let sandbox: RunningSandbox;
  const defaults = Object.fromEntries(
    Object.entries(createAssumptions().all()).map(([id, value]) => [id, String(value)]),
  );

  before(async () => {
    sandbox = await startSandboxInProcess(['--requests', '40', '--seed', '11']);
  });
  after(() => sandbox.stop());
  afterEach(() => callControl(sandbox, 'PUT', '/assumptions', defaults));

  const set = (values: Record<string, string>): Promise<unknown> =>
    callControl(sandbox, 'PUT', '/assumptions', values);
  const get = (path: string): Promise<ServiceAnswer> => callService(sandbox, 'GET', path);
  const put = (id: string, body: unknown): Promise<ServiceAnswer> =>
    callService(sandbox, 'PUT', `/reassignrequests/${id}`, body);
  const read = async (id: string): Promise<SwitchedRequest> =>
    (await get(`/reassignrequests/${id}`)).json as SwitchedRequest;
  const list = async (): Promise<SwitchedRequest[]> =>
    (await get('/reassignrequests')).json as SwitchedRequest[];
  return { readSandbox: () => sandbox, set, get, put, read, list };
}
