// Owns: SigningHub's calls as the engine uses them, each one exchange with its own deadline.
// Must not: retry a write, keep state of packages, or let a token leave for another origin.
import { createHttp } from '../http.ts';
import { createClockSkew } from '../clock-skew.ts';
import { concludeRead, concludeWrite, createFailure } from '../outcome.ts';
import { parseDirectoryRows, parsePackageRows, readTotal } from './answers.ts';
import { readDirectory } from './directory.ts';
import { PACKAGE_GONE_MESSAGES, readHubMessage } from './messages.ts';
import { createTokenSource } from './token.ts';
import { parseWorkflow } from './workflow-answer.ts';
import { writeCall } from './write-call.ts';
import type { WorkflowCall } from '../../../../src-shared/domain/workflow/call.ts';
import type { ClockSkew } from '../clock-skew.ts';
import type { ExchangeResult } from '../exchange.ts';
import type { Http, HttpCall, HttpOptions } from '../http.ts';
import type {
  Clock,
  ListedPackage,
  ListPage,
  ReadOutcome,
  ReadPackage,
  SigningHubClient,
  WriteOutcome,
} from '../../ports.ts';
import type { SigningHubKey, TokenAnswer, TokenSource } from './token.ts';

export interface SigningHubClientOptions extends HttpOptions {
  readonly key: SigningHubKey;
}

/** The client plus what only its owner needs. */
export interface OwnedSigningHubClient extends SigningHubClient {
  /** Asks for one row of the package list: the cheapest question only the service itself, given a good key, answers. */
  probe(signal?: AbortSignal): Promise<ReadOutcome<null>>;
  readonly skew: ClockSkew;
  /** Closes all connections; what is open ends with ABORTED. */
  close(): Promise<void>;
}

// A page of rows or one workflow; slower than this is as good as no answer.
const READ_DEADLINE_MS = 20_000;
const LOGIN_DEADLINE_MS = 15_000;
// Coming back online should be noticed within about 3 s, so a probe may not hang much longer.
const PROBE_DEADLINE_MS = 8_000;
// A thousand recipients with their permissions stay below.
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;

interface Wire {
  readonly http: Http;
  readonly tokens: TokenSource;
  readonly skew: ClockSkew;
  readonly clock: Clock;
  /** `/v3` or `/v4`. */
  readonly version: string;
  /** On whose behalf calls run. */
  readonly userEmail: string;
}

type Call = Omit<HttpCall, 'token' | 'maxBytes' | 'readMessage'>;

/** Makes the client of one account. Throws CodedError for a base url that is not allowed. */
export function createSigningHubClient(options: SigningHubClientOptions): OwnedSigningHubClient {
  const { clock, key } = options;
  const { root, version } = splitVersion(options.baseUrl);
  const http = createHttp({ ...options, baseUrl: root });
  const skew = createClockSkew(clock);
  const tokens = createTokenSource({ key, clock, post: (form) => postLogin(http, skew, form) });
  const wire: Wire = { http, tokens, skew, clock, version, userEmail: key.scope ?? key.username };
  return {
    skew,
    listPackages: (page, recordsPerPage, signal) =>
      listPackages(wire, page, recordsPerPage, signal, READ_DEADLINE_MS),
    getWorkflow: (packageId, signal) => getWorkflow(wire, packageId, signal),
    listDirectory: (source, signal) =>
      readDirectory(source, (path) =>
        readResource(wire, { path, signal, deadlineMs: READ_DEADLINE_MS }, (body, total) => ({
          ...parseDirectoryRows(body, source),
          total,
        })),
      ),
    applyWorkflowCall: (packageId, call, limits) => sendCall(wire, packageId, call, limits),
    probe: async (signal) => {
      const outcome = await listPackages(wire, 1, 1, signal, PROBE_DEADLINE_MS);
      return outcome.kind === 'read' ? { ...outcome, value: null } : outcome;
    },
    close: () => http.close(),
  };
}

/** A base url may end in the version; the login has none (spec §1). */
function splitVersion(baseUrl: string): { readonly root: string; readonly version: string } {
  const match = /^(.*?)\/(v[34])\/*$/i.exec(baseUrl.trim());
  const [, root = baseUrl.trim(), version = 'v3'] = match ?? [];
  return { root, version: `/${version.toLowerCase()}` };
}

async function postLogin(
  http: Http,
  skew: ClockSkew,
  form: URLSearchParams,
): Promise<ExchangeResult> {
  const result = await http.send({
    method: 'POST',
    path: '/authenticate',
    token: null,
    body: form.toString(),
    isForm: true,
    deadlineMs: LOGIN_DEADLINE_MS,
    maxBytes: MAX_ANSWER_BYTES,
    readMessage: readHubMessage,
  });
  skew.learn(result);
  return result;
}

async function exchange(wire: Wire, call: Call, token: string): Promise<ExchangeResult> {
  const result = await wire.http.send({
    ...call,
    path: wire.version + call.path,
    token,
    maxBytes: MAX_ANSWER_BYTES,
    readMessage: readHubMessage,
  });
  wire.skew.learn(result);
  if (result.status === 401) wire.tokens.drop(token);
  return result;
}

/** A read refused with 401 is asked once more with a new token. */
async function readResource<T>(
  wire: Wire,
  call: Pick<Call, 'path' | 'signal' | 'deadlineMs'>,
  parse: (body: Uint8Array, total: number | null) => T,
): Promise<ReadOutcome<T>> {
  const request: Call = { method: 'GET', keepHeader: 'x-total-records', ...call };
  let answer: TokenAnswer = await wire.tokens.getToken();
  if (answer.token === null) return refuseRead(answer);
  let result = await exchange(wire, request, answer.token);
  if (result.status === 401) {
    answer = await wire.tokens.getToken();
    if (answer.token === null) return refuseRead(answer);
    result = await exchange(wire, request, answer.token);
  }
  return concludeRead(result, () =>
    parse(result.body ?? new Uint8Array(), readTotal(result.keptHeader)),
  );
}

function refuseRead({
  failure,
  facts,
}: Extract<TokenAnswer, { token: null }>): Extract<ReadOutcome<never>, { kind: 'failed' }> {
  return { kind: 'failed', failure, ...facts };
}

function listPackages(
  wire: Wire,
  page: number,
  recordsPerPage: number,
  signal: AbortSignal | undefined,
  deadlineMs: number,
): Promise<ReadOutcome<ListPage<ListedPackage>>> {
  const path = `/packages/ALL/${page}/${recordsPerPage}`;
  return readResource(wire, { path, signal, deadlineMs }, (body, total) => ({
    ...parsePackageRows(body),
    total,
  }));
}

async function getWorkflow(
  wire: Wire,
  packageId: string,
  signal: AbortSignal | undefined,
): Promise<ReadOutcome<ReadPackage>> {
  const path = `/packages/${encodeURIComponent(packageId)}/workflow`;
  const outcome = await readResource(wire, { path, signal, deadlineMs: READ_DEADLINE_MS }, (body) =>
    parseWorkflow(body, packageId, wire.userEmail),
  );
  if (outcome.kind === 'read' || outcome.failure.code !== 'NOT_FOUND') return outcome;
  // A 404 in other words comes from a wrong path or a proxy, and says nothing about the package.
  const isAboutPackage = PACKAGE_GONE_MESSAGES.includes(outcome.failure.serverMessage ?? '');
  if (isAboutPackage) return outcome;
  return { ...outcome, failure: { ...outcome.failure, code: 'ANSWER_UNEXPECTED' } };
}

async function sendCall(
  wire: Wire,
  packageId: string,
  call: WorkflowCall,
  limits: { readonly deadlineMs: number; readonly signal?: AbortSignal },
): Promise<WriteOutcome> {
  const beganMonoMs = wire.clock.monoMs();
  const answer = await wire.tokens.getToken();
  if (answer.token === null) return { kind: 'not-sent', failure: answer.failure, ...answer.facts };
  // The caller settles by its deadline, so a login on the way must not lengthen it.
  const tookMs = wire.clock.monoMs() - beganMonoMs;
  const leftMs = limits.deadlineMs - tookMs;
  if (leftMs <= 0) {
    const facts = { beganMonoMs, tookMs, status: null, serverDateMs: null };
    return { kind: 'not-sent', failure: createFailure('ANSWER_TIMEOUT', null), ...facts };
  }
  const { method, path, body } = writeCall(call);
  const result = await exchange(
    wire,
    {
      method,
      path: `/packages/${encodeURIComponent(packageId)}${path}`,
      body,
      deadlineMs: leftMs,
      signal: limits.signal,
    },
    answer.token,
  );
  return concludeWrite(result);
}
