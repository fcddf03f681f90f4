// Owns: the checks a hand-over is judged by before a person decides. Pure: time and neighbours come in.
// Must not: hold sentences; each finding has a code and facts, the page's catalogue has the words.
import type { DossierFacts, ReassignRequest } from './reassign-request.ts';

/** How much a finding weighs: `stop` = the new person could not sign; `warn` = look twice; `fine` = checked, good. */
export type CheckSeverity = 'stop' | 'warn' | 'fine';

export type CheckCode =
  | 'PHONE_MISSING'
  | 'EMAIL_MISSING'
  | 'EMAIL_MALFORMED'
  | 'DOMAIN_NEW'
  | 'DOMAIN_LOOKALIKE'
  | 'DOMAIN_SAME'
  | 'ALREADY_INVITEE'
  | 'NOT_YET_INVITEE'
  | 'SAME_PERSON'
  | 'REPEATED_HAND_OVER'
  | 'EXPIRES_SOON'
  | 'DOSSIER_CLOSED'
  | 'DOSSIER_UNKNOWN'
  | 'MESSAGE_TOO_LONG'
  | 'REASON_EMPTY'
  | 'NAME_EMPTY';

/** One finding. `facts` are woven into the sentence. */
export interface HandOverCheck {
  readonly code: CheckCode;
  readonly severity: CheckSeverity;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What the checks may look at. */
export interface CheckInput {
  readonly request: ReassignRequest;
  /** null = not read yet; then the checks that need it say so instead of passing. */
  readonly dossier: DossierFacts | null;
  /** Earlier and other requests of the same dossier or for the same new person, newest first. */
  readonly related: readonly Pick<
    ReassignRequest,
    'id' | 'state' | 'dossier' | 'originalInvitee' | 'newInvitee' | 'createdAt'
  >[];
  /** Wall clock in milliseconds since 1970, UTC. */
  readonly nowMs: number;
}
