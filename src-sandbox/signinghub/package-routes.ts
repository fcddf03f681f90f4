// Owns the routes of packages: create, list, details, rename, delete, share, recall, complete and the acts
// of recipients (specification 3.1, 3.4, 4.24).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { formatDetails, formatRow } from './answers.ts';
import type { Act, Deed, Outcome } from './command.ts';
import { isStatusFilter, listPackages, type PackageQuery } from './list-packages.ts';
import { MESSAGES } from './messages.ts';
import {
  findVisible,
  readEncoded,
  readJson,
  readNumber,
  sendError,
  sendOutcome,
  type Caller,
  type RouteContext,
} from './route-context.ts';
import { parseName, parsePackage, parseReason, parseSign } from './validate.ts';

type ById = { Params: { id: string } };
type ByPage = {
  Params: { status: string; page: string; records: string };
  Querystring: Record<string, string>;
};

function readQuery(request: FastifyRequest<ByPage>, caller: Caller, version: 3 | 4): PackageQuery {
  const folder = readEncoded(request.headers['x-folder']);
  return {
    status: request.params.status,
    search: readEncoded(request.headers['x-search-text']),
    folder: folder === '' ? undefined : folder,
    extras: version === 4 ? request.query : {},
    email: caller.email,
    staleMs: caller.staleMs,
  };
}

function registerList(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  app.get<ByPage>('/packages/:status/:page/:records', async (request, reply) => {
    const caller = getCaller(request);
    const page = readNumber(request.params.page) ?? 0;
    const records = readNumber(request.params.records) ?? 0;
    if (!isStatusFilter(request.params.status) || page < 1 || records < 1) {
      return sendError(reply, version, { status: 400, message: MESSAGES.invalid });
    }
    const rows = listPackages(service.state, readQuery(request, caller, version));
    const shown = rows.slice((page - 1) * records, page * records);
    reply.header('x-total-records', String(rows.length));
    return reply.send(
      shown.map((row) => formatRow(service.state, row.read(), caller.email, version)),
    );
  });
}

function registerRecords(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const reading = { version, assumptions: service.state.assumptions };
  app.post('/packages', async (request, reply) => {
    const { origin } = getCaller(request);
    const body = parsePackage(readJson(context, request), reading);
    const outcome = service.perform({ type: 'package.create', body }, origin);
    const made = outcome.ok ? service.state.findPackage(Number(outcome.id)) : undefined;
    if (!made) return sendOutcome(context, reply, outcome);
    return reply.send({
      package_id: made.id,
      workflow_mode: made.mode,
      workflow_type: made.type,
    });
  });
  app.get<ById>('/packages/:id/details', async (request, reply) => {
    const caller = getCaller(request);
    const found = findVisible(context, caller, request.params.id);
    if (found.refusal) return sendError(reply, version, found.refusal);
    return reply.send(formatDetails(service.state, found.pack, caller.email));
  });
  app.put<ById>('/packages/:id', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const name = parseName('package_name', readJson(context, request), reading);
    const deed: Deed = { type: 'package.rename', packageId, name };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
  app.delete<ById>('/packages/:id', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const deed: Deed = { type: 'package.delete', packageId };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
}

/** `[{package_id, documents}]`, one item for each copy of an INDIVIDUAL workflow. */
function sendShared(context: RouteContext, reply: FastifyReply, outcome: Outcome): FastifyReply {
  if (!outcome.ok) return sendOutcome(context, reply, outcome);
  const ids = String(outcome.id).split(',').map(Number);
  return reply.send(
    ids.map((id) => ({
      package_id: id,
      documents: context.service.state.findPackage(id)?.documents.map((one) => one.id) ?? [],
    })),
  );
}

function registerFlow(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  app.post<ById>('/packages/:id/workflow', async (request, reply) => {
    const { origin, session } = getCaller(request);
    const packageId = readNumber(request.params.id) ?? -1;
    const login = service.state.users.get(session.login);
    if (session.scope !== null && login?.mayIntegrate !== true) {
      return sendError(reply, version, { status: 403, message: MESSAGES.noIntegration });
    }
    return sendShared(
      context,
      reply,
      service.perform({ type: 'package.share', packageId }, origin),
    );
  });
  app.delete<ById>('/packages/:id/workflow', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const deed: Deed = { type: 'package.recall', packageId };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
  app.post<ById>('/packages/:id/complete', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const deed: Deed = { type: 'package.complete', packageId };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
}

function registerActs(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const reading = { version, assumptions: service.state.assumptions };
  function perform(
    request: FastifyRequest<ById>,
    act: Act,
    input: Readonly<{ isValid: boolean; reason?: string | undefined }>,
  ): Outcome {
    const { origin, session } = getCaller(request);
    const packageId = readNumber(request.params.id) ?? -1;
    const isScoped = session.scope !== null;
    return service.perform({ type: 'recipient.act', packageId, act, isScoped, ...input }, origin);
  }
  for (const act of ['approve', 'submit', 'decline', 'finish'] as const) {
    app.post<ById>(`/packages/:id/${act}`, async (request, reply) => {
      const body = parseReason(readJson(context, request), reading);
      const input = { isValid: body !== null, reason: body?.reason };
      return sendOutcome(context, reply, perform(request, act, input));
    });
  }
  app.post<ById>('/packages/:id/documents/:documentId/sign', async (request, reply) => {
    const isValid = parseSign(readJson(context, request));
    return sendOutcome(context, reply, perform(request, 'sign', { isValid }));
  });
}

export function registerPackageRoutes(app: FastifyInstance, context: RouteContext): void {
  registerList(app, context);
  registerRecords(app, context);
  registerFlow(app, context);
  registerActs(app, context);
}
