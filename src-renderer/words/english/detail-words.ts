// Owns: English words of the detail: the hand-over as a difference, its dossier, its age.
import { nameMethod } from './method-words.ts';
import { count, writeNumber } from './plural.ts';
import type { ReviewedPicture } from '../../../src-shared/domain/reassign-request.ts';

const fields: Record<keyof ReviewedPicture, string> = {
  state: 'State',
  declineReason: 'Decline reason',
  dossierId: 'Dossier',
  dossierName: 'Name of the dossier',
  owner: 'Owner',
  originalName: 'Original invitee',
  originalEmail: 'Mail of the original invitee',
  originalPhoneNumber: 'Phone of the original invitee',
  identificationMethods: 'Identification',
  newName: 'New invitee',
  newEmail: 'Mail of the new invitee',
  newPhoneNumber: 'Phone of the new invitee',
  newMessage: "The invitee's own message",
  reason: 'Reason',
};

export const detailWords = {
  region: 'Request',
  body: 'What is asked and what the checks found',
  nothingOpen: {
    title: 'No request is open',
    text: 'Choose one in the list to see who hands over to whom, and what the checks found.',
  },
  asked: (owner: string, n: number) => `${owner} asked for ${count(n, 'signature', 'signatures')}`,
  askedUnknown: (owner: string) => `Sent by ${owner}`,
  sentOn: (day: string) => `sent ${day}`,
  signerOf: (position: number, total: number) =>
    `signer ${writeNumber(position)} of ${writeNumber(total)}`,
  waiting: (span: string) => `Waiting ${span}`,
  requestedAt: (when: string) => `Asked for on ${when}`,
  openInSign: 'Open in Sign',
  refresh: 'Read this request again',
  original: 'Original invitee',
  newInvitee: 'New invitee',
  becomes: 'becomes',
  signsAt: (position: number) => (position === 1 ? 'Signs first' : `Signs at place ${position}`),
  signsAnywhere: 'Place in the order not known',
  name: 'Name',
  email: 'Email',
  phone: 'Phone',
  domain: 'Domain',
  identification: 'Identification',
  language: 'Language',
  missing: 'missing',
  none: 'none',
  asBefore: 'as before',
  changed: 'changed',
  nameMethod,
  reasonBy: 'Reason given by',
  noReason: 'No reason was given.',
  ownMessage: 'Message they wrote for the new invitee',
  checks: 'Checks',
  checksOf: (stops: number, warns: number) =>
    stops + warns === 0
      ? 'Nothing found that speaks against it'
      : [
          ...(stops > 0 ? [count(stops, 'stop', 'stops')] : []),
          ...(warns > 0 ? [count(warns, 'thing to look at', 'things to look at')] : []),
        ].join(', '),
  dossier: 'Dossier',
  deadline: 'Deadline',
  deadlineNone: 'none set',
  deadlineIn: (exact: string, span: string) => `${exact}, in ${span}`,
  deadlinePast: (exact: string) => `${exact}, has passed`,
  dossierState: 'State of the dossier',
  dossierUnread:
    'The dossier has not been read yet. Deadline, order and other invitees are not known here.',
  owners: 'Owners',
  invitees: 'Invitees in order',
  inviteeThis: 'this request',
  inviteeState: (state: string | null) => state ?? 'has not acted',
  readOnly: 'reads only',
  related: 'Related requests',
  relatedSameDossier: 'Same dossier',
  relatedSamePerson: 'Same new signer',
  /** `when` is a time of day, not an age: an age between two ticks would be younger than the truth. */
  freshness: (when: string) => `Request read ${when}`,
  dossierFreshness: (when: string) => `dossier read ${when}`,
  decidedOnServer: {
    approved: (name: string) => `Approved. ${name} got a new invite.`,
    declined: 'Declined.',
    unreadable:
      'The service says a state the desk does not know. It can be judged, but not decided here.',
  },
  declineReason: 'Reason given',
  changedTitle: 'Changed since you looked',
  changedText: 'Your decision was not queued and your text is kept. This is different now:',
  changedNone: 'What you judged looks the same; read it once more and decide again.',
  fields,
  before: 'before',
  now: 'now',
  showInQueue: 'Show in the queue',
  takeBack: 'Take it back',
  resize: 'Width of the list',
};
