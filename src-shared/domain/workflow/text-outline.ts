// Owns: a workflow as an outline: step by step who acts, who gets mail, who is waited for. Screen readers, print and
// the simulation use it. Must not: hold sentences.
import type { Recipient, RecipientList } from './model.ts';
import { hasActed, isBlockingRole, listLanes } from './model.ts';

/** What reaches a recipient when his step opens. */
export type MailKind =
  /** An invitation to act. */
  | 'invite'
  /** A copy (CARBON_COPY, spec §5.7). */
  | 'copy'
  /** Nothing: mails are switched off for him (seed). */
  | 'none'
  /** Nothing: the placeholder has nobody in it yet, and the turn waits. */
  | 'nobody'
  /** Nothing: a seal is set by the service itself. */
  | 'seal';

export interface OutlineEntry {
  readonly recipient: Recipient;
  readonly mail: MailKind;
  /** Whether the step waits for him. */
  readonly isBlocking: boolean;
}

/** One step of the outline. */
export interface OutlineStep {
  readonly index: number;
  readonly step: number;
  /** Two or more who are waited for: all must act. */
  readonly isParallel: boolean;
  /** Opens together with this step (by index): every step between holds only copies and seals. */
  readonly opensWith: number;
  readonly entries: readonly OutlineEntry[];
}

/** Everybody who is reached at one moment of the simulation. */
export interface MailMoment {
  /** Indexes of the steps that open now. */
  readonly steps: readonly number[];
  readonly mailed: readonly OutlineEntry[];
  /** Who must act before the next moment comes. */
  readonly waitsFor: readonly Recipient[];
}

/** The outline of a list, first step first. */
export function outlineWorkflow(list: RecipientList): readonly OutlineStep[] {
  let opensWith = 1;
  let isPassing = true;
  return listLanes(list).map(({ index, step, recipients }) => {
    const entries = recipients.map(describeEntry);
    const blocking = entries.filter((entry) => entry.isBlocking).length;
    if (!isPassing) opensWith = index;
    isPassing = blocking === 0;
    const isParallel = blocking > 1 && list.type !== 'INDIVIDUAL';
    return { index, step, isParallel, opensWith, entries };
  });
}

/** Moment by moment from the start: who gets mail, and for whom the workflow then waits. */
export function simulateMails(list: RecipientList): readonly MailMoment[] {
  const groups = Map.groupBy(outlineWorkflow(list), (step) => step.opensWith);
  return [...groups.values()].map((steps) => {
    const entries = steps.flatMap((step) => step.entries);
    return {
      steps: steps.map((step) => step.index),
      mailed: entries.filter(isMailed),
      waitsFor: entries.filter((entry) => entry.isBlocking).map((entry) => entry.recipient),
    };
  });
}

/** Who gets mail the moment the package is shared. */
export function listFirstMailed(list: RecipientList): readonly Recipient[] {
  const lanes = listLanes(list).map((lane) => lane.recipients);
  const last = lanes.findIndex((recipients) => recipients.some(isWaitedFor));
  const opening = last === -1 ? lanes : lanes.slice(0, last + 1);
  return opening.flat().filter((recipient) => isMailed(describeEntry(recipient)));
}

function isMailed({ mail }: OutlineEntry): boolean {
  return mail === 'invite' || mail === 'copy';
}

function describeEntry(recipient: Recipient): OutlineEntry {
  return {
    recipient,
    mail: chooseMail(recipient),
    isBlocking: isWaitedFor(recipient),
  };
}

function isWaitedFor(recipient: Recipient): boolean {
  return isBlockingRole(recipient.role) && !hasActed(recipient);
}

function chooseMail(recipient: Recipient): MailKind {
  if (recipient.role === 'ELECTRONIC_SEAL') return 'seal';
  if (recipient.kind === 'placeholder') return 'nobody';
  if (recipient.notifies === false) return 'none';
  return recipient.role === 'CARBON_COPY' ? 'copy' : 'invite';
}
