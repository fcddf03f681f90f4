// Owns: the checks a hand-over is judged by before a person decides. Pure: time and neighbours come in.
// Must not: hold sentences; each finding has a code and facts, the page's catalogue has the words.
import { MAX_MESSAGE_LENGTH, countCharacters } from './decision.ts';
import { findDomain, isLookalike, isWellFormedAddress, normaliseAddress } from './email-domain.ts';
import type { DossierFacts, ReassignRequest } from './reassign-request.ts';

/** How much a finding weighs: `stop` = the new person could not sign; `warn` = look twice; `fine` = checked, good. */
export type CheckSeverity = 'stop' | 'warn' | 'fine';

/** Every finding, worst first within its severity: the order rows and lists show them in. */
export const CHECK_CODES = [
  'DOSSIER_CLOSED',
  'NAME_EMPTY',
  'EMAIL_MALFORMED',
  'EMAIL_MISSING',
  'PHONE_MISSING',
  'DOMAIN_LOOKALIKE',
  'SAME_PERSON',
  'ALREADY_INVITEE',
  'REPEATED_HAND_OVER',
  'EXPIRES_SOON',
  'DOMAIN_NEW',
  'MESSAGE_TOO_LONG',
  'REASON_EMPTY',
  'DOSSIER_UNKNOWN',
  'DOMAIN_SAME',
  'NOT_YET_INVITEE',
] as const;
export type CheckCode = (typeof CHECK_CODES)[number];

/** One finding. `facts` are woven into the sentence. */
export interface HandOverCheck {
  readonly code: CheckCode;
  readonly severity: CheckSeverity;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Another request that may bear on this one. */
export type RelatedRequest = Pick<
  ReassignRequest,
  'id' | 'state' | 'dossier' | 'originalInvitee' | 'newInvitee' | 'createdAt'
>;

/** What the checks may look at. */
export interface CheckInput {
  readonly request: ReassignRequest;
  /** null = not read yet; then the checks that need it say so instead of passing. */
  readonly dossier: DossierFacts | null;
  /** Earlier and other requests of the same dossier or for the same new person, newest first. */
  readonly related: readonly RelatedRequest[];
  /** Wall clock in milliseconds since 1970, UTC. */
  readonly nowMs: number;
}

/** A dossier that ends within this time is shown as expiring: three days leave one working day over a weekend. */
export const EXPIRES_SOON_MS = 72 * 3_600_000;

/** Methods that need a phone number (spec §4.3; `otp` is the older name). */
const PHONE_METHODS: readonly string[] = ['otp_sms', 'otp_whatsapp', 'otp_voice', 'otp'];
const EMAIL_METHOD = 'otp_email';
/** A dossier in one of these states takes no signature any more (spec §3.4). */
const CLOSED_STATES: readonly string[] = ['completed', 'declined', 'expired'];

const SEVERITY_RANK: Readonly<Record<CheckSeverity, number>> = { stop: 0, warn: 1, fine: 2 };

/** Runs every check on a hand-over; findings come worst first. */
export function runHandOverChecks(input: CheckInput): readonly HandOverCheck[] {
  const findings = [
    ...checkDossier(input.dossier, input.nowMs),
    ...checkPerson(input.request),
    ...checkDomain(input.request, input.dossier),
    ...checkInvitees(input.request, input.dossier),
    ...checkRepetition(input.request, input.related),
    ...checkTexts(input.request),
  ];
  return findings.toSorted(compareFindings);
}

/**
 * The worst finding that needs neither the clock nor other requests, for the row of a list; null when nothing
 * is above `fine`. `DOSSIER_UNKNOWN` does not count: a dossier not read yet says nothing about the hand-over.
 */
export function findWorstStoredCheck(
  request: ReassignRequest,
  dossier: DossierFacts | null,
): HandOverCheck | null {
  const findings = [
    ...(dossier === null ? [] : checkDossierState(dossier)),
    ...checkPerson(request),
    ...checkDomain(request, dossier),
    ...(dossier === null ? [] : checkInvitees(request, dossier)),
    ...checkTexts(request),
  ].filter((finding) => finding.severity !== 'fine');
  return findings.toSorted(compareFindings)[0] ?? null;
}

function compareFindings(a: HandOverCheck, b: HandOverCheck): number {
  const bySeverity = SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity];
  return bySeverity === 0 ? CHECK_CODES.indexOf(a.code) - CHECK_CODES.indexOf(b.code) : bySeverity;
}

function find(
  code: CheckCode,
  severity: CheckSeverity,
  facts: HandOverCheck['facts'] = {},
): HandOverCheck {
  return { code, severity, facts };
}

function checkDossier(dossier: DossierFacts | null, nowMs: number): readonly HandOverCheck[] {
  if (dossier === null) return [find('DOSSIER_UNKNOWN', 'warn')];
  const closed = checkDossierState(dossier);
  if (closed.length > 0 || dossier.expiresAt === null) return closed;
  const leftMs = Date.parse(dossier.expiresAt) - nowMs;
  if (Number.isNaN(leftMs)) return [];
  if (leftMs <= 0) return [find('DOSSIER_CLOSED', 'stop', { state: 'expired' })];
  return leftMs <= EXPIRES_SOON_MS
    ? [find('EXPIRES_SOON', 'warn', { hoursLeft: Math.floor(leftMs / 3_600_000) })]
    : [];
}

function checkDossierState(dossier: DossierFacts): readonly HandOverCheck[] {
  return CLOSED_STATES.includes(dossier.state)
    ? [find('DOSSIER_CLOSED', 'stop', { state: dossier.state })]
    : [];
}

function checkPerson({ originalInvitee, newInvitee }: ReassignRequest): readonly HandOverCheck[] {
  const findings: HandOverCheck[] = [];
  const methods = [
    ...originalInvitee.identificationMethods,
    ...originalInvitee.authenticationMethods,
  ];
  const hasPhone = (newInvitee.phoneNumber ?? '').trim() !== '';
  const email = (newInvitee.email ?? '').trim();
  const phoneMethod = methods.find((method) => PHONE_METHODS.includes(method));
  if (newInvitee.name.trim() === '') findings.push(find('NAME_EMPTY', 'stop'));
  if (phoneMethod !== undefined && !hasPhone) {
    findings.push(find('PHONE_MISSING', 'stop', { method: phoneMethod }));
  }
  if (email === '') {
    // Without an address no mail goes out (spec §4.1); a phone may still carry the invite.
    const isNeeded = !hasPhone || methods.includes(EMAIL_METHOD);
    findings.push(find('EMAIL_MISSING', isNeeded ? 'stop' : 'warn'));
  } else if (!isWellFormedAddress(email)) {
    findings.push(find('EMAIL_MALFORMED', 'stop'));
  }
  if (isSamePerson(originalInvitee, newInvitee)) findings.push(find('SAME_PERSON', 'warn'));
  return findings;
}

/** The address decides; only where one of the two has none does the name. */
function isSamePerson(
  one: { readonly name: string; readonly email: string | null },
  two: { readonly name: string; readonly email: string | null },
): boolean {
  const [a, b] = [normaliseAddress(one.email), normaliseAddress(two.email)];
  if (a !== '' && b !== '') return a === b;
  const name = foldName(one.name);
  return name !== '' && name === foldName(two.name);
}

function foldName(name: string): string {
  return name.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

function checkDomain(
  request: ReassignRequest,
  dossier: DossierFacts | null,
): readonly HandOverCheck[] {
  const domain = findDomain(request.newInvitee.email);
  if (domain === null) return [];
  const own = findDomain(request.originalInvitee.email);
  const others = [...(dossier?.invitees ?? []), ...(dossier?.owners ?? [])]
    .map((person) => findDomain(person.email))
    .filter((known) => known !== null);
  const known = own === null ? others : [own, ...others];
  if (own === domain) return [find('DOMAIN_SAME', 'fine', { domain })];
  if (known.includes(domain)) return [];
  const imitated = known.find((candidate) => isLookalike(domain, candidate));
  if (imitated !== undefined) {
    return [find('DOMAIN_LOOKALIKE', 'warn', { domain, known: imitated })];
  }
  return own === null ? [] : [find('DOMAIN_NEW', 'warn', { domain, known: own })];
}

function checkInvitees(
  request: ReassignRequest,
  dossier: DossierFacts | null,
): readonly HandOverCheck[] {
  if (dossier === null) return [];
  const isOne = dossier.invitees.some(
    (invitee) =>
      invitee.id !== request.originalInvitee.id && isSamePerson(invitee, request.newInvitee),
  );
  return [isOne ? find('ALREADY_INVITEE', 'warn') : find('NOT_YET_INVITEE', 'fine')];
}

function checkRepetition(
  request: ReassignRequest,
  related: readonly RelatedRequest[],
): readonly HandOverCheck[] {
  const earlier = related.filter(
    (other) =>
      other.id !== request.id &&
      other.dossier.id === request.dossier.id &&
      Date.parse(other.createdAt) <= Date.parse(request.createdAt) &&
      (other.originalInvitee.id === request.originalInvitee.id ||
        isSamePerson(other.newInvitee, request.originalInvitee)),
  );
  return earlier.length === 0
    ? []
    : [find('REPEATED_HAND_OVER', 'warn', { count: earlier.length })];
}

function checkTexts({ newInvitee, reason }: ReassignRequest): readonly HandOverCheck[] {
  const findings: HandOverCheck[] = [];
  const length = newInvitee.message === null ? 0 : countCharacters(newInvitee.message);
  if (length > MAX_MESSAGE_LENGTH) {
    findings.push(find('MESSAGE_TOO_LONG', 'warn', { length, limit: MAX_MESSAGE_LENGTH }));
  }
  if (reason.trim() === '') findings.push(find('REASON_EMPTY', 'warn'));
  return findings;
}
