// Owns the literal texts the service answers with, byte for byte (specification sections 2, 3 and 7).

export const MESSAGES = {
  authenticationRequired: 'User authentication required',
  authorizationDenied: 'Request authorization denied',
  accountDisabled: 'Account is disabled',
  notFound: 'Document not found',
  notOwned: 'Document does not belong to user',
  notDraft: 'Document is no longer in draft state',
  locked: 'You are not allowed to perform this action on locked workflow',
  notAllowed: 'You are not allowed to perform the requested operation',
  notYourRecipient: 'You are not allowed to change recipient',
  accessOver: 'You cannot access this document after the access period ends',
  recallByOwner: 'Document should be recalled by owner in In Progress or Pending state',
  noIntegration: "Enterprise admin's role does not allow managing integration",
  quotaReached: 'Your workflows limit has been reached',
  invalid: 'Model state validation failed.',
  xmlRole: 'Recipient role is not supported for an XML type document',
  notViewable: 'You are not authorized to view this document',
  noGroup: 'Group or contact not found',
  noOrder: 'No user found at given order',
  noSigners: 'You must add 1 or more signers before sharing the document',
  noDocument: 'Document does not exist',
  emptyUpload: 'Request does not contain document',
  noFileName: 'Invalid request headers - file name not found',
  onlyXml:
    'Only XML document can be uploaded for a workflow which contains at least one XML document',
  internal: 'An internal server error occurred while processing the request',
} as const;
