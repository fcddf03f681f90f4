// Owns: the proof whether a request's headers were handed to a socket (OUTBOX, answer classes: "not sent").
// Must not: guess; whatever is unclear counts as handed over.
import { subscribe } from 'node:diagnostics_channel';

/** One request's evidence. `wasHandedOver` turns true before the first byte can reach the network. */
export interface SendingEvidence {
  wasHandedOver: boolean;
}

let announced: SendingEvidence | null = null;

// undici publishes this right before it writes the headers, in the same call as the handler's onRequestStart,
// so the request announced last is the one meant. A stranger's message can only err towards "handed over".
subscribe('undici:client:sendHeaders', () => {
  if (announced !== null) announced.wasHandedOver = true;
  announced = null;
});

/**
 * Announces that undici is about to write this request; called from `onRequestStart` unless the request is given
 * up there. A connect that failed and was tried again announces anew.
 */
export function announceRequest(evidence: SendingEvidence): void {
  announced = evidence;
}
