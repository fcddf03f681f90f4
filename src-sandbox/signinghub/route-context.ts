// Owns what every route of the SigningHub side is given, and the few answers all of them share: errors,
// refusals, nothing to say, bodies read as JSON.
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Origin } from '../ledger.ts';
import { maySee } from './check.ts';
import type { Outcome, Refusal } from './command.ts';
import type { HubService } from './hub-service.ts';
import { MESSAGES } from './messages.ts';
import type { Package, Session } from './model.ts';

export type Version = 3 | 4;

/** What a route knows about its caller; `email` is whom the call runs as. */
export type Caller = Readonly<{
  email: string;
  session: Session;
  origin: Origin;
  staleMs: number;
}>;

export type RouteContext = Readonly<{
  service: HubService;
  version: Version;
  getCaller: (request: FastifyRequest) => Caller;
}>;

/** Thrown for JSON that cannot be read when A-04 makes it a server fault. */
export class BrokenBody extends Error {
  override name = 'BrokenBody';
}

/** The request's body as JSON: undefined when empty, null when broken. */
export function readJson({ service }: RouteContext, request: FastifyRequest): unknown {
  const { body } = request;
  const text = Buffer.isBuffer(body) ? body.toString('utf8').replace(/^\uFEFF/, '') : '';
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    if (service.state.assumptions.get('A-04') === '500') throw new BrokenBody();
    return null;
  }
}

/** Errors are `{"Message"}` in both versions; v4 adds a code. */
export function sendError(
  reply: FastifyReply,
  version: Version,
  { status, message }: Readonly<{ status: number; message: string }>,
): FastifyReply {
  const codes: Record<number, string> = {
    400: 'invalid_request',
    401: 'unauthorized',
    403: 'forbidden',
    404: 'not_found',
  };
  const code = codes[status] ?? 'server_error';
  const body = version === 4 ? { Error: code, Message: message } : { Message: message };
  return reply.code(status).send(body);
}

/** 200 with an empty body; v4 may send an empty object instead (`empty.v4`). */
function sendNothing({ service, version }: RouteContext, reply: FastifyReply): FastifyReply {
  const isObject = version === 4 && service.state.assumptions.get('empty.v4') === 'object';
  return isObject ? reply.send({}) : reply.code(200).send();
}

/** Sends what a command came to: its refusal, or nothing but 200. */
export function sendOutcome(
  context: RouteContext,
  reply: FastifyReply,
  outcome: Outcome,
): FastifyReply {
  return outcome.refusal
    ? sendError(reply, context.version, outcome.refusal)
    : sendNothing(context, reply);
}

/** The package a path names, as its caller may see it; or the refusal. */
export function findVisible(
  { service: { state } }: RouteContext,
  { email, staleMs }: Caller,
  id: string,
): Readonly<{ pack: Package; refusal?: undefined }> | Readonly<{ refusal: Refusal }> {
  const pack = state.findPackage(readNumber(id) ?? -1, staleMs);
  if (!pack || pack.isDeleted) return { refusal: { status: 404, message: MESSAGES.notFound } };
  if (maySee(state, pack, email)) return { pack };
  return { refusal: { status: 403, message: MESSAGES.notOwned } };
}

/** A whole positive number of a path; undefined for anything else. */
export function readNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Base64 of printable text is decoded, anything else taken as it is (specification 1). */
export function readEncoded(text: string | string[] | undefined): string {
  if (typeof text !== 'string') return '';
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text)) return text;
  const decoded = Buffer.from(text, 'base64').toString('utf8');
  return /^[^\p{Cc}\uFFFD]+$/u.test(decoded) ? decoded : text;
}
