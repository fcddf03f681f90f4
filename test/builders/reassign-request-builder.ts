// Owns: reassign requests, invitees and dossiers with good defaults, for tests. Must not: be used by the app.
import type {
  DossierFacts,
  Invitee,
  NewInvitee,
  ReassignRequest,
} from '../../src-shared/domain/reassign-request.ts';

export function buildInvitee(over: Partial<Invitee> = {}): Invitee {
  return {
    id: '5d1c3a77-0e0b-4b6d-b1de-6a0a5a7e9c22',
    name: 'Jane Doe',
    email: 'jane@example.com',
    phoneNumber: null,
    identificationMethods: [],
    authenticationMethods: [],
    readOnly: true,
    state: 'reassigned',
    stateChangedAt: '2026-11-01T09:00:00+00:00',
    position: 1,
    locale: 'en-US',
    reference: null,
    ...over,
  };
}

export function buildNewInvitee(over: Partial<NewInvitee> = {}): NewInvitee {
  return { name: 'Josh Doe', email: 'josh@example.com', phoneNumber: null, message: null, ...over };
}

export function buildRequest(over: Partial<ReassignRequest> = {}): ReassignRequest {
  return {
    id: 'b7c1d0de-52f2-4c6b-9a55-0d6a3b1f7a10',
    state: 'pending',
    dossier: { id: '0f0c9f5e-8a2e-4c7e-8f4c-7f7d0d2a9b11', name: 'Lease 42', owner: 'John Doe' },
    originalInvitee: buildInvitee(),
    newInvitee: buildNewInvitee(),
    reason: 'Josh holds the mandate',
    declineReason: null,
    createdAt: '2026-11-01T09:00:00+00:00',
    ...over,
  };
}

export function buildDossier(over: Partial<DossierFacts> = {}): DossierFacts {
  return {
    id: '0f0c9f5e-8a2e-4c7e-8f4c-7f7d0d2a9b11',
    name: 'Lease 42',
    state: 'pending',
    owners: [{ name: 'John Doe', email: 'john@example.com' }],
    invitees: [buildInvitee()],
    createdAt: '2026-10-20T09:00:00+00:00',
    expiresAt: '2026-12-20T09:00:00+00:00',
    ...over,
  };
}
