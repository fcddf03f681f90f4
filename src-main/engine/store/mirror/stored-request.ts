// Owns: a request as columns and back again, without loss. Must not: touch the database, or hold the review url.
import { hashId } from '../id-hash.ts';
import type { ReassignRequest } from '../../../../src-shared/domain/reassign-request.ts';

/** The columns a request is made of; what lists sort and search by has its own, all else is in `rest`. */
export interface RequestColumns {
  readonly request_id: string;
  readonly state: ReassignRequest['state'];
  readonly dossier_id: string;
  readonly dossier_name: string;
  readonly owner: string;
  readonly from_name: string;
  readonly from_email: string | null;
  readonly to_name: string;
  readonly to_email: string | null;
  readonly reason: string;
  readonly created_ms: number;
  readonly rest: string;
}

/** Needs `r` for the request. */
export const REQUEST_COLUMNS = `r.request_id, r.state, r.dossier_id, r.dossier_name, r.owner, r.from_name,
  r.from_email, r.to_name, r.to_email, r.reason, r.created_ms, r.rest`;

type Invitee = ReassignRequest['originalInvitee'];

/** No names: each row would repeat them, and rows are what reading and syncing cost. */
type Rest = readonly [
  declineReason: string | null,
  fromId: string,
  fromPhone: string | null,
  authenticationMethods: Invitee['authenticationMethods'],
  identificationMethods: Invitee['identificationMethods'],
  readOnly: boolean,
  fromState: string | null,
  position: number | null,
  locale: string | null,
  reference: string | null,
  stateChangedAt: string | null,
  toPhone: string | null,
  message: string | null,
];

/** What the other columns do not hold, as JSON text; the same request always gives the same text. */
export function writeRest({ declineReason, originalInvitee, newInvitee }: ReassignRequest): string {
  const rest: Rest = [
    declineReason,
    originalInvitee.id,
    originalInvitee.phoneNumber,
    originalInvitee.authenticationMethods,
    originalInvitee.identificationMethods,
    originalInvitee.readOnly,
    originalInvitee.state,
    originalInvitee.position,
    originalInvitee.locale,
    originalInvitee.reference,
    originalInvitee.stateChangedAt,
    newInvitee.phoneNumber,
    newInvitee.message,
  ];
  return JSON.stringify(rest);
}

/** The request its columns were written from. */
export function readStoredRequest(row: RequestColumns): ReassignRequest {
  const rest = JSON.parse(row.rest) as Rest;
  return {
    id: row.request_id,
    state: row.state,
    dossier: { id: row.dossier_id, name: row.dossier_name, owner: row.owner },
    originalInvitee: {
      id: rest[1],
      name: row.from_name,
      email: row.from_email,
      phoneNumber: rest[2],
      authenticationMethods: rest[3],
      identificationMethods: rest[4],
      readOnly: rest[5],
      state: rest[6],
      position: rest[7],
      locale: rest[8],
      reference: rest[9],
      stateChangedAt: rest[10],
    },
    newInvitee: {
      name: row.to_name,
      email: row.to_email,
      phoneNumber: rest[11],
      message: rest[12],
    },
    reason: row.reason,
    declineReason: rest[0],
    createdAt: new Date(row.created_ms).toISOString(),
  };
}

/** Whether the row says the same as the request whose `rest` is given. */
export function isSameRequest(
  row: RequestColumns,
  request: ReassignRequest,
  rest: string,
): boolean {
  const { dossier, originalInvitee, newInvitee } = request;
  return (
    row.rest === rest &&
    row.state === request.state &&
    row.dossier_id === dossier.id &&
    row.dossier_name === dossier.name &&
    row.owner === dossier.owner &&
    row.from_name === originalInvitee.name &&
    row.from_email === originalInvitee.email &&
    row.to_name === newInvitee.name &&
    row.to_email === newInvitee.email &&
    row.reason === request.reason &&
    row.created_ms === Date.parse(request.createdAt)
  );
}

// Private letters, so that nothing a person types means a reference.
const DOSSIER_MARK = '\uE001';
const EMAIL_MARK = '\uE002';

/** The word of the search index that a dossier's requests share, and maybe a few others: compare the id too. */
export function writeDossierRef(accountId: string, dossierId: string): string {
  return DOSSIER_MARK + spellNumber(hashId(`${accountId} ${dossierId}`));
}

/** The word of the search index that the requests for one new address share; compare the address too. */
export function writeEmailRef(accountId: string, email: string): string {
  return EMAIL_MARK + spellNumber(hashId(`${accountId} ${email}`));
}

// Letters and digits whose case does not matter, five bits each.
const DIGITS = Array.from('abcdefghijklmnopqrstuvwxyz234567');

/** 48 bits as ten letters; toString(36) of numbers this large takes longer than all the rest of a reference. */
function spellNumber(number: number): string {
  const high = Math.floor(number / 2 ** 24);
  const low = number % 2 ** 24;
  let text = '';
  for (const half of [high, low])
    for (let shift = 0; shift < 25; shift += 5) text += DIGITS[(half >>> shift) & 31] ?? '';
  return text;
}

/** What the column `refs` holds. */
export function writeRefs(accountId: string, { dossier, newInvitee }: ReassignRequest): string {
  const dossierRef = writeDossierRef(accountId, dossier.id);
  return newInvitee.email === null
    ? dossierRef
    : `${dossierRef} ${writeEmailRef(accountId, newInvitee.email)}`;
}
