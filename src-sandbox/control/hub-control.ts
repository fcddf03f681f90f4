// Owns the control routes of the SigningHub side: making packages, acting as colleague and recipient,
// people, tokens, switches, and its own faults. Must change things through commands only.
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Origin } from '../ledger.ts';
import { ASSUMPTIONS } from '../signinghub/assumptions.ts';
import { ACTS, type Deed } from '../signinghub/command.ts';
import type { Hub } from '../signinghub/create-hub.ts';
import type { HubService } from '../signinghub/hub-service.ts';
import {
  RECIPIENT_KINDS,
  V4_ROLES,
  WORKFLOW_MODES,
  WORKFLOW_TYPES,
  type Package,
} from '../signinghub/model.ts';
import { readInput, registerFrontRoutes } from './control-app.ts';
import { ControlError } from './control-error.ts';
import { makePackage, packageSchema } from './make-package.ts';

const PREFIX = '/signinghub';

function perform(service: HubService, deed: Deed, origin: Origin): number | string {
  const outcome = service.perform(deed, origin);
  if (outcome.refusal) {
    const { status, message } = outcome.refusal;
    throw new ControlError(status === 403 || status === 401 ? 409 : status, message);
  }
  return outcome.ok ? outcome.id : '';
}

function findPackage(service: HubService, id: number): Package {
  const pack = service.state.findPackage(id);
  if (!pack) throw new ControlError(404, 'There is no such package.');
  return pack;
}

type ById = { Params: { id: string } };
const lockInput = z.strictObject({
  isReadOnly: z.boolean().default(true),
  templateName: z.string().nullable().default('Read-only template'),
});
const permitInput = z.strictObject({
  order: z.number().int().min(1),
  mayChangeRecipients: z.boolean().optional(),
  accessEndsAt: z.iso
    .datetime({ offset: true })
    .transform((text) => Date.parse(text))
    .nullable()
    .optional(),
});

function registerPackageRoutes(app: FastifyInstance, service: HubService): void {
  app.post('/packages', async (request, reply) =>
    reply.code(201).send(makePackage(service, readInput(packageSchema, request.body))),
  );
  app.get<ById>('/packages/:id', async (request) =>
    findPackage(service, Number(request.params.id)),
  );
  app.put<ById>('/packages/:id/lock', async (request) => {
    const packageId = findPackage(service, Number(request.params.id)).id;
    const deed: Deed = { type: 'document.lock', packageId, ...readInput(lockInput, request.body) };
    perform(service, deed, { cause: 'control' });
    return { ok: true };
  });
  app.put<ById>('/packages/:id/permissions', async (request) => {
    const packageId = findPackage(service, Number(request.params.id)).id;
    const deed: Deed = {
      type: 'recipient.permit',
      packageId,
      ...readInput(permitInput, request.body),
    };
    perform(service, deed, { cause: 'control' });
    return { ok: true };
  });
}

const who = { packageId: z.number().int(), as: z.string().optional() };
const order = z.number().int().min(1);
const addInput = z.strictObject({
  ...who,
  kind: z.enum(RECIPIENT_KINDS).default('person'),
  email: z.string().optional(),
  name: z.string().optional(),
  groupName: z.string().optional(),
  placeholder: z.string().optional(),
  role: z.enum(V4_ROLES).default('SIGNER'),
  emailNotification: z.boolean().optional(),
  signingOrder: order.optional(),
  at: order.optional(),
});
const orderInput = z.strictObject({ ...who, order });
const moveInput = z.strictObject({ ...who, order, to: order });
const updateInput = z.strictObject({
  ...who,
  order,
  kind: z.enum(RECIPIENT_KINDS).default('person'),
  email: z.string().optional(),
  name: z.string().optional(),
  groupName: z.string().optional(),
  placeholder: z.string().optional(),
  role: z.enum(V4_ROLES).optional(),
  emailNotification: z.boolean().optional(),
  signingOrder: order.optional(),
});
const workflowInput = z.strictObject({
  ...who,
  type: z.enum(WORKFLOW_TYPES).optional(),
  mode: z.enum(WORKFLOW_MODES).optional(),
  continueOnDecline: z.boolean().optional(),
  message: z.string().optional(),
});

/** A colleague is somebody at the owner's desk: by default the owner's account, outside of the API. */
function registerColleagueRoutes(app: FastifyInstance, service: HubService): void {
  function edit(as: string | undefined, packageId: number, deed: Deed): Package {
    const actor = as ?? findPackage(service, packageId).owner;
    perform(service, deed, { cause: 'colleague', actor });
    return findPackage(service, packageId);
  }
  app.post('/colleague/add', async (request) => {
    const { packageId, as, kind, ...item } = readInput(addInput, request.body);
    return edit(as, packageId, {
      type: 'recipients.add',
      packageId,
      kind,
      items: [{ kind, ...item }],
    });
  });
  app.post('/colleague/remove', async (request) => {
    const { as, ...input } = readInput(orderInput, request.body);
    return edit(as, input.packageId, { type: 'recipient.remove', ...input });
  });
  app.post('/colleague/move', async (request) => {
    const { as, ...input } = readInput(moveInput, request.body);
    return edit(as, input.packageId, { type: 'recipient.reorder', ...input });
  });
  app.post('/colleague/update', async (request) => {
    const { as, packageId, order, kind, ...patch } = readInput(updateInput, request.body);
    return edit(as, packageId, { type: 'recipient.update', packageId, order, kind, patch });
  });
  app.post('/colleague/workflow', async (request) => {
    const { as, packageId, ...patch } = readInput(workflowInput, request.body);
    return edit(as, packageId, { type: 'workflow.update', packageId, patch });
  });
  for (const act of ['share', 'recall', 'complete', 'delete'] as const) {
    app.post(`/colleague/${act}`, async (request) => {
      const { as, packageId } = readInput(z.strictObject(who), request.body);
      return edit(as, packageId, { type: `package.${act}`, packageId });
    });
  }
}

const actInput = z.strictObject({
  packageId: z.number().int(),
  as: z.string(),
  act: z.enum(ACTS),
  reason: z.string().max(500).optional(),
});

/** A recipient in the web page; `sign` there includes the finish. */
function registerRecipientRoutes(app: FastifyInstance, service: HubService): void {
  app.post('/recipient/act', async (request) => {
    const { packageId, as, act, reason } = readInput(actInput, request.body);
    const origin: Origin = { cause: 'invitee', actor: as };
    const deed = {
      type: 'recipient.act',
      packageId,
      reason,
      isValid: true,
      isScoped: false,
    } as const;
    perform(service, { ...deed, act }, origin);
    return findPackage(service, packageId);
  });
}

const userInput = z.strictObject({
  name: z.string().optional(),
  password: z.string().optional(),
  isDisabled: z.boolean().optional(),
  isAdmin: z.boolean().optional(),
  mayIntegrate: z.boolean().optional(),
  workflowsLeft: z.number().int().min(0).nullable().optional(),
});
const groupInput = z.strictObject({
  description: z.string().default(''),
  members: z.array(z.string()).default([]),
});
const contactInput = z.strictObject({ name: z.string() });
type ByName = { Params: { name: string } };

function registerPeopleRoutes(app: FastifyInstance, service: HubService): void {
  const { users, groups, contacts } = service.state;
  const cause = 'control';
  app.get('/users', async () => [...users.values()]);
  app.put<ByName>('/users/:name', async (request) => {
    const email = request.params.name;
    const known = users.get(email) ?? {
      email,
      name: email,
      password: 'practice-password',
      isDisabled: false,
      isAdmin: false,
      mayIntegrate: false,
      workflowsLeft: null,
    };
    const given = Object.entries(readInput(userInput, request.body));
    const fields = Object.fromEntries(given.filter(([, value]) => value !== undefined));
    perform(service, { type: 'user.put', user: { ...known, ...fields } }, { cause });
    return users.get(email);
  });
  app.get('/groups', async () => [...groups.values()]);
  app.put<ByName>('/groups/:name', async (request) => {
    const { name } = request.params;
    const group = { id: 0, name, ...readInput(groupInput, request.body) };
    perform(service, { type: 'group.put', group }, { cause });
    return groups.get(name);
  });
  app.delete<ByName>('/groups/:name', async (request) => {
    perform(service, { type: 'group.remove', name: request.params.name }, { cause });
    return { ok: true };
  });
  app.get('/contacts', async () => [...contacts.values()]);
  app.put<ByName>('/contacts/:name', async (request) => {
    const contact = { email: request.params.name, ...readInput(contactInput, request.body) };
    perform(service, { type: 'contact.put', contact }, { cause });
    return contact;
  });
  app.delete<ByName>('/contacts/:name', async (request) => {
    perform(service, { type: 'contact.remove', email: request.params.name }, { cause });
    return { ok: true };
  });
}

function registerSwitchRoutes(app: FastifyInstance, service: HubService): void {
  const { assumptions } = service.state;
  app.get('/assumptions', async () => {
    const values = assumptions.all();
    return Object.entries(ASSUMPTIONS).map(([id, entry]) => ({ id, value: values[id], ...entry }));
  });
  app.put('/assumptions', async (request) => {
    const input = readInput(z.record(z.string(), z.coerce.string()), request.body);
    for (const [id, value] of Object.entries(input)) {
      perform(service, { type: 'assumption.set', id, value }, { cause: 'control' });
    }
    return assumptions.all();
  });
  /** Ends one token, or all of them: the next call with it is answered 401. */
  app.post('/sessions/revoke', async (request) => {
    const input = z.strictObject({ accessToken: z.string().nullable().default(null) });
    const { accessToken } = readInput(input, request.body);
    perform(service, { type: 'session.revoke', accessToken }, { cause: 'control' });
    return { ok: true };
  });
}

/** The control routes of the SigningHub side, all under `/signinghub`. */
export function createHubControl(hub: Hub): FastifyPluginAsync {
  const { service } = hub;
  return async (app) => {
    await app.register(
      async (scope) => {
        scope.get('/', async () => ({ ...hub.access, isOnline: hub.front.isOpen() }));
        registerFrontRoutes(scope, hub);
        registerPackageRoutes(scope, service);
        registerColleagueRoutes(scope, service);
        registerRecipientRoutes(scope, service);
        registerPeopleRoutes(scope, service);
        registerSwitchRoutes(scope, service);
      },
      { prefix: PREFIX },
    );
  };
}
