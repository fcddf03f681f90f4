// Owns the routes of a package's workflow: rows 1, 2, 8 to 15 and 20 of the specification's section 4.
import type { FastifyInstance } from 'fastify';
import { formatAdded, formatUpdated, formatUsers, formatWorkflow } from './answers.ts';
import type { Deed } from './command.ts';
import type { RecipientKind } from './model.ts';
import {
  findVisible,
  readJson,
  readNumber,
  sendError,
  sendOutcome,
  type RouteContext,
} from './route-context.ts';
import { parseAdd, parseReorder, parseUpdate, parseWorkflow } from './validate.ts';

type ById = { Params: { id: string } };
type ByOrder = { Params: { id: string; order: string } };

const ADD_PATHS: readonly (readonly [path: string, kind: RecipientKind])[] = [
  ['users', 'person'],
  ['groups', 'group'],
  ['placeholder', 'placeholder'],
];
const UPDATE_PATHS: readonly (readonly [path: string, kind: RecipientKind])[] = [
  ['user', 'person'],
  ['group', 'group'],
  ['placeholder', 'placeholder'],
];

function registerReads(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  app.get<ById>('/packages/:id/workflow', async (request, reply) => {
    const caller = getCaller(request);
    const found = findVisible(context, caller, request.params.id);
    if (found.refusal) return sendError(reply, version, found.refusal);
    return reply.send(formatWorkflow(service.state, found.pack, caller.email, version));
  });
  app.get<ById>('/packages/:id/workflow/users', async (request, reply) => {
    const found = findVisible(context, getCaller(request), request.params.id);
    if (found.refusal) return sendError(reply, version, found.refusal);
    return reply.send(formatUsers(service.state, found.pack, version));
  });
}

function registerAdds(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const { state } = service;
  for (const [path, kind] of ADD_PATHS) {
    app.post<ById>(`/packages/:id/workflow/${path}`, async (request, reply) => {
      const packageId = readNumber(request.params.id) ?? -1;
      const reading = { version, assumptions: state.assumptions };
      const items = parseAdd(kind, readJson(context, request), reading);
      const deed: Deed = { type: 'recipients.add', packageId, kind, items };
      const outcome = service.perform(deed, getCaller(request).origin);
      const pack = state.findPackage(packageId);
      if (outcome.refusal || version === 3 || !pack) return sendOutcome(context, reply, outcome);
      return reply.send(formatAdded(state, pack, items?.length ?? 0));
    });
  }
}

function registerUpdates(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const { state } = service;
  for (const [path, kind] of UPDATE_PATHS) {
    app.put<ByOrder>(`/packages/:id/workflow/:order/${path}`, async (request, reply) => {
      const packageId = readNumber(request.params.id) ?? -1;
      const order = readNumber(request.params.order) ?? 0;
      const reading = { version, assumptions: state.assumptions };
      const patch = parseUpdate(kind, readJson(context, request), reading);
      const deed: Deed = { type: 'recipient.update', packageId, kind, order, patch };
      const outcome = service.perform(deed, getCaller(request).origin);
      const after = state.findPackage(packageId)?.recipients[order - 1];
      const isSpoken = outcome.ok && version === 4 && kind === 'person';
      if (!isSpoken || !after) return sendOutcome(context, reply, outcome);
      return reply.send(formatUpdated(state, after));
    });
  }
}

export function registerWorkflowRoutes(app: FastifyInstance, context: RouteContext): void {
  const { service, version, getCaller } = context;
  const reading = { version, assumptions: service.state.assumptions };
  registerReads(app, context);
  registerAdds(app, context);
  registerUpdates(app, context);

  app.put<ById>('/packages/:id/workflow', async (request, reply) => {
    const packageId = readNumber(request.params.id) ?? -1;
    const patch = parseWorkflow(readJson(context, request), reading);
    const deed: Deed = { type: 'workflow.update', packageId, patch };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });

  app.put<ByOrder>('/packages/:id/workflow/:order/reorder', async (request, reply) => {
    const deed: Deed = {
      type: 'recipient.reorder',
      packageId: readNumber(request.params.id) ?? -1,
      order: readNumber(request.params.order) ?? 0,
      to: parseReorder(readJson(context, request), reading),
    };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });

  app.delete<ByOrder>('/packages/:id/workflow/:order', async (request, reply) => {
    const deed: Deed = {
      type: 'recipient.remove',
      packageId: readNumber(request.params.id) ?? -1,
      order: readNumber(request.params.order) ?? 0,
    };
    return sendOutcome(context, reply, service.perform(deed, getCaller(request).origin));
  });
}
