// Owns the types every route of the CM.com Sign side is given.
import type { FastifyRequest } from 'fastify';
import type { Origin } from '../ledger.ts';
import type { ApiClient } from './model.ts';
import type { SignService } from './sign-service.ts';

/** What a route knows about its caller. */
export type Caller = Readonly<{ client: ApiClient; origin: Origin; staleMs: number }>;

export type RouteContext = Readonly<{
  service: SignService;
  getCaller: (request: FastifyRequest) => Caller;
}>;
