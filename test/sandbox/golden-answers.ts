// Owns the documented example answers of the reassign endpoints, with addresses at example.com: what
// the sandbox's answers are held to, key by key.

const ID = '6f8d0a9d-b85c-4c3f-9e69-5699f1e00f49';

export const FIRST_TOKEN =
  'cFoU7JAiY3xZAAGdd43j64K6eNtLTmn8W89iwdew09qsQnaiZF6UzAFriB8ZaUfE0CtVr7UZXCcIjVRqZl7yBWIyUNAnX1NpAqgD';
export const SECOND_TOKEN =
  'RdWdtgSUxuQr7YkejfAT2O9LvL9R3R9pFl4OxfCjb5o5M2R66NfCe0b5nxf2EC7RvI2IpJ7vdwzReTF1owCGFpqmP6geRdxzB70j';

/** GET /reassignrequests/{id}, as text: the order of keys counts. */
export const GOLDEN_REQUEST = `{
    "id": "${ID}",
    "url": "https://www.cm.com/app/sign/reassign/review/${FIRST_TOKEN}",
    "state": "pending",
    "dossier": {
        "id": "${ID}",
        "name": "Example contract",
        "owner": "John Doe"
    },
    "originalInvitee": {
        "id": "${ID}",
        "name": "Jane Doe",
        "email": "jane@example.com",
        "phoneNumber": null,
        "authenticationMethods": [],
        "identificationMethod": null,
        "identificationMethods": [],
        "notifications": [
            "completed",
            "declined",
            "invite",
            "reviewed",
            "signed"
        ],
        "reference": null,
        "readOnly": true,
        "state": "reassigned",
        "stateComment": null,
        "stateChanged": "2024-01-01T00:00:00+00:00",
        "position": 1,
        "locale": "en-US",
        "redirectUrl": null
    },
    "newInvitee": {
        "name": "Josh Doe",
        "email": "josh@example.com",
        "phoneNumber": null,
        "message": "Please sign Josh"
    },
    "reason": "Josh needs to sign this.",
    "declineReason": null,
    "createdAt": "2024-01-01T00:00:00+00:00"
}`;

/** What the two items of GET /reassignrequests are documented to show. */
export const GOLDEN_LIST = [
  {
    id: ID,
    url: `https://www.cm.com/app/sign/reassign/review/${FIRST_TOKEN}`,
    declineReason: null,
    createdAt: '2024-01-01T00:00:00+00:00',
  },
  {
    id: 'ab8c6991-7b99-46d6-8893-33445d6bee9e',
    url: `https://www.cm.com/app/sign/reassign/review/${SECOND_TOKEN}`,
    declineReason: null,
    createdAt: '2024-01-01T00:00:00+00:00',
  },
] as const;

/** The body of PUT /reassignrequests/{id}. */
export const GOLDEN_APPROVAL = `{
    "state": "approved",
    "newInvitee": {
        "message": "Please sign this reassigned Sign invite"
    }
}`;

/** The webhook's body after a decline; its ids are examples. */
export const GOLDEN_WEBHOOK = `{
    "id": "302935b2-8a22-4e25-bffb-fccda8963bd4",
    "type": "dossier.invitee.reassignRequest.state.updated",
    "dossier": {
        "id": "${ID}",
        "state": "pending"
    },
    "reassignRequest": {
        "id": "${ID}",
        "state": "declined",
        "originalInvitee": {
            "id": "${ID}",
            "state": null
        }
    },
    "created": "2024-01-01T00:00:00+00:00"
}`;

/** What to ask the control surface for, to have the documented request. */
export const GOLDEN_INPUT = {
  id: ID,
  token: FIRST_TOKEN,
  reason: 'Josh needs to sign this.',
  createdAt: '2024-01-01T00:00:00Z',
  newInvitee: {
    name: 'Josh Doe',
    email: 'josh@example.com',
    phoneNumber: null,
    message: 'Please sign Josh',
  },
  originalInvitee: {
    id: ID,
    name: 'Jane Doe',
    email: 'jane@example.com',
    phoneNumber: null,
    identificationMethods: [],
    position: 1,
    locale: 'en-US',
  },
  otherInvitees: [],
  dossier: {
    id: ID,
    name: 'Example contract',
    owner: { name: 'John Doe', email: 'john@example.com' },
    team: null,
    createdAt: '2023-12-31T00:00:00Z',
    expiresAt: '2024-02-01T00:00:00Z',
  },
} as const;
