// Owns: CM.com Sign's calls as the engine uses them, each one exchange with its own deadline.
// Must not: retry a write, keep state of requests, or let a token leave for another origin.
import { CodedError } from '../../../../src-shared/contract/errors.ts';
import { createHttp, MAX_LIST_BYTES } from '../http.ts';
import { JsonArraySplitter } from '../json-array-splitter.ts';
import { createClockSkew } from '../clock-skew.ts';
import { concludeRead, concludeWrite, pickFacts } from '../outcome.ts';
import { parseDossier, parseReassignRequest } from './answers.ts';
import { createTokenSource } from './token.ts';
import type { Decision } from '../../../../src-shared/domain/decision.ts';
import type { ExchangeResult } from '../exchange.ts';
import type { ClockSkew } from '../clock-skew.ts';
import type { Http, HttpCall, HttpOptions } from '../http.ts';
import type { Clock, CmSignClient, ReadOutcome, WriteOutcome } from '../../ports.ts';
import type { CmSignKey, TokenSource } from './token.ts';

export interface CmSignClientOptions extends HttpOptions, CmSignKey {}

/** The client plus what only its owner needs. */
export interface OwnedCmSignClient extends CmSignClient {
  /**
   * Asks for a request that cannot exist: the cheapest question only the service itself, given a good key,
   * answers as the service would. 404 (or any other JSON refusal but 401) is the sensible answer.
   */
  probe(signal?: AbortSignal): Promise<ReadOutcome<null>>;
  readonly skew: ClockSkew;
  /** Closes all connections; what is open ends with ABORTED. */
  close(): Promise<void>;
}

// A list of 170,000 requests over 10 Mbit/s takes about 150 s; beyond five minutes nobody is sending a list.
const LIST_DEADLINE_MS = 300_000;
// One resource of a few kilobytes: slower than this is as good as no answer.
const READ_DEADLINE_MS = 20_000;
// Coming back online should be noticed within about 3 s, so a probe may not hang much longer.
const PROBE_DEADLINE_MS = 8_000;
const MAX_RESOURCE_BYTES = 4 * 1024 * 1024;
// The longest documented request is about 6 kB.
const MAX_ELEMENT_BYTES = 1024 * 1024;
const MAX_ELEMENTS = 1_000_000;
const NIL_ID = '00000000-0000-0000-0000-000000000000';

interface Wire {
  readonly http: Http;
  readonly tokens: TokenSource;
  readonly skew: ClockSkew;
  readonly clock: Clock;
}

type Call = Omit<HttpCall, 'token'>;

/** Makes the client of one account. Throws CodedError for a base url that is not allowed. */
export function createCmSignClient(options: CmSignClientOptions): OwnedCmSignClient {
  const skew = createClockSkew(options.clock);
  const tokens = createTokenSource(options, options.clock, skew);
  const wire: Wire = { http: createHttp(options), tokens, skew, clock: options.clock };
  return {
    skew,
    listReassignRequests: ({ signal, onItem }) => listRequests(wire, signal, onItem),
    getReassignRequest: (requestId, signal) =>
      readResource(wire, `/reassignrequests/${encodeURIComponent(requestId)}`, signal, (body) =>
        parseReassignRequest(body, requestId),
      ),
    getDossier: (dossierId, signal) =>
      readResource(wire, `/dossiers/${encodeURIComponent(dossierId)}`, signal, (body) =>
        parseDossier(body, dossierId),
      ),
    decideReassignRequest: async (requestId, decision, { deadlineMs, signal }) =>
      await sendDecision(wire, {
        method: 'PUT',
        path: `/reassignrequests/${encodeURIComponent(requestId)}`,
        body: JSON.stringify(writeDecision(decision)),
        deadlineMs,
        maxBytes: MAX_RESOURCE_BYTES,
        signal,
      }),
    probe: (signal) => probeService(wire, signal),
    close: () => wire.http.close(),
  };
}

/** Sends with a fresh token and learns the clock from the answer. */
async function exchange(wire: Wire, call: Call): Promise<ExchangeResult> {
  const token = await wire.tokens.getToken();
  const result = await wire.http.send({ ...call, token });
  wire.skew.learn(result);
  if (result.failure?.code !== 'UNAUTHORIZED') return result;
  wire.tokens.drop();
  return wire.skew.isBeyondBelief()
    ? { ...result, failure: { ...result.failure, code: 'CLOCK_OFF' } }
    : result;
}

/** A read that is refused because of our clock is asked once more with the clock the refusal told us. */
async function exchangeRead(wire: Wire, makeCall: () => Call): Promise<ExchangeResult> {
  const result = await exchange(wire, makeCall());
  if (result.failure?.code !== 'UNAUTHORIZED' || !wire.skew.trustLastSample()) return result;
  return await exchange(wire, makeCall());
}

async function listRequests(
  wire: Wire,
  signal: AbortSignal,
  onItem: (raw: Uint8Array) => void | Promise<void>,
): Promise<ReadOutcome<{ readonly count: number }>> {
  let splitter = createSplitter(onItem);
  const result = await exchangeRead(wire, () => {
    splitter = createSplitter(onItem);
    return {
      method: 'GET',
      path: '/reassignrequests',
      deadlineMs: LIST_DEADLINE_MS,
      maxBytes: MAX_LIST_BYTES,
      signal,
      onData: (chunk) => splitter.push(chunk),
    };
  });
  return concludeRead(result, () => {
    splitter.end();
    return { count: splitter.count };
  });
}

function createSplitter(onItem: (raw: Uint8Array) => void | Promise<void>): JsonArraySplitter {
  const splitter = new JsonArraySplitter({
    maxElementBytes: MAX_ELEMENT_BYTES,
    onElement(raw) {
      if (splitter.count > MAX_ELEMENTS) throw new CodedError('ANSWER_TOO_LARGE', 'Too many');
      return onItem(raw);
    },
  });
  return splitter;
}

async function readResource<T>(
  wire: Wire,
  path: string,
  signal: AbortSignal | undefined,
  parse: (body: Uint8Array) => T,
): Promise<ReadOutcome<T>> {
  const result = await exchangeRead(wire, () => ({
    method: 'GET',
    path,
    deadlineMs: READ_DEADLINE_MS,
    maxBytes: MAX_RESOURCE_BYTES,
    signal,
  }));
  return concludeRead(result, () => parse(result.body ?? new Uint8Array()));
}

async function probeService(
  wire: Wire,
  signal: AbortSignal | undefined,
): Promise<ReadOutcome<null>> {
  const result = await exchangeRead(wire, () => ({
    method: 'GET',
    path: `/reassignrequests/${NIL_ID}`,
    deadlineMs: PROBE_DEADLINE_MS,
    maxBytes: MAX_RESOURCE_BYTES,
    signal,
  }));
  const facts = pickFacts(result);
  const code = result.failure?.code;
  const isSensible = code === undefined || code === 'NOT_FOUND' || code === 'FORBIDDEN';
  return result.failure === null || isSensible
    ? { kind: 'read', value: null, ...facts }
    : { kind: 'failed', failure: result.failure, ...facts };
}

async function sendDecision(wire: Wire, call: Call): Promise<WriteOutcome> {
  const result = await exchange(wire, call);
  // For the next attempt, which is the caller's to make: a 401 may be our clock's fault.
  if (result.status === 401) wire.skew.trustLastSample();
  return concludeWrite(result);
}

/** Body of the PUT (spec §5.3): fields that do not apply are left out. */
function writeDecision(decision: Decision): Record<string, unknown> {
  if (decision.kind === 'decline') return { state: 'declined', declineReason: decision.reason };
  if (decision.message === null) return { state: 'approved' };
  return { state: 'approved', newInvitee: { message: decision.message } };
}
