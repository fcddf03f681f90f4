// Owns the defaults of a recipient nobody has done anything with yet.
import type { Recipient } from './model.ts';

type Needed = Pick<Recipient, 'id' | 'kind' | 'role' | 'signingOrder'>;

/** A recipient who waits; everything absent is at the service's default. */
export function makeRecipient(fields: Needed & Partial<Recipient>): Recipient {
  return {
    email: null,
    name: null,
    groupName: null,
    placeholder: null,
    seal: null,
    emailNotification: true,
    turn: 'waiting',
    processStatus: 'UN_PROCESSED',
    processedOn: null,
    processedAs: null,
    processedBy: null,
    reason: null,
    isNotified: false,
    mayChangeRecipients: false,
    isOwnerEntry: false,
    accessEndsAt: null,
    nationalId: null,
    mobileNumber: null,
    deliveryMethod: 'EMAIL',
    languageCode: 'en-US',
    ...fields,
  };
}
