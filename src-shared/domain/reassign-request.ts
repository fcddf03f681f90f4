// Owns: what a reassign request, its dossier and its people are, as the desk knows them.
// Must not: do I/O, read a clock, or hold the review url (it lets anybody decide; it stays in the engine).

/** `account id` + `/` + `request id`: one string that names a request across accounts. */
export type RequestKey = string & { readonly __brand: 'RequestKey' };

/** Joins an account id and a request id into a key. Account ids never contain a slash. */
export function createRequestKey(accountId: string, requestId: string): RequestKey {
  return `${accountId}/${requestId}` as RequestKey;
}

/** Takes a key apart; null when it is not a key. */
export function parseRequestKey(key: string): { accountId: string; requestId: string } | null {
  const slash = key.indexOf('/');
  if (slash <= 0 || slash === key.length - 1) return null;
  return { accountId: key.slice(0, slash), requestId: key.slice(slash + 1) };
}

/**
 * State of a request (seed: pending, approved, declined). `unreadable` stands for any other word the
 * server says: it is shown as unknown and cannot be decided here.
 */
export type ReassignState = 'pending' | 'approved' | 'declined' | 'unreadable';

/** A regular invitee (spec §4.1). Fields the server left out are null or empty, never guessed. */
export interface Invitee {
  readonly id: string;
  readonly name: string;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly identificationMethods: readonly string[];
  readonly authenticationMethods: readonly string[];
  readonly readOnly: boolean;
  /** null = has not acted (spec §4.2); other words are passed on as they are. */
  readonly state: string | null;
  readonly stateChangedAt: string | null;
  readonly position: number | null;
  readonly locale: string | null;
  readonly reference: string | null;
}

/** The person who shall sign instead (spec §5.1); has no id, even on the server. */
export interface NewInvitee {
  readonly name: string;
  readonly email: string | null;
  readonly phoneNumber: string | null;
  readonly message: string | null;
}

/** A reassign request without its review url. Times are ISO 8601 strings in UTC. */
export interface ReassignRequest {
  readonly id: string;
  readonly state: ReassignState;
  readonly dossier: { readonly id: string; readonly name: string; readonly owner: string };
  readonly originalInvitee: Invitee;
  readonly newInvitee: NewInvitee;
  readonly reason: string;
  readonly declineReason: string | null;
  readonly createdAt: string;
}

/** What the dossier adds to the picture (spec §3.2): deadline, order, the other invitees. */
export interface DossierFacts {
  readonly id: string;
  readonly name: string;
  /** draft, pending, completed, declined, expired (spec §3.4); other words are passed on as they are. */
  readonly state: string;
  readonly owners: readonly { readonly name: string; readonly email: string | null }[];
  readonly invitees: readonly Invitee[];
  readonly createdAt: string | null;
  readonly expiresAt: string | null;
}

/**
 * The fields a person judges by. Two requests with the same reviewed picture may be decided alike; if any
 * of it changes on the server after the review, the decision goes back to the person (OUTBOX rule d).
 */
export interface ReviewedPicture {
  readonly state: ReassignState;
  readonly declineReason: string | null;
  readonly dossierId: string;
  readonly dossierName: string;
  readonly owner: string;
  readonly originalName: string;
  readonly originalEmail: string | null;
  readonly originalPhoneNumber: string | null;
  readonly identificationMethods: readonly string[];
  readonly newName: string;
  readonly newEmail: string | null;
  readonly newPhoneNumber: string | null;
  readonly newMessage: string | null;
  readonly reason: string;
}

/** Picks the reviewed picture out of a request. Methods are sorted: their order carries no meaning. */
export function pickReviewedPicture(request: ReassignRequest): ReviewedPicture {
  const { dossier, originalInvitee, newInvitee } = request;
  return {
    state: request.state,
    declineReason: request.declineReason,
    dossierId: dossier.id,
    dossierName: dossier.name,
    owner: dossier.owner,
    originalName: originalInvitee.name,
    originalEmail: originalInvitee.email,
    originalPhoneNumber: originalInvitee.phoneNumber,
    identificationMethods: originalInvitee.identificationMethods.toSorted(),
    newName: newInvitee.name,
    newEmail: newInvitee.email,
    newPhoneNumber: newInvitee.phoneNumber,
    newMessage: newInvitee.message,
    reason: request.reason,
  };
}

/** A field of the reviewed picture that is not what the person saw. */
export interface PictureChange {
  readonly field: keyof ReviewedPicture;
  readonly seen: string | null;
  readonly now: string | null;
}

/** Lists the fields in which two pictures differ, in the picture's own order. */
export function comparePictures(
  seen: ReviewedPicture,
  now: ReviewedPicture,
): readonly PictureChange[] {
  const fields = Object.keys(seen) as (keyof ReviewedPicture)[];
  return fields.flatMap((field) => {
    const before = writeValue(seen[field]);
    const after = writeValue(now[field]);
    return before === after ? [] : [{ field, seen: before, now: after }];
  });
}

function writeValue(value: ReviewedPicture[keyof ReviewedPicture]): string | null {
  if (value === null || typeof value === 'string') return value;
  return value.join(', ');
}
