// Owns the CM.com Sign routes' common ground: authentication, error answers, the request context.
// The routes themselves live in request-routes, dossier-routes and client-routes.
import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import { ARRIVAL_HEADER, STALE_HEADER } from '../server.ts';
import { authenticate } from './authenticate.ts';
import { registerClientRoutes } from './client-routes.ts';
import { registerDossierRoutes } from './dossier-routes.ts';
import type { ApiClient } from './model.ts';
import { sendError } from './refuse.ts';
import { registerRequestRoutes } from './request-routes.ts';
import type { Caller, RouteContext } from './route-context.ts';
import type { SignService } from './sign-service.ts';

/** The base paths the service answers at (specification 1.2). */
export const SIGN_MOUNTS = ['/sign/v1', '/sign-sandbox/v1'] as const;

function readHeader(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function makeCaller(request: FastifyRequest, client: ApiClient): Caller {
  return {
    client,
    staleMs: Number(readHeader(request, STALE_HEADER) ?? 0),
    origin: {
      cause: 'api',
      actor: client.kid,
      arrival: Number(readHeader(request, ARRIVAL_HEADER) ?? 0),
      clientRequest: readHeader(request, 'x-request-number') ?? readHeader(request, 'x-request-id'),
    },
  };
}

/** Errors found before a route runs: unreadable JSON, wrong content type, too large a body. */
function answerFailures(app: FastifyInstance, service: SignService): void {
  const { assumptions } = service.state;
  app.setNotFoundHandler(async (_request, reply) =>
    sendError(reply, assumptions, 404, 'There is no such resource.'),
  );
  app.setErrorHandler<Error & { statusCode?: number }>(async (error, _request, reply) => {
    const status = error.statusCode ?? 500;
    const isClient = status >= 400 && status < 500;
    const shown = status === 400 ? Number(assumptions.get('A20')) : status;
    return sendError(reply, assumptions, shown, isClient ? error.message : 'Internal error.');
  });
}

/** The plugin to register at each base path. */
export function createSignRoutes(service: SignService): FastifyPluginAsync {
  const { assumptions, clients } = service.state;
  const callers = new WeakMap<FastifyRequest, Caller>();
  const getCaller = (request: FastifyRequest): Caller => {
    const caller = callers.get(request);
    if (!caller) throw new Error('a route ran without authentication');
    return caller;
  };
  async function checkToken(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const options = { clients, assumptions, nowMs: service.clock.nowMs };
    const result = await authenticate(request.headers.authorization, options);
    if (!result.ok) {
      return sendError(
        reply,
        assumptions,
        Number(assumptions.get('A3')),
        'The token is missing or not valid.',
      );
    }
    callers.set(request, makeCaller(request, result.client));
    return undefined;
  }
  return async (app) => {
    answerFailures(app, service);
    app.addHook('onRequest', async (request, reply) => {
      if (assumptions.get('A26') === 'x-request-id') reply.header('x-request-id', request.id);
      return checkToken(request, reply);
    });
    const context: RouteContext = { service, getCaller };
    registerRequestRoutes(app, context);
    registerDossierRoutes(app, context);
    registerClientRoutes(app, context);
  };
}
