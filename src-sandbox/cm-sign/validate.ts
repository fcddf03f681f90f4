// Owns the rules for request bodies (specification 4.4, 5.3, 6.2, 7). Must not look at records.
import { z } from 'zod';
import type { Assumptions } from './assumptions.ts';
import { EVENT_TYPES } from './model.ts';

/** Field path → texts. */
export type FieldErrors = Readonly<Record<string, readonly string[]>>;
export type Validated<T> =
  Readonly<{ ok: true; value: T }> | Readonly<{ ok: false; errors: FieldErrors }>;

export type Decision = Readonly<{
  state: 'approved' | 'declined';
  message?: string | undefined;
  declineReason?: string | undefined;
}>;

// Fixed by the seed for newInvitee.message.
const MESSAGE_LIMIT = 1000;

function measure(text: string, assumptions: Assumptions): number {
  return assumptions.get('A28.unit') === 'utf-16' ? text.length : [...text].length;
}

/** Checks a body against a schema and gives its errors by field path. */
function checkBody<T>(schema: z.ZodType<T>, body: unknown): Validated<T> {
  const result = schema.safeParse(body);
  if (result.success) return { ok: true, value: result.data };
  const errors: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const path = issue.path.join('.') || 'body';
    (errors[path] ??= []).push(issue.message);
  }
  return { ok: false, errors };
}

function makeText(
  label: string,
  limit: number,
  assumptions: Assumptions,
): z.ZodType<string, string> {
  return z
    .string(`${label} must be a string`)
    .refine(
      (text) => measure(text, assumptions) <= limit,
      `${label} may have up to ${limit} characters`,
    );
}

/** Objects that drop or refuse what they do not know (A21). */
function makeObject<S extends z.ZodRawShape>(shape: S, assumptions: Assumptions): z.ZodObject<S> {
  const schema = assumptions.get('A21') === 'refuse' ? z.strictObject(shape) : z.object(shape);
  return schema;
}

/** Checks the body of a decision. What does not belong to the outcome is ignored or refused (A21). */
export function checkDecision(body: unknown, assumptions: Assumptions): Validated<Decision> {
  const stateSchema = z.object(
    { state: z.enum(['approved', 'declined'], 'state must be approved or declined') },
    'the body must be an object',
  );
  const head = checkBody(stateSchema, body);
  if (!head.ok) return head;
  if (head.value.state === 'approved') {
    const newInvitee = makeObject(
      { message: makeText('message', MESSAGE_LIMIT, assumptions).optional() },
      assumptions,
    );
    const schema = makeObject(
      { state: z.literal('approved'), newInvitee: newInvitee.optional() },
      assumptions,
    );
    const checked = checkBody(schema, body);
    if (!checked.ok) return checked;
    return { ok: true, value: { state: 'approved', message: checked.value.newInvitee?.message } };
  }
  const limit = assumptions.get('A28');
  const reason = z
    .string('declineReason is required when state is declined')
    .trim()
    .min(1, 'declineReason may not be empty')
    .pipe(makeText('declineReason', limit, assumptions));
  const schema = makeObject({ state: z.literal('declined'), declineReason: reason }, assumptions);
  const checked = checkBody(schema, body);
  if (!checked.ok) return checked;
  return { ok: true, value: { state: 'declined', declineReason: checked.value.declineReason } };
}

const shortText = z.string().max(255);
const E164 = /^\+[1-9]\d{6,14}$/;

function makeInviteeShape(assumptions: Assumptions) {
  const locale =
    assumptions.get('A6') === 'any'
      ? z.string()
      : z.string().regex(/^[a-z]{2}-[A-Z]{2}$/, 'must look like en-US');
  const methods = z.array(z.string());
  return {
    id: z.uuid().optional(),
    name: shortText.min(1, 'name is required'),
    email: z.email().max(255).nullable().optional(),
    phoneNumber: z.string().regex(E164, 'must be an E.164 number').nullable().optional(),
    authenticationMethods: (assumptions.get('A10') === 'none'
      ? methods.max(0)
      : methods
    ).optional(),
    identificationMethod: z.string().nullable().optional(),
    identificationMethods: methods.optional(),
    notifications: z
      .array(z.enum(['invite', 'signed', 'reviewed', 'declined', 'completed']))
      .nullable()
      .optional(),
    reference: shortText.nullable().optional(),
    readOnly: z.boolean().optional(),
    position: z.number().int().nullable().optional(),
    locale: locale.nullable().optional(),
    redirectUrl: z.url().nullable().optional(),
    state: z.string().nullable().optional(),
  };
}

export type InviteeBody = z.infer<z.ZodObject<ReturnType<typeof makeInviteeShape>>>;

/** Checks the body of an invitee update. */
export function checkInvitee(body: unknown, assumptions: Assumptions): Validated<InviteeBody> {
  return checkBody(makeObject(makeInviteeShape(assumptions), assumptions), body);
}

function isAllowedTarget(url: string, assumptions: Assumptions): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  if (protocol === 'https:') return true;
  return (
    assumptions.get('webhook.loopback') === 'on' && protocol === 'http:' && hostname === '127.0.0.1'
  );
}

function makeWebhookShape(assumptions: Assumptions) {
  return {
    url: z
      .string()
      .refine((url) => isAllowedTarget(url, assumptions), 'url must start with https://'),
    events: z.array(z.enum(EVENT_TYPES)).optional(),
    headers: z
      .record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\x20-\x7e]*$/))
      .nullable()
      .optional(),
    disabled: z.boolean().optional(),
  };
}

export type WebhookBody = z.infer<z.ZodObject<ReturnType<typeof makeWebhookShape>>>;

export function checkWebhook(body: unknown, assumptions: Assumptions): Validated<WebhookBody> {
  return checkBody(makeObject(makeWebhookShape(assumptions), assumptions), body);
}

const clientShape = {
  name: shortText.min(1, 'name is required'),
  description: shortText.nullable().optional(),
  disabled: z.boolean().optional(),
};

export type ClientBody = z.infer<z.ZodObject<typeof clientShape>>;

export function checkClient(body: unknown, assumptions: Assumptions): Validated<ClientBody> {
  return checkBody(makeObject(clientShape, assumptions), body);
}
