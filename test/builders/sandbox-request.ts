// Owns making one reassign request in a sandbox with plain, flawless defaults, for tests that care
// about a single property of it.
import { callControl, type RunningSandbox } from '../support/sandbox-process.ts';

export type BuiltRequest = Readonly<{
  id: string;
  dossierId: string;
  inviteeId: string;
  url: string;
}>;

type Fields = Readonly<Record<string, unknown>>;

/** What to change about the default request, part by part. */
export type RequestFields = Readonly<{
  newInvitee?: Fields;
  originalInvitee?: Fields;
  dossier?: Fields;
  [other: string]: unknown;
}>;

/** Makes a pending request: one invitee by e-mail without identification, owned by one person. */
export async function buildSandboxRequest(
  sandbox: Pick<RunningSandbox, 'controlUrl'>,
  { newInvitee, originalInvitee, dossier, ...rest }: RequestFields = {},
): Promise<BuiltRequest> {
  return callControl<BuiltRequest>(sandbox, 'POST', '/requests', {
    otherInvitees: [],
    reason: 'She holds the mandate.',
    ...rest,
    newInvitee: {
      name: 'Nina New',
      email: 'nina.new@example.com',
      phoneNumber: null,
      message: 'Over to you, Nina.',
      ...newInvitee,
    },
    originalInvitee: {
      name: 'Otto Original',
      email: 'otto.original@example.com',
      phoneNumber: null,
      identificationMethods: [],
      position: 1,
      locale: 'en-US',
      ...originalInvitee,
    },
    dossier: {
      name: 'Example contract',
      owner: { name: 'Olga Owner', email: 'olga.owner@example.com' },
      team: null,
      expiresAt: '2099-01-01T00:00:00Z',
      ...dossier,
    },
  });
}
