// Owns the steps every change of a package is made of: set recipients, note the effect with the list
// before and after, mail. Collects effects; must not store anything but the package.
import type { Effect } from '../ledger.ts';
import type { Command, Outcome, Refusal } from './command.ts';
import type { Package, Recipient, Stage } from './model.ts';
import type { HubState } from './state.ts';

/** A package being changed by one command. */
export type Change = {
  readonly state: HubState;
  readonly command: Command;
  pack: Package;
  readonly effects: Effect[];
};

export function startChange(state: HubState, command: Command, pack: Package): Change {
  return { state, command, pack, effects: [] };
}

/** Stores the package and hands over what happened. */
export function finishChange(change: Change, refusal?: Refusal): Outcome {
  const { state, command, pack, effects } = change;
  if (effects.length > 0) state.putPackage({ ...pack, modifiedAt: command.at });
  return { ok: true, id: pack.id, effects, ...(refusal ? { refusal } : {}) };
}

export function refuse(status: Refusal['status'], message: string): Outcome {
  return { ok: false, refusal: { status, message } };
}

/** Who a recipient is, in a word: address, group, placeholder or seal. */
export function nameRecipient(one: Recipient): string {
  return one.email ?? one.groupName ?? one.placeholder ?? one.seal ?? '';
}

/** A list as the ledger shows it. */
function writeList(recipients: readonly Recipient[]): readonly unknown[] {
  return recipients.map((one, index) => ({
    recipientId: one.id,
    order: index + 1,
    signingOrder: one.signingOrder,
    kind: one.kind,
    who: nameRecipient(one),
    role: one.role,
  }));
}

function addEffect(change: Change, effect: Omit<Effect, 'packageId'>): void {
  change.effects.push({ ...effect, packageId: change.pack.id });
}

/** Sets package fields and notes which. */
export function changePackage(change: Change, what: string, fields: Partial<Package>): void {
  change.pack = { ...change.pack, ...fields };
  addEffect(change, { kind: 'change', detail: { what, ...summarise(fields) } });
}

function summarise(fields: Partial<Package>): Record<string, unknown> {
  const { recipients: _recipients, documents, ...plain } = fields;
  return { ...plain, ...(documents ? { documents: documents.map((one) => one.name) } : {}) };
}

type RecipientEffect = Readonly<{
  what:
    | 'recipient added'
    | 'recipient removed'
    | 'recipient changed'
    | 'recipient moved'
    | 'recipients renumbered';
  /** The recipient it was done to; absent when it was done to all. */
  target?: Recipient | undefined;
  /** Position from 1 the call named or the recipient got. */
  order?: number | undefined;
  fields?: Readonly<Record<string, unknown>> | undefined;
}>;

/** Sets the whole list (and type) and notes who was hit, with the list before and after. */
export function changeRecipients(
  change: Change,
  next: Readonly<{ type: Package['type']; list: readonly Recipient[] }>,
  { what, target, order, fields }: RecipientEffect,
): void {
  const { recipients: before, type: typeBefore } = change.pack;
  change.pack = { ...change.pack, type: next.type, recipients: next.list };
  const detail = {
    what,
    ...(target ? { recipientId: target.id, who: nameRecipient(target) } : {}),
    ...(order === undefined ? {} : { order }),
    ...fields,
    typeBefore,
    type: next.type,
    before: writeList(before),
    after: writeList(next.list),
  };
  addEffect(change, { kind: 'change', detail });
}

/** Sets a recipient's own fields without an effect of its own; for turns and marks. */
export function patchRecipient(change: Change, id: string, fields: Partial<Recipient>): void {
  const recipients = change.pack.recipients.map((one) =>
    one.id === id ? { ...one, ...fields } : one,
  );
  change.pack = { ...change.pack, recipients };
}

/** As {@link patchRecipient}, and notes a change of `process_status`. */
export function setProcessStatus(
  change: Change,
  one: Recipient,
  to: Recipient['processStatus'],
  fields: Partial<Recipient>,
): void {
  patchRecipient(change, one.id, { ...fields, processStatus: to });
  if (one.processStatus === to) return;
  const detail = {
    entity: 'recipient',
    recipientId: one.id,
    who: nameRecipient(one),
    from: one.processStatus,
    to,
  };
  addEffect(change, { kind: 'state', detail });
}

export function setStage(change: Change, to: Stage): void {
  const from = change.pack.stage;
  change.pack = { ...change.pack, stage: to };
  addEffect(change, { kind: 'state', detail: { entity: 'package', from, to } });
}

/** The people behind a recipient: a group's members, or the one person. */
export function listAddresses(state: HubState, one: Recipient): readonly string[] {
  if (one.kind === 'group') return state.groups.get(one.groupName ?? '')?.members ?? [];
  return one.email === null ? [] : [one.email];
}

/** Mails a recipient, unless mails are off for the whole workflow. */
export function mailRecipient(change: Change, one: Recipient, template: string): void {
  if (!one.emailNotification) return;
  for (const to of listAddresses(change.state, one)) {
    addEffect(change, { kind: 'mail', detail: { template, to, recipientId: one.id } });
  }
}

export function mailOwner(change: Change, template: string): void {
  addEffect(change, { kind: 'mail', detail: { template, to: change.pack.owner } });
}
