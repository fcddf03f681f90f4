// Owns the routes of webhooks, which hang on a client (specification 6.2).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { makeId } from '../ids.ts';
import { formatWebhook } from './answers.ts';
import type { ApiClient, Webhook } from './model.ts';
import { sendInvalid, sendMissing } from './refuse.ts';
import type { RouteContext } from './route-context.ts';
import { checkWebhook, type WebhookBody } from './validate.ts';

type ByKid = { Params: { kid: string } };
type ByWebhook = { Params: { kid: string; webhookId: string } };
type FindClient = (request: FastifyRequest<ByKid>) => ApiClient | undefined;

const PATH = '/clients/:kid/webhooks';

function makeWebhook(id: string, kid: string, body: WebhookBody, at: number): Webhook {
  const { url, events = [], headers = null, disabled = false } = body;
  return { id, kid, url, events, headers, disabled, createdAt: at, updatedAt: at };
}

function registerSingleRoutes(
  app: FastifyInstance,
  { service, getCaller }: RouteContext,
  findClient: FindClient,
): void {
  const { state, clock } = service;
  const { assumptions, webhooks } = state;

  function findWebhook(request: FastifyRequest<ByWebhook>): Webhook | undefined {
    const webhook = webhooks.get(request.params.webhookId);
    return webhook && webhook.kid === findClient(request)?.kid ? webhook : undefined;
  }

  app.get<ByWebhook>(`${PATH}/:webhookId`, async (request, reply) => {
    const webhook = findWebhook(request);
    return webhook
      ? reply.send(formatWebhook(webhook))
      : sendMissing(reply, assumptions, 'webhook');
  });

  app.put<ByWebhook>(`${PATH}/:webhookId`, async (request, reply) => {
    const webhook = findWebhook(request);
    if (!webhook) return sendMissing(reply, assumptions, 'webhook');
    const body = checkWebhook(request.body, assumptions);
    if (!body.ok) return sendInvalid(reply, assumptions, body.errors);
    const {
      url,
      events = webhook.events,
      headers = webhook.headers,
      disabled = webhook.disabled,
    } = body.value;
    const changed = { ...webhook, url, events, headers, disabled, updatedAt: clock.nowMs() };
    service.perform({ type: 'webhook.put', webhook: changed }, getCaller(request).origin);
    return reply.send(formatWebhook(changed));
  });

  app.delete<ByWebhook>(`${PATH}/:webhookId`, async (request, reply) => {
    const webhook = findWebhook(request);
    if (!webhook) return sendMissing(reply, assumptions, 'webhook');
    service.perform({ type: 'webhook.remove', webhookId: webhook.id }, getCaller(request).origin);
    if (assumptions.get('A22') === '204') return reply.code(204).send();
    return reply.send(formatWebhook(webhook));
  });
}

/** `findClient` gives the client of the path if it belongs to the caller's account. */
export function registerWebhookRoutes(
  app: FastifyInstance,
  { service, getCaller }: RouteContext,
  findClient: FindClient,
): void {
  const { state, clock } = service;
  const { assumptions, webhooks } = state;

  app.get<ByKid>(PATH, async (request, reply) => {
    const client = findClient(request);
    if (!client) return sendMissing(reply, assumptions, 'client');
    return reply.send(
      [...webhooks.values()].filter((one) => one.kid === client.kid).map(formatWebhook),
    );
  });

  app.post<ByKid>(PATH, async (request, reply) => {
    const client = findClient(request);
    if (!client) return sendMissing(reply, assumptions, 'client');
    const body = checkWebhook(request.body, assumptions);
    if (!body.ok) return sendInvalid(reply, assumptions, body.errors);
    const webhook = makeWebhook(
      makeId(state.world.seed, 'webhook', service.reserveNumber()),
      client.kid,
      body.value,
      clock.nowMs(),
    );
    service.perform({ type: 'webhook.put', webhook }, getCaller(request).origin);
    return reply.code(201).send(formatWebhook(webhook));
  });
  registerSingleRoutes(app, { service, getCaller }, findClient);
}
