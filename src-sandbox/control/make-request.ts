// Owns making a reassign request on demand: a dossier in the manner of the sample with the fields a
// test asks for, then the invitee's asking, so that mails and events happen as in real life.
import { z } from 'zod';
import { makeId } from '../ids.ts';
import type { AskCommand } from '../cm-sign/command.ts';
import { OWNER_NOTIFICATIONS, type Dossier, type Invite, type Invitee } from '../cm-sign/model.ts';
import type { SignService } from '../cm-sign/sign-service.ts';
import { ControlError } from './control-error.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const inviteeFields = z.strictObject({
  id: z.uuid().optional(),
  name: z.string().optional(),
  email: z.string().nullable().optional(),
  phoneNumber: z.string().nullable().optional(),
  identificationMethods: z.array(z.string()).optional(),
  notifications: z.array(z.string()).optional(),
  reference: z.string().nullable().optional(),
  readOnly: z.boolean().optional(),
  position: z.number().int().nullable().optional(),
  locale: z.string().optional(),
  state: z.enum(['approved', 'declined']).nullable().optional(),
});

/**
 * What a request may be made of; everything absent comes from the sample. Times are ISO 8601.
 * `isChecked` makes the asking subject to what the identification demands.
 */
export const requestSchema = z.strictObject({
  id: z.uuid().optional(),
  token: z.string().min(1).optional(),
  isChecked: z.boolean().default(false),
  reason: z.string().optional(),
  createdAt: moment.optional(),
  newInvitee: z
    .strictObject({
      name: z.string().optional(),
      email: z.string().nullable().optional(),
      phoneNumber: z.string().nullable().optional(),
      message: z.string().nullable().optional(),
    })
    .default({}),
  originalInvitee: inviteeFields.default({}),
  otherInvitees: z.array(inviteeFields).max(15).optional(),
  dossier: z
    .strictObject({
      id: z.uuid().optional(),
      name: z.string().optional(),
      owner: z
        .strictObject({
          name: z.string(),
          email: z.string(),
          notifications: z.array(z.string()).optional(),
        })
        .optional(),
      team: z.string().nullable().optional(),
      expiresAt: moment.optional(),
      createdAt: moment.optional(),
      reassignable: z.boolean().optional(),
      account: z.string().optional(),
    })
    .default({}),
});

export type RequestInput = z.infer<typeof requestSchema>;

function dropUndefined<T extends object>(
  value: T,
): Partial<{ [K in keyof T]: Exclude<T[K], undefined> }> {
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never;
}

/** The sample's dossier as it was before anybody asked. */
function unask(dossier: Dossier): {
  dossier: Dossier;
  original: Invitee;
  ask: Pick<AskCommand, 'newInvitee' | 'reason'>;
} {
  const request = dossier.requests[0];
  const original = dossier.invitees.find((one) => one.id === request?.inviteeId);
  if (!request || !original) throw new Error('the sample made a dossier without a request');
  return {
    dossier: { ...dossier, state: 'pending', requests: [] },
    original: { ...original, ...request.restore },
    ask: { newInvitee: request.newInvitee, reason: request.reason },
  };
}

/** The first of 16 numbers, apart from those of the sample and of applying. */
function reserveBlock(service: SignService): number {
  return 0xa000_0000 + (service.reserveNumber() % 0x100_0000) * 16;
}

function makeOthers(
  template: Invitee,
  input: RequestInput,
  sample: readonly Invitee[],
  service: SignService,
): readonly Invitee[] {
  if (!input.otherInvitees) return sample;
  const { seed } = service.state.world;
  return input.otherInvitees.map((fields, i) => ({
    ...template,
    id: makeId(seed, 'invitee', reserveBlock(service) + i),
    email: `signer${i + 1}@example.com`,
    name: `Signer ${i + 1}`,
    identificationMethods: [],
    phoneNumber: null,
    position: i + 2,
    ...dropUndefined(fields),
  }));
}

/** One open invite for everybody who has not acted yet. */
function makeInvites(
  { createdAt, expiresAt }: Dossier,
  invitees: readonly Invitee[],
  service: SignService,
): readonly Invite[] {
  const number = reserveBlock(service);
  return invitees
    .filter((one) => one.state === null)
    .map((one, i) => ({
      id: makeId(service.state.world.seed, 'invite', number + i),
      inviteeId: one.id,
      channel: one.email === null ? 'sms' : 'email',
      message: null,
      open: true,
      createdAt,
      expiresAt,
    }));
}

function makeDossier(
  input: RequestInput,
  sample: Dossier,
  original: Invitee,
  service: SignService,
): Dossier {
  const { owner, team, ...plain } = input.dossier;
  const { seed } = service.state.world;
  const others = sample.invitees.filter((one) => one.id !== original.id);
  const asking: Invitee = { ...original, ...dropUndefined(input.originalInvitee) };
  const invitees = [...makeOthers(original, input, others, service), asking];
  const dossier: Dossier = { ...sample, ...dropUndefined(plain) };
  return {
    ...dossier,
    expiresInS: Math.round((dossier.expiresAt - dossier.createdAt) / 1000),
    team:
      team === undefined
        ? dossier.team
        : team === null
          ? null
          : { id: makeId(seed, 'team', 1000), name: team },
    owners: owner
      ? [
          {
            id: makeId(seed, 'owner', service.reserveNumber()),
            notifications: OWNER_NOTIFICATIONS,
            ...dropUndefined(owner),
          } as Dossier['owners'][number],
        ]
      : dossier.owners,
    invitees: invitees.toSorted((a, b) => (a.position ?? 0) - (b.position ?? 0)),
    invites: makeInvites(dossier, invitees, service),
  };
}

export type MadeRequest = Readonly<{
  id: string;
  dossierId: string;
  inviteeId: string;
  url: string;
}>;

/** Makes a dossier and lets its invitee ask. Throws {@link ControlError}. */
export function makeRequest(
  service: SignService,
  input: RequestInput,
  formatUrl: (token: string) => string,
): MadeRequest {
  const { state, clock } = service;
  const {
    dossier: sample,
    original,
    ask,
  } = unask(state.makeExtraDossier(input.createdAt ?? clock.nowMs()));
  const dossier = makeDossier(input, sample, original, service);
  if (state.findDossier(dossier.id))
    throw new ControlError(409, `There is already a dossier ${dossier.id}.`);
  if (input.id !== undefined && state.findRequest(input.id))
    throw new ControlError(409, `There is already a request ${input.id}.`);
  const inviteeId = input.originalInvitee.id ?? original.id;
  service.perform({ type: 'dossier.create', dossier }, { cause: 'control' });
  const outcome = service.perform(
    {
      type: 'invitee.ask',
      dossierId: dossier.id,
      inviteeId,
      newInvitee: { ...ask.newInvitee, ...dropUndefined(input.newInvitee) },
      reason: input.reason ?? ask.reason,
      isUnchecked: !input.isChecked,
      createdAt: input.createdAt,
      requestId: input.id,
      token: input.token,
    },
    { cause: 'invitee' },
  );
  if (!outcome.ok) throw new ControlError(400, outcome.refusal.message, outcome.refusal.errors);
  const found = state.findRequest(outcome.id);
  return {
    id: outcome.id,
    dossierId: dossier.id,
    inviteeId,
    url: formatUrl(found?.request.token ?? ''),
  };
}
