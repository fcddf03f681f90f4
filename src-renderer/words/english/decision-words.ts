// Owns: English words of deciding: the footer, the reason composer, snippets, what was decided.
import { writeNumber } from './plural.ts';

export const decisionWords = {
  region: 'Decision',
  approve: 'Approve',
  decline: 'Decline…',
  declineNow: 'Decline',
  keepOpen: 'Back',
  message: 'Message to the new invitee',
  messagePlaceholder: (name: string) => `Sent to ${name} with the new invite (optional)`,
  reason: 'Reason for declining',
  reasonPlaceholder: (name: string) => `${name} reads this in a new invite`,
  previewPlain: (name: string) => `${name} gets a new invite.`,
  previewOwnMessage: (name: string, original: string) =>
    `${name} gets a new invite with the message ${original} wrote.`,
  previewMessage: (name: string) => `${name} gets a new invite with this message.`,
  previewDecline: (original: string) =>
    `${original} stays the signer and gets a new invite with this reason.`,
  offline: 'Offline: your decision goes to the queue',
  held: (seconds: number) =>
    seconds === 0 ? 'Leaves at once' : `Can be undone for ${writeNumber(seconds)} s`,
  reasonMissing: 'A decline needs a reason.',
  tooLong: (over: number) => `${writeNumber(over)} characters too many.`,
  approveAnyway: 'Approve anyway',
  stopTitle: 'Approve although a check says stop?',
  stopLead: (name: string) => `${name} could probably not sign:`,
  snippets: 'Reasons to reuse',
  insertSnippet: 'Insert a reason',
  saveSnippet: 'Save as a reason to reuse',
  noSnippets: 'None saved yet',
  snippetSaved: (title: string) => `Saved: ${title}`,
  approved: (from: string, to: string) => `Approved: ${from} hands over to ${to}.`,
  declined: (from: string, to: string) => `Declined: ${from} to ${to}.`,
  undoHint: (seconds: number) =>
    seconds === 0
      ? 'It goes to the queue at once.'
      : `For ${writeNumber(seconds)} seconds Undo takes it back.`,
  draftNotSaved: 'Your text could not be stored and is kept only while the desk is open.',
};
