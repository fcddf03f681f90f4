// Owns GET /dossiers, GET /dossiers/{id} and the update of an invitee (specification 3.2, 4.4).
import type { FastifyInstance } from 'fastify';
import { formatDossier, formatInvitee } from './answers.ts';
import type { Dossier, Invitee } from './model.ts';
import { INVITEE_NOTIFICATIONS } from './model.ts';
import { sendInvalid, sendMissing, sendRefusal } from './refuse.ts';
import type { Caller, RouteContext } from './route-context.ts';
import type { SignService } from './sign-service.ts';
import { checkInvitee, type InviteeBody, type Validated } from './validate.ts';

type ById = { Params: { dossierId: string } };
type ByInvitee = { Params: { dossierId: string; inviteeId: string } };
type ByPage = { Querystring: { page?: string; perPage?: string } };

/** While a dossier is pending only these may change (specification 4.4). */
const OPEN_WHILE_PENDING: readonly string[] = ['name', 'email', 'phoneNumber'];

/** What a body asks to set; absent means leave, null means the default where one exists. */
function readFields(body: InviteeBody): Partial<Invitee> {
  const { notifications, locale, id: _id, state: _state, ...plain } = body;
  const given = Object.fromEntries(
    Object.entries(plain).filter(([, value]) => value !== undefined),
  );
  return {
    ...given,
    ...(notifications === undefined
      ? {}
      : { notifications: notifications ?? INVITEE_NOTIFICATIONS }),
    ...(locale === undefined ? {} : { locale: locale ?? 'en-US' }),
  };
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The fields that would change although the dossier is pending. */
function findForbidden(dossier: Dossier, invitee: Invitee, fields: Partial<Invitee>): string[] {
  if (dossier.state !== 'pending') return [];
  return Object.entries(fields)
    .filter(
      ([name, value]) =>
        !OPEN_WHILE_PENDING.includes(name) && !isEqual(value, invitee[name as keyof Invitee]),
    )
    .map(([name]) => name);
}

function readCount(text: string | undefined, fallback: number, max: number): number {
  const count = Number(text ?? fallback);
  return Number.isInteger(count) && count >= 1 && count <= max ? count : fallback;
}

/** One page in the only envelope known of this API (A4). */
function makePage(
  { state }: SignService,
  { client }: Caller,
  query: ByPage['Querystring'],
): unknown {
  const page = readCount(query.page, 1, 1_000_000);
  const perPage = readCount(query.perPage, 20, 100);
  const skipped = (page - 1) * perPage;
  const data: unknown[] = [];
  const seen = new Set<string>();
  for (const { dossier } of state.listRequests('newest')) {
    if (seen.has(dossier.id) || dossier.account !== client.account) continue;
    seen.add(dossier.id);
    const isOnPage = seen.size > skipped && data.length < perPage;
    if (isOnPage) data.push(formatDossier(dossier, state.assumptions));
  }
  const total = seen.size;
  const from = data.length > 0 ? skipped + 1 : null;
  const to = from === null ? null : skipped + data.length;
  const lastPage = Math.max(1, Math.ceil(total / perPage));
  return { currentPage: page, data, from, lastPage, perPage, to, total };
}

/** What of the wanted fields is set: all, or those allowed (A12); else the errors. */
function pickAllowed(
  dossier: Dossier,
  invitee: Invitee,
  fields: Partial<Invitee>,
  isRefusing: boolean,
): Validated<Partial<Invitee>> {
  const forbidden = findForbidden(dossier, invitee, fields);
  if (forbidden.length > 0 && isRefusing) {
    const errors = forbidden.map((name) => [
      name,
      [`${name} may not change while the dossier is pending`],
    ]);
    return { ok: false, errors: Object.fromEntries(errors) };
  }
  const allowed = Object.entries(fields).filter(([name]) => !forbidden.includes(name));
  return { ok: true, value: Object.fromEntries(allowed) };
}

/** A dossier of the caller's account. */
function findVisible(service: SignService, id: string, caller: Caller): Dossier | undefined {
  const dossier = service.findDossier(id, caller.staleMs);
  const isOwn = dossier?.account === caller.client.account;
  return isOwn && !dossier.isDeleted ? dossier : undefined;
}

export function registerDossierRoutes(
  app: FastifyInstance,
  { service, getCaller }: RouteContext,
): void {
  const { state } = service;
  const { assumptions } = state;

  app.get<ByPage>('/dossiers', async (request, reply) => {
    if (assumptions.get('A4') === 'off') return sendMissing(reply, assumptions, 'resource');
    return reply.send(makePage(service, getCaller(request), request.query));
  });

  app.get<ById>('/dossiers/:dossierId', async (request, reply) => {
    const dossier = findVisible(service, request.params.dossierId, getCaller(request));
    if (!dossier) return sendMissing(reply, assumptions, 'dossier');
    return reply.send(formatDossier(dossier, assumptions));
  });

  app.put<ByInvitee>('/dossiers/:dossierId/invitees/:inviteeId', async (request, reply) => {
    const caller = getCaller(request);
    const { dossierId, inviteeId } = request.params;
    const dossier = findVisible(service, dossierId, { ...caller, staleMs: 0 });
    const invitee = dossier?.invitees.find((one) => one.id === inviteeId);
    if (!dossier || !invitee) return sendMissing(reply, assumptions, 'invitee');
    const body = checkInvitee(request.body, assumptions);
    if (!body.ok) return sendInvalid(reply, assumptions, body.errors);
    const isRefusing = assumptions.get('A12') === 'refuse';
    const fields = pickAllowed(dossier, invitee, readFields(body.value), isRefusing);
    if (!fields.ok) return sendInvalid(reply, assumptions, fields.errors);
    const outcome = service.perform(
      { type: 'invitee.update', dossierId, inviteeId, fields: fields.value },
      caller.origin,
    );
    if (!outcome.ok) return sendRefusal(reply, assumptions, outcome.refusal);
    const after = state.findDossier(dossierId)?.invitees.find((one) => one.id === inviteeId);
    return reply.send(formatInvitee(after ?? invitee));
  });
}
