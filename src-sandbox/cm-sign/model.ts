// Owns the shapes of the CM.com Sign side inside the sandbox (specification sections 3 to 7). Times
// are milliseconds since 1970; how they look on the wire is decided in answers.ts.

export type InviteeState = 'approved' | 'declined' | 'reassigned' | null;
type RequestState = 'pending' | 'approved' | 'declined';
export type DossierState = 'draft' | 'pending' | 'completed' | 'declined' | 'expired';
export type Channel = 'email' | 'sms' | 'whatsapp' | null;

export const OWNER_NOTIFICATIONS = [
  'signed',
  'reviewed',
  'declined',
  'completed',
  'expired',
  'invite.expired',
  'invite.undelivered',
  'reassigned',
] as const;

export const INVITEE_NOTIFICATIONS = [
  'completed',
  'declined',
  'invite',
  'reviewed',
  'signed',
] as const;

/** Identification methods that send a one-time password to a phone (specification 4.3). */
export const PHONE_METHODS = ['otp_sms', 'otp_whatsapp', 'otp_voice', 'otp'] as const;

export type Owner = Readonly<{
  id: string;
  name: string;
  email: string;
  notifications: readonly string[];
}>;

export type Team = Readonly<{ id: string; name: string }>;

export type TeamMember = Readonly<{ name: string; email: string; role: 'user' | 'admin' }>;

export type Invitee = Readonly<{
  id: string;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  authenticationMethods: readonly string[];
  identificationMethod: string | null;
  identificationMethods: readonly string[];
  notifications: readonly string[];
  reference: string | null;
  readOnly: boolean;
  state: InviteeState;
  stateComment: string | null;
  stateChanged: number | null;
  position: number | null;
  locale: string;
  redirectUrl: string | null;
}>;

export type NewInvitee = Readonly<{
  name: string;
  email: string | null;
  phoneNumber: string | null;
  message: string | null;
}>;

export type Invite = Readonly<{
  id: string;
  inviteeId: string;
  channel: Channel;
  message: string | null;
  /** False once superseded, answered or invalidated. */
  open: boolean;
  createdAt: number;
  expiresAt: number;
}>;

export type ReassignRequest = Readonly<{
  id: string;
  token: string;
  state: RequestState;
  inviteeId: string;
  newInvitee: NewInvitee;
  /** The invitee added on approval; null until then. */
  newInviteeId: string | null;
  reason: string;
  declineReason: string | null;
  createdAt: number;
  /** What the original invitee goes back to when the request is declined (A9). */
  restore: Readonly<Pick<Invitee, 'state' | 'readOnly' | 'stateChanged'>>;
}>;

type DossierFile = Readonly<{ id: string; name: string }>;

/** A dossier with everything that hangs on it: the unit that is read, changed and versioned whole. */
export type Dossier = Readonly<{
  id: string;
  account: string;
  name: string;
  state: DossierState;
  locale: string;
  reminderIn: number | null;
  reassignable: boolean;
  team: Team | null;
  owners: readonly Owner[];
  files: readonly DossierFile[];
  createdAt: number;
  expiresInS: number;
  expiresAt: number;
  isDeleted: boolean;
  invitees: readonly Invitee[];
  invites: readonly Invite[];
  requests: readonly ReassignRequest[];
}>;

export type ApiClient = Readonly<{
  kid: string;
  account: string;
  name: string;
  description: string | null;
  admin: boolean;
  disabled: boolean;
  secret: string;
  /** A key inside the account that may read requests but not decide them (A18). */
  mayDecide: boolean;
  createdAt: number;
  updatedAt: number;
}>;

export type Webhook = Readonly<{
  id: string;
  kid: string;
  url: string;
  events: readonly string[];
  headers: Readonly<Record<string, string>> | null;
  disabled: boolean;
  createdAt: number;
  updatedAt: number;
}>;

export const DEFAULT_EVENTS = [
  'dossier.invite.undelivered',
  'dossier.prepared',
  'dossier.state.updated',
] as const;

export const EVENT_TYPES = [
  'dossier.invite.created',
  'dossier.invite.expired',
  'dossier.invite.undelivered',
  'dossier.invite.viewed',
  'dossier.invitee.state.updated',
  'dossier.prepared',
  'dossier.state.updated',
  'dossier.invitee.reassignRequest.state.updated',
] as const;

export type EventType = (typeof EVENT_TYPES)[number];

/** The name an owner field shows: the team's when sent for a team, else the first owner's (seed). */
export function nameOwner(dossier: Dossier): string {
  return dossier.team?.name ?? dossier.owners[0]?.name ?? '';
}
