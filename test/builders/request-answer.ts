// Owns: one answer of the service about a reassign request, for the tests of what reads it.

/** Id of everything in the answer. */
export const REQUEST_ID = '6f8d0a9d-b85c-4c3f-9e69-5699f1e00f49';
/** A pending request as the service's list gives it, with every field that may stand there in the usual shape. */
export const REQUEST_ANSWER = {
  id: REQUEST_ID,
  url: 'https://www.cm.com/app/sign/reassign/review/abc',
  state: 'pending',
  dossier: { id: REQUEST_ID, name: 'Example contract', owner: 'John Doe' },
  originalInvitee: {
    id: REQUEST_ID,
    name: 'Jane Doe',
    email: 'jane@example.com',
    position: 1,
    readOnly: true,
    state: 'reassigned',
  },
  newInvitee: {
    name: 'Josh Doe',
    email: 'josh@example.com',
    phoneNumber: null,
    message: 'Please sign Josh',
  },
  reason: 'Josh needs to sign this.',
  declineReason: null,
  createdAt: '2024-01-01T00:00:00+00:00',
};
