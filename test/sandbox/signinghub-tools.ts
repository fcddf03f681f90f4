// Owns what the tests of the SigningHub side share: a running sandbox with a token, calls in short, and
// switches that go back to their defaults.
import { createAssumptions } from '../../src-sandbox/signinghub/assumptions.ts';
import {
  buildSandboxPackage,
  readShortList,
  type BuiltPackage,
  type PackageFields,
} from '../builders/sandbox-package.ts';
import {
  callControl,
  callHub,
  makeHubToken,
  startSandboxInProcess,
  type RunningSandbox,
  type ServiceAnswer,
} from '../support/sandbox-process.ts';

export type HubDesk = Readonly<{
  sandbox: RunningSandbox;
  /** Calls as the first user; the path begins with the version. */
  call: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<ServiceAnswer>;
  /** Calls under a package's `/v3` path. */
  callIn: (
    packageId: number,
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<ServiceAnswer>;
  /** A token of any user of the house, through the integration's scope. */
  tokenOf: (email: string) => Promise<string>;
  control: <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>;
  build: (fields?: PackageFields) => Promise<BuiltPackage>;
  list: (packageId: number) => Promise<readonly string[]>;
  set: (values: Readonly<Record<string, string>>) => Promise<unknown>;
  advanceClock: (advanceMs: number) => Promise<unknown>;
  /** Puts every switch back. */
  reset: () => Promise<unknown>;
}>;

const DEFAULTS = Object.fromEntries(
  Object.entries(createAssumptions().all()).map(([id, value]) => [id, String(value)]),
);

/** Starts a sandbox without CM.com Sign requests; `flags` add to that. */
export async function startHubDesk(
  flags: readonly string[] = ['--packages', '0'],
): Promise<HubDesk> {
  const sandbox = await startSandboxInProcess(['--requests', '0', '--seed', '3', ...flags]);
  const token = await makeHubToken(sandbox);
  const control = <T>(method: string, path: string, body?: unknown): Promise<T> =>
    callControl<T>(sandbox, method, `/signinghub${path}`, body);
  return {
    sandbox,
    call: (method, path, body, headers) => callHub(sandbox, token, method, path, body, headers),
    callIn: (packageId, method, path, body) =>
      callHub(sandbox, token, method, `/v3/packages/${packageId}${path}`, body),
    tokenOf: (email) => makeHubToken(sandbox, { scope: email }),
    control,
    build: (fields) => buildSandboxPackage(sandbox, fields),
    list: (packageId) => readShortList(sandbox, token, packageId),
    set: (values) => control('PUT', '/assumptions', values),
    advanceClock: (advanceMs) => callControl(sandbox, 'PUT', '/clock', { advanceMs }),
    reset: () => control('PUT', '/assumptions', DEFAULTS),
  };
}

/** A refusal in short: `403 Document not found`; `200` alone for success. */
export function readShort({ status, json, text }: ServiceAnswer): string {
  const { Message, error } = (json ?? {}) as { Message?: string; error?: string };
  const words = Message ?? error;
  return words === undefined ? `${status}${status >= 400 ? ` ${text}` : ''}` : `${status} ${words}`;
}

/** An item of Add Users for `name@example.test`. */
export function makeUser(name: string, signingOrder?: number, over: object = {}): object {
  return {
    user_email: `${name}@example.test`,
    user_name: name,
    role: 'SIGNER',
    ...(signingOrder === undefined ? {} : { signing_order: signingOrder }),
    ...over,
  };
}
