// Owns GET and PUT of /reassignrequests (specification 5.3). Rules about decisions live in
// apply-decision.ts; this file only turns HTTP into commands and back.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { formatRequest } from './answers.ts';
import type { Assumptions } from './assumptions.ts';
import { sendError, sendInvalid, sendMissing, sendRefusal } from './refuse.ts';
import type { Caller, RouteContext } from './route-context.ts';
import type { FoundRequest, ListOrder, SignState } from './state.ts';
import { checkDecision } from './validate.ts';

// Large enough to keep the socket busy, small enough to let other requests in between.
const CHUNK_CHARS = 65_536;

const ORDERS: Readonly<Record<string, ListOrder>> = {
  newest: 'newest',
  'newest-pending': 'newest',
  oldest: 'oldest',
  shuffled: 'shuffled',
};

/** Writes the list as a JSON array in chunks, so that a million requests never stand in memory. */
function* writeList(state: SignState, { client, staleMs }: Caller): Generator<string> {
  const rule = state.assumptions.get('A14');
  let text = '[';
  let isFirst = true;
  for (const found of state.listRequests(ORDERS[rule] ?? 'newest', staleMs)) {
    if (found.dossier.account !== client.account) continue;
    if (rule === 'newest-pending' && found.request.state !== 'pending') continue;
    if (!isFirst) text += ',';
    isFirst = false;
    text += JSON.stringify(formatRequest(found, state.assumptions));
    if (text.length < CHUNK_CHARS) continue;
    yield text;
    text = '';
  }
  yield `${text}]`;
}

type Access = 'visible' | 'foreign' | 'missing';

function checkAccess(found: FoundRequest | undefined, caller: Caller): Access {
  if (!found || found.dossier.isDeleted) return 'missing';
  return found.dossier.account === caller.client.account ? 'visible' : 'foreign';
}

function sendHidden(reply: FastifyReply, assumptions: Assumptions, access: Access): FastifyReply {
  const isOpenAbout = access === 'foreign' && assumptions.get('A18') === '403/403';
  if (isOpenAbout)
    return sendError(reply, assumptions, 403, 'The reassign request belongs to another account.');
  return sendMissing(reply, assumptions, 'reassign request');
}

function sendForbidden(reply: FastifyReply, assumptions: Assumptions): FastifyReply {
  if (assumptions.get('A18') === '404/404')
    return sendMissing(reply, assumptions, 'reassign request');
  return sendError(reply, assumptions, 403, 'This key may not decide reassign requests.');
}

type ById = { Params: { id: string } };

export function registerRequestRoutes(
  app: FastifyInstance,
  { service, getCaller }: RouteContext,
): void {
  const { state } = service;
  const { assumptions } = state;

  app.get('/reassignrequests', async (request, reply) => {
    const chunks = Readable.from(writeList(state, getCaller(request)), {
      objectMode: false,
      highWaterMark: CHUNK_CHARS,
    });
    return reply.type('application/json; charset=utf-8').send(chunks);
  });

  app.get<ById>('/reassignrequests/:id', async (request, reply) => {
    const caller = getCaller(request);
    const found = service.findRequest(request.params.id, caller.staleMs);
    const access = checkAccess(found, caller);
    if (!found || access !== 'visible') return sendHidden(reply, assumptions, access);
    return reply.send(formatRequest(found, assumptions));
  });

  app.put<ById>('/reassignrequests/:id', async (request, reply) => {
    const caller = getCaller(request);
    const { id } = request.params;
    const found = service.findRequest(id);
    const access = checkAccess(found, caller);
    if (!found || access !== 'visible') return sendHidden(reply, assumptions, access);
    if (!caller.client.mayDecide) return sendForbidden(reply, assumptions);
    const decision = checkDecision(request.body, assumptions);
    if (!decision.ok) return sendInvalid(reply, assumptions, decision.errors);
    const deed = { type: 'request.decide', requestId: id, ...decision.value } as const;
    const outcome = service.perform(deed, caller.origin);
    if (!outcome.ok) return sendRefusal(reply, assumptions, outcome.refusal);
    const rule = assumptions.get('A15');
    if (rule !== '200') return reply.code(rule === '204' ? 204 : 200).send();
    return reply.send(formatRequest(state.findRequest(id) ?? found, assumptions));
  });
}
