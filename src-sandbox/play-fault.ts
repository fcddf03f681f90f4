// Owns what each fault does to a real connection. Knows no service: it gets the answer the service
// would have given by asking for it, so "before" and "after applying" are exact.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from './faults.ts';
import { reshapeJson } from './reshape-json.ts';

/** A whole answer of the service, not yet sent. */
export type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
}>;

/** The exchange a fault acts on. */
export type Exchange = Readonly<{
  request: IncomingMessage;
  response: ServerResponse;
  /** Lets the service handle the request, once, and returns its answer unsent. */
  apply: () => Promise<Answer>;
  /** Closes the listener; opens it again after the given time, if any. */
  refuse: (forMs: number | undefined) => Promise<void>;
}>;

const JSON_TYPE = 'application/json; charset=utf-8';
const OVERSIZED_CHUNK_BYTES = 65_536;
// A wait of a fault must not keep a stopped sandbox's process alive.
const UNHELD = { ref: false } as const;

const PORTAL = `<!doctype html><html><head><title>Guest network</title></head>
<body><h1>Welcome</h1><p>Accept the terms to use this network.</p></body></html>`;

function send(response: ServerResponse, answer: Answer): void {
  const { status, body } = answer;
  const isBodyless = status === 204 || status === 304;
  response.writeHead(status, {
    ...answer.headers,
    ...(isBodyless ? {} : { 'content-length': String(body.length) }),
  });
  response.end(isBodyless ? undefined : body);
}

function makeAnswer(
  status: number,
  type: string,
  text: string,
  extra: Record<string, string> = {},
): Answer {
  return { status, headers: { 'content-type': type, ...extra }, body: Buffer.from(text) };
}

/** Answers with the status rule's own body, or a minimal error body for it. */
function makeStatusAnswer(fault: Extract<Fault, { type: 'status' }>): Answer {
  const { status, body } = fault;
  if (typeof body === 'string') {
    return makeAnswer(status, 'text/plain; charset=utf-8', body, fault.headers);
  }
  const text = JSON.stringify(body ?? { status, message: 'Injected by a fault rule.' });
  return makeAnswer(status, JSON_TYPE, text, fault.headers);
}

function reset(request: IncomingMessage): void {
  request.socket.resetAndDestroy();
}

/** Promises the full length, sends the first bytes and closes the connection. */
function sendCut(response: ServerResponse, answer: Answer, atByte: number): void {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(Math.max(answer.body.length, atByte + 1)),
  });
  response.flushHeaders();
  const close = (): void => response.socket?.destroySoon();
  if (atByte === 0) close();
  else response.write(answer.body.subarray(0, atByte), close);
}

async function sendDrip(
  response: ServerResponse,
  answer: Answer,
  bytes: number,
  everyMs: number,
): Promise<void> {
  response.writeHead(answer.status, {
    ...answer.headers,
    'content-length': String(answer.body.length),
  });
  for (let at = 0; at < answer.body.length && !response.destroyed; at += bytes) {
    response.write(answer.body.subarray(at, at + bytes));
    await wait(everyMs, undefined, UNHELD);
  }
  response.end();
}

/** Streams one JSON array holding one string, `sizeBytes` long in all, never holding it in memory. */
async function sendOversized(response: ServerResponse, sizeBytes: number): Promise<void> {
  response.writeHead(200, { 'content-type': JSON_TYPE });
  response.write('["');
  const chunk = Buffer.alloc(OVERSIZED_CHUNK_BYTES, 'x');
  for (let left = sizeBytes - 4; left > 0 && !response.destroyed; left -= chunk.length) {
    const isRoomLeft = response.write(left < chunk.length ? chunk.subarray(0, left) : chunk);
    if (isRoomLeft) continue;
    await new Promise<void>((resolve) => {
      const settle = (): void => {
        response.off('drain', settle).off('close', settle);
        resolve();
      };
      response.on('drain', settle).on('close', settle);
    });
  }
  response.end('"]');
}

async function applyLate(
  { request, response, apply }: Exchange,
  fault: Extract<Fault, { type: 'late-apply' }>,
): Promise<void> {
  if (fault.answer === 'reset') reset(request);
  else if (fault.answer !== 'hang') {
    send(response, makeStatusAnswer({ type: 'status', status: fault.answer, when: 'before' }));
  }
  await wait(fault.afterMs, undefined, UNHELD);
  await apply();
}

/** Acts out one fault; the exchange is finished, or left hanging, when the promise settles. */
export async function playFault(exchange: Exchange, fault: Fault): Promise<void> {
  const { request, response, apply } = exchange;
  switch (fault.type) {
    case 'latency':
    case 'stale-read':
      return send(response, await apply());
    case 'refuse':
      return await exchange.refuse(fault.forMs);
    case 'reset-before':
      return reset(request);
    case 'reset-after':
      await apply();
      return reset(request);
    case 'hang':
      if (fault.isApplied) await apply();
      return undefined;
    case 'cut':
      return sendCut(response, await apply(), fault.atByte);
    case 'drip':
      return await sendDrip(response, await apply(), fault.bytes, fault.everyMs);
    case 'status':
      if (fault.when === 'after') await apply();
      return send(response, makeStatusAnswer(fault));
    case 'late-apply':
      return await applyLate(exchange, fault);
    case 'oversized':
      return await sendOversized(response, fault.sizeBytes);
    case 'captive-portal':
      return send(response, makeAnswer(200, 'text/html; charset=utf-8', PORTAL));
    case 'redirect':
      return send(
        response,
        makeAnswer(fault.status, 'text/plain', '', { location: fault.location }),
      );
    case 'retry-after':
      return send(
        response,
        makeAnswer(
          fault.status,
          JSON_TYPE,
          JSON.stringify({ status: fault.status, message: 'Later, please.' }),
          { 'retry-after': fault.value },
        ),
      );
    case 'malformed':
    case 'truncated':
    case 'content-type':
    case 'unknown-enum':
    case 'extra-fields':
    case 'missing-fields':
      return send(response, reshapeAnswer(await apply(), fault));
  }
}

type Reshaping = Extract<
  Fault,
  {
    type:
      | 'malformed'
      | 'truncated'
      | 'content-type'
      | 'unknown-enum'
      | 'extra-fields'
      | 'missing-fields';
  }
>;

function reshapeAnswer(answer: Answer, fault: Reshaping): Answer {
  switch (fault.type) {
    case 'malformed':
      return { ...answer, body: Buffer.from('{"id": "6f8d0a9d", state: pending,, }') };
    case 'truncated':
      return { ...answer, body: answer.body.subarray(0, Math.floor(answer.body.length / 2)) };
    case 'content-type':
      return { ...answer, headers: { ...answer.headers, 'content-type': fault.value } };
    case 'unknown-enum':
    case 'extra-fields':
    case 'missing-fields':
      return { ...answer, body: reshapeJson(answer.body, fault) };
  }
}
