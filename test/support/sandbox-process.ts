// Owns starting a sandbox for a test, as its own program or inside the test's process, and making
// sure that it ends. Must hold no expectations.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { SignJWT } from 'jose';
import { parseOptions } from '../../src-sandbox/options.ts';
import { startSandbox } from '../../src-sandbox/sandbox.ts';
import { PATIENCE_MS } from './patience.ts';

/** The sandbox's program; start it with the Node that runs the tests. */
export const SANDBOX_PROGRAM = fileURLToPath(new URL('../../src-sandbox/main.ts', import.meta.url));

const STOP_LIMIT_MS = 5_000;

/** What a client of the sandbox's SigningHub side needs; `baseUrl` goes without `/v3` or `/v4`. */
export type HubAccess = Readonly<{
  baseUrl: string;
  clientId: string;
  clientSecret: string;
  username: string;
  password: string;
}>;

/** A sandbox under test. `pid` is set when it runs as its own process. */
export type RunningSandbox = Readonly<{
  baseUrl: string;
  /** Ends in `/_sandbox`. */
  controlUrl: string;
  kid: string;
  secret: string;
  signingHub: HubAccess;
  pid?: number | undefined;
  stop: () => Promise<void>;
}>;

type Ready = Readonly<{
  ready: true;
  baseUrl: string;
  controlUrl: string;
  kid: string;
  secret: string;
  signingHub: HubAccess;
}>;

async function waitForReady(lines: AsyncIterable<string>): Promise<Ready> {
  for await (const line of lines) {
    if (line.startsWith('{"ready":true')) return JSON.parse(line) as Ready;
  }
  throw new Error('the sandbox ended before it was ready');
}

/** Starts the sandbox as a real child process on free ports with the given flags. */
export async function startSandboxProcess(flags: readonly string[] = []): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [SANDBOX_PROGRAM, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  const exited = once(child, 'exit');
  const tooLate = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  try {
    const { ready: _ready, ...addresses } = await waitForReady(createInterface(child.stdout));
    return {
      ...addresses,
      pid: child.pid,
      stop: async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGTERM');
        const hard = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
        await exited;
        clearTimeout(hard);
      },
    };
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`the sandbox did not start: ${complaints}`, { cause: error });
  } finally {
    clearTimeout(tooLate);
  }
}

/** Starts the sandbox inside this process, for tests of its own rules. Takes the same flags. */
export async function startSandboxInProcess(
  flags: readonly string[] = [],
): Promise<RunningSandbox> {
  const parsed = parseOptions(flags);
  if (!parsed.ok) throw new Error(parsed.message);
  const failures: unknown[] = [];
  const { baseUrl, controlUrl, kid, secret, signingHub, stop } = await startSandbox({
    ...parsed.options,
    onError: (error) => failures.push(error),
  });
  return {
    baseUrl,
    controlUrl,
    kid,
    secret,
    signingHub,
    stop: async () => {
      await stop();
      if (failures.length > 0) throw new AggregateError(failures, 'the sandbox failed inside');
    },
  };
}

/** A token for the sandbox; `nowS` and `lifeS` are seconds. */
export async function makeSandboxToken(
  { kid, secret }: Pick<RunningSandbox, 'kid' | 'secret'>,
  {
    nowS = Math.floor(Date.now() / 1000),
    lifeS = 60,
  }: Readonly<{ nowS?: number; lifeS?: number }> = {},
): Promise<string> {
  return new SignJWT({ iat: nowS, nbf: nowS, exp: nowS + lifeS })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid })
    .sign(new TextEncoder().encode(secret));
}

/** Asks the control surface; throws with its words when it refuses. */
export async function callControl<T = unknown>(
  { controlUrl }: Pick<RunningSandbox, 'controlUrl'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await fetch(`${controlUrl}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`control ${method} ${path}: ${answer.status} ${text}`);
  return JSON.parse(text) as T;
}

/** An answer of the service; `json` is undefined when the body is not JSON. */
export type ServiceAnswer = Readonly<{
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}>;

/** A bearer token of the SigningHub side; `form` overrides the password grant of the first user. */
export async function makeHubToken(
  { signingHub }: Pick<RunningSandbox, 'signingHub'>,
  form: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { baseUrl, clientId, clientSecret, username, password } = signingHub;
  const answer = await fetch(`${baseUrl}/authenticate`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'password',
      client_id: clientId,
      client_secret: clientSecret,
      username,
      password,
      ...form,
    }).toString(),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`authenticate: ${answer.status} ${text}`);
  return (JSON.parse(text) as { access_token: string }).access_token;
}

/** Asks the SigningHub side; `path` begins with the version, e.g. `/v3/packages`. A string is sent as it is. */
export async function callHub(
  { signingHub }: Pick<RunningSandbox, 'signingHub'>,
  token: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServiceAnswer> {
  const answer = await fetch(`${signingHub.baseUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parseJson(text) };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Asks the service with a fresh token; `headers` override. Rejects when the connection breaks. */
export async function callService(
  sandbox: Pick<RunningSandbox, 'baseUrl' | 'kid' | 'secret'>,
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<ServiceAnswer> {
  const answer = await fetch(`${sandbox.baseUrl}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      authorization: `Bearer ${await makeSandboxToken(sandbox)}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: parseJson(text) };
}
