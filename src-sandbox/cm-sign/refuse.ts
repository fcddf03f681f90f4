// Owns the answers that are errors (specification 9.1): status, message and optional field errors.
import type { FastifyReply } from 'fastify';
import type { Assumptions } from './assumptions.ts';
import type { Refusal } from './command.ts';
import type { FieldErrors } from './validate.ts';

/** Sends `{status, message}`, with `errors` where A25 allows. */
export function sendError(
  reply: FastifyReply,
  assumptions: Assumptions,
  status: number,
  message: string,
  errors?: FieldErrors,
): FastifyReply {
  const isDetailed = errors !== undefined && assumptions.get('A25') === 'on';
  return reply.code(status).send({ status, message, ...(isDetailed ? { errors } : {}) });
}

/** Invalid input (A20). */
export function sendInvalid(
  reply: FastifyReply,
  assumptions: Assumptions,
  errors: FieldErrors,
): FastifyReply {
  const message = `The given data is invalid: ${Object.values(errors).flat().join('; ')}.`;
  return sendError(reply, assumptions, Number(assumptions.get('A20')), message, errors);
}

/** Neither existing nor visible (A18). */
export function sendMissing(
  reply: FastifyReply,
  assumptions: Assumptions,
  what: string,
): FastifyReply {
  return sendError(reply, assumptions, 404, `The ${what} was not found.`);
}

/** Turns a refused command into its status: A19 for what can no longer be decided. */
export function sendRefusal(
  reply: FastifyReply,
  assumptions: Assumptions,
  refusal: Refusal,
): FastifyReply {
  const undecidable = assumptions.get('A19');
  const statuses: Record<Refusal['code'], number> = {
    NOT_FOUND: 404,
    NOT_DECIDABLE: undecidable === 'overwrite' ? 400 : Number(undecidable),
    NOT_REASSIGNABLE: 400,
    NOT_ACTIVE: 400,
    INVALID: Number(assumptions.get('A20')),
  };
  return sendError(reply, assumptions, statuses[refusal.code], refusal.message, refusal.errors);
}
