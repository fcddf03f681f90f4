// Owns reading request bodies of the SigningHub side into what commands take; null means 400. Must not
// know the package a body is meant for.
import { z } from 'zod';
import type { Assumptions } from './assumptions.ts';
import type { NewRecipient, RecipientPatch, WorkflowPatch } from './command.ts';
import {
  DELIVERY_METHODS,
  ROLES,
  V4_ROLES,
  WORKFLOW_MODES,
  WORKFLOW_TYPES,
  type RecipientKind,
} from './model.ts';
import type { Version } from './route-context.ts';

/** An optional member; null counts as absent. */
function optional<T>(schema: z.ZodType<T>): z.ZodType<T | undefined> {
  return schema.nullish().transform((value) => value ?? undefined);
}

const text = z.string().trim().min(1);
const address = z
  .string()
  .trim()
  .regex(/^[^@\s]+@[^@\s]+$/);
const step = z.number().int().min(1);

type Reading = Readonly<{ version: Version; assumptions: Assumptions }>;

function makeObject<S extends z.ZodRawShape>(shape: S, { assumptions }: Reading) {
  const schema = z.object(shape);
  return assumptions.get('A-03') === 'refused' ? schema.strict() : schema;
}

function makeRole({ version }: Reading): z.ZodType<(typeof V4_ROLES)[number]> {
  return version === 4 ? z.enum(V4_ROLES) : z.enum(ROLES);
}

function parse<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const result = schema.safeParse(value);
  return result.success ? result.data : null;
}

const mails = { email_notification: optional(z.boolean()), signing_order: optional(step) };
const v4Extras = {
  user_national_id: optional(z.string()),
  mobile_number: optional(z.string()),
  delivery_method: optional(z.enum(DELIVERY_METHODS)),
};

function parseUsers(value: unknown, reading: Reading): readonly NewRecipient[] | null {
  const shape = {
    user_email: address,
    user_name: optional(text),
    role: makeRole(reading),
    ...mails,
  };
  const item = makeObject({ ...shape, ...v4Extras }, reading);
  const items = parse(z.array(item).min(1), value);
  if (!items) return null;
  return items.map((one) => ({
    kind: 'person',
    email: one.user_email,
    name: one.user_name,
    role: one.role,
    emailNotification: one.email_notification,
    signingOrder: one.signing_order,
    ...(reading.version === 4
      ? {
          nationalId: one.user_national_id,
          mobileNumber: one.mobile_number,
          deliveryMethod: one.delivery_method,
        }
      : {}),
  }));
}

function parseGroups(value: unknown, reading: Reading): readonly NewRecipient[] | null {
  const item = makeObject({ group_name: text, role: makeRole(reading), ...mails }, reading);
  const items = parse(z.array(item).min(1), value);
  if (!items) return null;
  return items.map((one) => ({
    kind: 'group',
    groupName: one.group_name,
    role: one.role,
    emailNotification: one.email_notification,
    signingOrder: one.signing_order,
  }));
}

function parsePlaceholders(value: unknown, reading: Reading): readonly NewRecipient[] | null {
  const item = makeObject({ placeholder: text, role: makeRole(reading), ...mails }, reading);
  const items = parse(z.array(item).min(1), value);
  if (!items) return null;
  return items.map((one) => ({
    kind: 'placeholder',
    placeholder: one.placeholder,
    role: one.role,
    emailNotification: one.email_notification,
    signingOrder: one.signing_order,
  }));
}

/** The array of an add call. */
export function parseAdd(
  kind: RecipientKind,
  value: unknown,
  reading: Reading,
): readonly NewRecipient[] | null {
  if (kind === 'person') return parseUsers(value, reading);
  return kind === 'group' ? parseGroups(value, reading) : parsePlaceholders(value, reading);
}

/** The object of an update call. */
export function parseUpdate(
  kind: RecipientKind,
  value: unknown,
  reading: Reading,
): RecipientPatch | null {
  const role = makeRole(reading);
  const isRequired =
    kind === 'person' && reading.version === 4 && reading.assumptions.get('A-17') === 'required';
  const names = {
    person: { user_email: optional(address), user_name: optional(text) },
    group: { group_name: optional(text) },
    placeholder: { placeholder: optional(text) },
  }[kind];
  const shape = {
    user_email: optional(address),
    user_name: optional(text),
    group_name: optional(text),
    placeholder: optional(text),
    ...v4Extras,
    email_language_code: optional(text),
    ...mails,
    role: optional(role),
  };
  const body = parse(makeObject(shape, reading), value);
  if (!body) return null;
  if (isRequired && (!body.role || !body.delivery_method)) return null;
  const own = (name: string): boolean => Object.hasOwn(names, name);
  return dropUndefined({
    email: own('user_email') ? body.user_email : undefined,
    name: own('user_name') ? body.user_name : undefined,
    groupName: own('group_name') ? body.group_name : undefined,
    placeholder: own('placeholder') ? body.placeholder : undefined,
    role: body.role,
    emailNotification: body.email_notification,
    signingOrder: body.signing_order,
    ...(reading.version === 4 && kind === 'person'
      ? {
          mobileNumber: body.mobile_number,
          deliveryMethod: body.delivery_method,
          languageCode: body.email_language_code,
        }
      : {}),
  });
}

function dropUndefined(patch: RecipientPatch): RecipientPatch {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined));
}

export function parseWorkflow(value: unknown, reading: Reading): WorkflowPatch | null {
  const shape = {
    workflow_type: optional(z.enum(WORKFLOW_TYPES)),
    workflow_mode: optional(z.enum(WORKFLOW_MODES)),
    continue_on_decline: optional(z.boolean()),
    message: optional(z.string()),
    comments: optional(z.boolean()),
  };
  const body = parse(makeObject(shape, reading), value);
  if (!body) return null;
  return {
    type: body.workflow_type,
    mode: body.workflow_mode,
    continueOnDecline: body.continue_on_decline,
    message: body.message,
    comments: reading.version === 4 ? body.comments : undefined,
  };
}

/** The new position of a reorder; any whole number, its range is the list's matter. */
export function parseReorder(value: unknown, reading: Reading): number | null {
  return parse(makeObject({ order: z.number().int() }, reading), value)?.order ?? null;
}

export function parsePackage(
  value: unknown,
  reading: Reading,
): {
  name?: string | undefined;
  mode?: (typeof WORKFLOW_MODES)[number] | undefined;
  folder?: string | undefined;
} | null {
  const shape = {
    package_name: optional(text),
    workflow_mode: optional(z.enum(WORKFLOW_MODES)),
    folder_name: optional(text),
  };
  const body = parse(makeObject(shape, reading), value === undefined ? {} : value);
  if (!body) return null;
  const folder = reading.version === 4 ? body.folder_name : undefined;
  return { name: body.package_name, mode: body.workflow_mode, folder };
}

/** The one text member of a small body, e.g. `package_name`. */
export function parseName(member: string, value: unknown, reading: Reading): string | null {
  const body = parse(makeObject({ [member]: text }, reading), value);
  return body ? String(body[member]) : null;
}

/** The optional reason of an act, at most 500 characters. */
export function parseReason(
  value: unknown,
  reading: Reading,
): { reason: string | undefined } | null {
  const body = parse(
    makeObject({ reason: optional(z.string().max(500)) }, reading),
    value === undefined ? {} : value,
  );
  return body ? { reason: body.reason } : null;
}

/** Sign carries many optional members; only `field_name` is needed. */
export function parseSign(value: unknown): boolean {
  return z.looseObject({ field_name: text }).safeParse(value).success;
}
