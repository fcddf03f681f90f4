// Owns: the literal texts SigningHub answers with (spec §2, §7), the only ones that are let through: they are
// machine words and hold nothing personal. Must not: pass on any other text.

/** Every text the workflow side, packages and authentication are known to say. */
const KNOWN_MESSAGES = [
  'Recipient role is not supported for an XML type document',
  'Model state validation failed.',
  'You are not authorized to view this document',
  'Request authorization denied',
  'User authentication required',
  'Account is disabled',
  'Document does not belong to user',
  'Document is no longer in draft state',
  'You are not allowed to perform this action on locked workflow',
  'You are not allowed to perform the requested operation',
  'You are not authorized to perform the requested operation',
  'You are not allowed to change recipient',
  'You cannot access this document after the access period ends',
  'Document should be recalled by owner in In Progress or Pending state',
  "Enterprise admin's role does not allow managing integration",
  'Your workflows limit has been reached',
  'Document not found',
  'Document does not exist',
  'Group or contact not found',
  'No user found at given order',
  'You must add 1 or more signers before sharing the document',
  'An internal server error occurred while processing the request',
] as const;

/** Both say that there is no such package (spec §3.1, §4). */
export const PACKAGE_GONE_MESSAGES: readonly string[] = [
  'Document not found',
  'Document does not exist',
];

export const ACCOUNT_DISABLED_MESSAGE = 'Account is disabled';

const BY_FOLDED_TEXT = new Map(KNOWN_MESSAGES.map((message) => [foldText(message), message]));

/**
 * The literal text of an error body, found in `Message`, `message` or `error_description` (spec §1), whatever its
 * case and full stop; null for every other text.
 */
export function readHubMessage(body: Uint8Array): string | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null; // An error answer that is no JSON says nothing beyond its status.
  }
  if (typeof value !== 'object' || value === null) return null;
  const members = new Map(Object.entries(value));
  for (const name of ['Message', 'message', 'error_description']) {
    const text: unknown = members.get(name);
    if (typeof text !== 'string') continue;
    const known = BY_FOLDED_TEXT.get(foldText(text));
    if (known !== undefined) return known;
  }
  return null;
}

function foldText(text: string): string {
  return text.slice(0, 500).trim().replace(/\.$/, '').toLowerCase();
}
