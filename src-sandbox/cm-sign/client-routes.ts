// Owns the routes of API clients (specification 7).
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formatClient } from './answers.ts';
import { makeClient } from './make-client.ts';
import type { ApiClient } from './model.ts';
import { sendInvalid, sendMissing } from './refuse.ts';
import type { RouteContext } from './route-context.ts';
import { checkClient } from './validate.ts';
import { registerWebhookRoutes } from './webhook-routes.ts';

type ByKid = { Params: { kid: string } };

export function registerClientRoutes(app: FastifyInstance, context: RouteContext): void {
  const { service, getCaller } = context;
  const { state, clock } = service;
  const { assumptions, clients } = state;

  /** A client of the caller's account. */
  function findClient(request: FastifyRequest<ByKid>): ApiClient | undefined {
    const client = clients.get(request.params.kid);
    return client?.account === getCaller(request).client.account ? client : undefined;
  }

  app.get('/clients', async (request, reply) => {
    const { account } = getCaller(request).client;
    return reply.send(
      [...clients.values()]
        .filter((one) => one.account === account)
        .map((one) => formatClient(one)),
    );
  });

  app.post('/clients', async (request, reply) => {
    const { client: caller, origin } = getCaller(request);
    const body = checkClient(request.body, assumptions);
    if (!body.ok) return sendInvalid(reply, assumptions, body.errors);
    const { name, description = null, disabled = false } = body.value;
    const made = makeClient(state.world.seed, service.reserveNumber(), {
      account: caller.account,
      name,
      atMs: clock.nowMs(),
    });
    const client = { ...made, description, disabled };
    service.perform({ type: 'client.put', client }, origin);
    return reply.code(201).send(formatClient(client, true));
  });

  app.get<ByKid>('/clients/:kid', async (request, reply) => {
    const client = findClient(request);
    return client ? reply.send(formatClient(client)) : sendMissing(reply, assumptions, 'client');
  });

  app.put<ByKid>('/clients/:kid', async (request, reply) => {
    const client = findClient(request);
    if (!client) return sendMissing(reply, assumptions, 'client');
    const body = checkClient(request.body, assumptions);
    if (!body.ok) return sendInvalid(reply, assumptions, body.errors);
    const { name, description = client.description, disabled = client.disabled } = body.value;
    const changed = { ...client, name, description, disabled, updatedAt: clock.nowMs() };
    service.perform({ type: 'client.put', client: changed }, getCaller(request).origin);
    return reply.send(formatClient(changed));
  });

  registerWebhookRoutes(app, context, findClient);
}
