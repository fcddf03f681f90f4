// Owns the control routes of the CM.com Sign side: acting as invitee and colleague, making requests,
// keys, clock and assumptions. Must change things through commands only.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { formatRequest, formatReviewUrl } from '../cm-sign/answers.ts';
import { ASSUMPTIONS } from '../cm-sign/assumptions.ts';
import type { Deed } from '../cm-sign/command.ts';
import { makeClient } from '../cm-sign/make-client.ts';
import type { SignService } from '../cm-sign/sign-service.ts';
import { makeId } from '../ids.ts';
import type { Origin } from '../ledger.ts';
import { decideAsColleague, listPendingTasks, listTeams } from './act-as-colleague.ts';
import { readInput } from './control-app.ts';
import { ControlError } from './control-error.ts';
import { makeRequest, requestSchema } from './make-request.ts';

const STATUS = {
  NOT_FOUND: 404,
  NOT_DECIDABLE: 409,
  NOT_REASSIGNABLE: 409,
  NOT_ACTIVE: 409,
  INVALID: 400,
} as const;

function perform(service: SignService, deed: Deed, origin: Origin): string {
  const outcome = service.perform(deed, origin);
  if (outcome.ok) return outcome.id;
  const { code, message, errors } = outcome.refusal;
  throw new ControlError(STATUS[code], message, errors);
}

const inviteeInput = z.strictObject({
  dossierId: z.string(),
  inviteeId: z.string(),
  comment: z.string().optional(),
});
const askInput = z.strictObject({
  dossierId: z.string(),
  inviteeId: z.string(),
  reason: z.string().default(''),
  newInvitee: z
    .strictObject({
      name: z.string().default(''),
      email: z.string().nullable().default(null),
      phoneNumber: z.string().nullable().default(null),
      message: z.string().nullable().default(null),
    })
    .prefault({}),
});

function registerInviteeRoutes(app: FastifyInstance, service: SignService): void {
  for (const act of ['view', 'sign', 'decline'] as const) {
    app.post(`/invitee/${act}`, async (request) => {
      const input = readInput(inviteeInput, request.body);
      service.findDossier(input.dossierId);
      perform(service, { type: `invitee.${act}`, ...input }, { cause: 'invitee' });
      return { ok: true };
    });
  }
  app.post('/invitee/ask', async (request, reply) => {
    const input = readInput(askInput, request.body);
    service.findDossier(input.dossierId);
    const id = perform(service, { type: 'invitee.ask', ...input }, { cause: 'invitee' });
    return reply.code(201).send({ id });
  });
}

const who = {
  requestId: z.string().optional(),
  token: z.string().optional(),
  as: z.string().optional(),
};
const approveInput = z.strictObject({ ...who, message: z.string().max(1000).optional() });
const declineInput = z.strictObject({ ...who, declineReason: z.string().trim().min(1) });
const taskQuery = z.strictObject({
  as: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(100),
});

function registerColleagueRoutes(app: FastifyInstance, service: SignService): void {
  const { assumptions } = service.state;
  app.post('/colleague/approve', async (request) => {
    const input = readInput(approveInput, request.body);
    return formatRequest(decideAsColleague(service, { ...input, state: 'approved' }), assumptions);
  });
  app.post('/colleague/decline', async (request) => {
    const input = readInput(declineInput, request.body);
    return formatRequest(decideAsColleague(service, { ...input, state: 'declined' }), assumptions);
  });
  app.get('/pending-tasks', async (request) => {
    const { as, limit } = readInput(taskQuery, request.query);
    return listPendingTasks(service, as, limit).map((one) => formatRequest(one, assumptions));
  });
  app.get('/teams', async () => listTeams(service.state.world.seed));
}

const keyInput = z.strictObject({
  name: z.string().default('Test key'),
  mayDecide: z.boolean().default(true),
  account: z.enum(['own', 'other']).default('own'),
});
const closeInput = z.strictObject({ how: z.enum(['expired', 'completed', 'deleted']) });

function registerRecordRoutes(app: FastifyInstance, service: SignService): void {
  const { state, clock } = service;
  app.post('/requests', async (request, reply) =>
    reply
      .code(201)
      .send(makeRequest(service, readInput(requestSchema, request.body), formatReviewUrl)),
  );
  app.get<{ Params: { id: string } }>('/requests/:id', async (request) => {
    const found = service.findRequest(request.params.id);
    if (!found) throw new ControlError(404, 'There is no such reassign request.');
    return { request: formatRequest(found, state.assumptions), dossier: found.dossier };
  });
  app.post<{ Params: { id: string } }>('/dossiers/:id/close', async (request) => {
    const { how } = readInput(closeInput, request.body);
    perform(
      service,
      { type: 'dossier.close', dossierId: request.params.id, how },
      { cause: 'control' },
    );
    return { ok: true };
  });
  app.get('/keys', async () => [...state.clients.values()]);
  app.post('/keys', async (request, reply) => {
    const { name, mayDecide, account } = readInput(keyInput, request.body);
    const { seed } = state.world;
    const owner = makeId(seed, 'account', account === 'own' ? 0 : 1);
    const made = makeClient(seed, service.reserveNumber(), {
      account: owner,
      name,
      atMs: clock.nowMs(),
    });
    const client = { ...made, mayDecide };
    perform(service, { type: 'client.put', client }, { cause: 'control' });
    return reply.code(201).send(client);
  });
}

const clockInput = z.union([
  z.strictObject({ offsetMs: z.number().int() }),
  z.strictObject({ advanceMs: z.number().int() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);

function registerSwitchRoutes(app: FastifyInstance, service: SignService): void {
  const { clock, state } = service;
  const showClock = () => ({
    now: new Date(clock.nowMs()).toISOString(),
    offsetMs: clock.offsetMs(),
  });
  app.get('/clock', async () => showClock());
  app.put('/clock', async (request) => {
    const input = readInput(clockInput, request.body);
    let offsetMs: number;
    if ('offsetMs' in input) ({ offsetMs } = input);
    else if ('advanceMs' in input) offsetMs = clock.offsetMs() + input.advanceMs;
    else offsetMs = clock.offsetMs() + Date.parse(input.now) - clock.nowMs();
    perform(service, { type: 'clock.set', offsetMs }, { cause: 'control' });
    service.expireDue();
    return showClock();
  });
  app.get('/assumptions', async () => {
    const values = state.assumptions.all();
    return Object.entries(ASSUMPTIONS).map(([id, entry]) => ({ id, value: values[id], ...entry }));
  });
  app.put('/assumptions', async (request) => {
    const input = readInput(z.record(z.string(), z.coerce.string()), request.body);
    for (const [id, value] of Object.entries(input)) {
      perform(service, { type: 'assumption.set', id, value }, { cause: 'control' });
    }
    return state.assumptions.all();
  });
}

/** The control routes of the CM.com Sign side. */
export function createSignControl(service: SignService): FastifyPluginAsync {
  return async (app) => {
    registerInviteeRoutes(app, service);
    registerColleagueRoutes(app, service);
    registerRecordRoutes(app, service);
    registerSwitchRoutes(app, service);
  };
}
