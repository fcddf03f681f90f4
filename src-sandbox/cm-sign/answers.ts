// Owns how records look on the wire: key sets, key order and formats (specification 3.2, 4.1, 5.1,
// 6.2, 7, 9.3). Must not change anything.
import type { Assumptions } from './assumptions.ts';
import { formatTime } from './format-time.ts';
import { nameOwner, type ApiClient, type Dossier, type Invitee, type Webhook } from './model.ts';
import type { FoundRequest } from './state.ts';

const REVIEW_BASE = 'https://www.cm.com/app/sign/reassign/review/';

export function formatReviewUrl(token: string): string {
  return `${REVIEW_BASE}${token}`;
}

/** The regular invitee object. */
export function formatInvitee(invitee: Invitee): Record<string, unknown> {
  const { stateChanged } = invitee;
  return {
    id: invitee.id,
    name: invitee.name,
    email: invitee.email,
    phoneNumber: invitee.phoneNumber,
    authenticationMethods: invitee.authenticationMethods,
    identificationMethod: invitee.identificationMethod,
    identificationMethods: invitee.identificationMethods,
    notifications: invitee.notifications,
    reference: invitee.reference,
    readOnly: invitee.readOnly,
    state: invitee.state,
    stateComment: invitee.stateComment,
    stateChanged: stateChanged === null ? null : formatTime(stateChanged),
    position: invitee.position,
    locale: invitee.locale,
    redirectUrl: invitee.redirectUrl,
  };
}

/** A reassign request, as in the list and alone. */
export function formatRequest(
  found: FoundRequest,
  assumptions: Assumptions,
): Record<string, unknown> {
  const { dossier, request } = found;
  const original = dossier.invitees.find((one) => one.id === request.inviteeId);
  const { name, email, phoneNumber, message } = request.newInvitee;
  const isHidden = request.state === 'pending' && assumptions.get('A29') === 'null';
  return {
    id: request.id,
    url: formatReviewUrl(request.token),
    state: request.state,
    dossier: { id: dossier.id, name: dossier.name, owner: nameOwner(dossier) },
    originalInvitee: original ? formatInvitee(original) : null,
    newInvitee: { name, email, phoneNumber, message: isHidden ? null : message },
    reason: request.reason,
    declineReason: request.declineReason,
    createdAt: formatTime(request.createdAt),
  };
}

/** A dossier; the last two fields follow A8. */
export function formatDossier(dossier: Dossier, assumptions: Assumptions): Record<string, unknown> {
  const { reassignable, team } = dossier;
  return {
    id: dossier.id,
    name: dossier.name,
    state: dossier.state,
    locale: dossier.locale,
    completed: dossier.state === 'completed',
    reminderIn: dossier.reminderIn,
    owners: dossier.owners.map(({ id, name, email, notifications }) => ({
      id,
      name,
      email,
      notifications,
    })),
    files: dossier.files,
    invitees: dossier.invitees.map(formatInvitee),
    expiresIn: dossier.expiresInS,
    expiresAt: formatTime(dossier.expiresAt),
    createdAt: formatTime(dossier.createdAt),
    ...(assumptions.get('A8') === 'echo' ? { reassignable, team } : {}),
  };
}

/** An API client; `key`, the secret, is shown only when it has just been made. */
export function formatClient(client: ApiClient, isNew = false): Record<string, unknown> {
  const { kid, name, description, admin, disabled } = client;
  return {
    kid,
    name,
    description,
    admin,
    disabled,
    ...(isNew ? { key: client.secret } : {}),
    createdAt: formatTime(client.createdAt),
    updatedAt: formatTime(client.updatedAt),
  };
}

export function formatWebhook(webhook: Webhook): Record<string, unknown> {
  const { id, url, events, headers, disabled } = webhook;
  return {
    id,
    url,
    events,
    headers,
    disabled,
    createdAt: formatTime(webhook.createdAt),
    updatedAt: formatTime(webhook.updatedAt),
  };
}
