// Owns: every row of answers a service or what stands before it may give to a write or a read. Must not: send anything.
import type { OutboxState } from '../../../src-shared/domain/outbox-item.ts';
import type { StageItem } from './prepare-items.ts';

export interface HttpRow {
  readonly name: string;
  readonly fault: Readonly<Record<string, unknown>>;
  /** How many exchanges in a row meet it; 1 where left out. */
  readonly times?: number;
  /** Where an item may end whose write met it; anything that breaks no promise where left out. */
  readonly ends?: readonly OutboxState[];
}

const DONE: readonly OutboxState[] = ['CONFIRMED', 'SATISFIED'];
const MILLION = 1_000_000;

/** A status, before or after the service did what was asked; with the message the service has for it. */
function answer(status: number, when: 'before' | 'after', message?: string): HttpRow {
  const body = message === undefined ? {} : { body: { Message: message, message } };
  const said = message === undefined ? '' : ` "${message}"`;
  return {
    name: `${status}${said} ${when === 'after' ? 'although applied' : 'and nothing done'}`,
    fault: { type: 'status', status, when, ...body },
  };
}

function both(status: number, message?: string): readonly HttpRow[] {
  return [answer(status, 'before', message), answer(status, 'after', message)];
}

/** 200 with a body of our choice, applied. */
function body(name: string, text: string, headers: Readonly<Record<string, string>> = {}): HttpRow {
  const fault = { type: 'status', status: 200, when: 'after', body: text, headers };
  return { name: `200 with ${name}`, fault, ends: DONE };
}

/** Whatever is between the two may be deep, long or strange; the write has taken effect. */
const BODIES: readonly HttpRow[] = [
  body('no body', ''),
  body('null', 'null'),
  body('an array', '[]'),
  body('a number', '17'),
  body('duplicate keys', '{"state":"pending","state":"declined","state":"pending"}'),
  body('trailing commas', '{"state": "approved", "id": "x",}'),
  body('an array in an array, 50,000 deep', '['.repeat(50_000) + ']'.repeat(50_000)),
  body('a text of a million letters', JSON.stringify({ state: 'x'.repeat(MILLION) })),
  body('bytes said to be packed', 'not really', { 'content-encoding': 'gzip' }),
  body('a byte order mark', '\uFEFF{}'),
  body('half an object', '{"state": "appro'),
];

const SHAPES: readonly HttpRow[] = [
  { name: '200 cut in the middle', fault: { type: 'cut', atByte: 30 }, ends: DONE },
  { name: '200 cut before its body', fault: { type: 'cut', atByte: 0 }, ends: DONE },
  { name: '200 with half a JSON text', fault: { type: 'truncated' }, ends: DONE },
  { name: '200 that is no JSON', fault: { type: 'malformed' }, ends: DONE },
  { name: '200 as a web page', fault: { type: 'content-type', value: 'text/html' }, ends: DONE },
  { name: '200 as plain text', fault: { type: 'content-type', value: 'text/plain' }, ends: DONE },
  {
    name: '200 with fields nobody knows',
    fault: { type: 'extra-fields', fields: { surprise: { deep: [1, 2, 3] } } },
    ends: DONE,
  },
  { name: '200 with a state nobody knows', fault: { type: 'unknown-enum' } },
  { name: '200 of 200 MB', fault: { type: 'oversized', sizeBytes: 200 * MILLION } },
  { name: 'a captive portal', fault: { type: 'captive-portal' } },
];

const LATER: readonly HttpRow[] = [
  { name: '429, in 3 seconds', fault: { type: 'retry-after', value: '3' }, ends: DONE },
  { name: '429, in half a second', fault: { type: 'retry-after', value: '0.5' }, ends: DONE },
  {
    name: '429, at a past date',
    fault: { type: 'retry-after', value: inSeconds(-9000) },
    ends: DONE,
  },
  { name: '429, at a date', fault: { type: 'retry-after', value: inSeconds(9) }, ends: DONE },
  {
    name: '429, at a time nobody can read',
    fault: { type: 'retry-after', value: 'soon' },
    ends: DONE,
  },
  { name: '429, in minus 5 seconds', fault: { type: 'retry-after', value: '-5' }, ends: DONE },
  {
    name: '503, in 3 seconds',
    fault: { type: 'retry-after', value: '3', status: 503 },
    ends: DONE,
  },
];

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}

const STATUSES: readonly HttpRow[] = [
  ...[400, 404, 409, 410, 422].flatMap((status) => both(status)),
  ...[408, 425, 500, 502, 503, 504].flatMap((status) =>
    both(status).map((row) => ({ ...row, ends: DONE })),
  ),
  ...[407, 511].map((status) => answer(status, 'before')),
  { ...answer(401, 'before'), name: '401 once', ends: DONE },
  { ...answer(418, 'before'), ends: ['ATTENTION'] },
  { ...answer(204, 'after'), ends: DONE },
  { ...answer(200, 'before'), name: '200 and nothing done' },
  {
    name: '503 and applied late',
    fault: { type: 'late-apply', afterMs: 500, answer: 503 },
    ends: DONE,
  },
];

/** The literal refusals of the workflow side; each is said before anything was done. */
const HUB_REFUSALS: readonly HttpRow[] = [
  'Document does not belong to user',
  'Document is no longer in draft state',
  'You are not allowed to perform this action on locked workflow',
  'You are not allowed to perform the requested operation',
  'You are not authorized to perform the requested operation',
  'You are not allowed to change recipient',
  'You cannot access this document after the access period ends',
  "Enterprise admin's role does not allow managing integration",
  'Your workflows limit has been reached',
].map((message) => answer(403, 'before', message));
const HUB_MISSING: readonly HttpRow[] = [
  'Document not found',
  'Document does not exist',
  'No user found at given order',
  'Group or contact not found',
].map((message) => answer(404, 'before', message));

/** Rows that concern one exchange; many of them can be met in one engine. */
export function listHttpRows(service: StageItem['service']): readonly HttpRow[] {
  const own =
    service === 'signinghub'
      ? [...HUB_REFUSALS, ...HUB_MISSING, ...both(400, 'Model state validation failed.')]
      : both(403, 'You may not decide this request.');
  return [...STATUSES, ...LATER, ...BODIES, ...SHAPES, ...own];
}

/** Rows after which the whole account waits: each needs an engine of its own. */
export const ACCOUNT_ROWS: readonly HttpRow[] = [
  { ...answer(401, 'before'), name: '401 five times', times: 5, ends: DONE },
  { ...answer(403, 'before', 'Account is disabled'), times: 1, ends: DONE },
  { ...answer(503, 'before'), name: '503 seven times', times: 7, ends: DONE },
  { ...answer(502, 'after'), name: '502 three times although applied', times: 3, ends: DONE },
];
