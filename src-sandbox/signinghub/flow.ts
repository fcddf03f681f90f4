// Owns the run of a shared workflow: which step is open, who is let in, when it ends (specification 5.1,
// 5.7, 6.3, 6.4). Must not decide who may act.
import {
  mailOwner,
  mailRecipient,
  patchRecipient,
  setProcessStatus,
  setStage,
  type Change,
} from './change.ts';
import { PASSING_ROLES, type Package, type Recipient } from './model.ts';

/** Recipients of the lowest step somebody of which has not acted; empty when all have. */
function findOpenStep({ type, recipients }: Package): readonly Recipient[] {
  const left = recipients.filter((one) => one.turn !== 'done');
  const isTogether = type === 'PARALLEL' || type === 'INDIVIDUAL';
  const step = Math.min(...left.map((one) => one.signingOrder));
  return left.filter((one) => isTogether || one.signingOrder === step);
}

function passOver(change: Change, one: Recipient): void {
  const to = change.state.assumptions.get('A-43');
  const { at } = change.command;
  setProcessStatus(change, one, to, { turn: 'done', processedOn: at, isNotified: true });
  mailRecipient(change, one, one.role === 'CARBON_COPY' ? 'copy' : 'sealed');
}

function letIn(change: Change, one: Recipient): void {
  // An open placeholder waits for a person.
  if (one.turn !== 'waiting' || one.kind === 'placeholder') return;
  mailRecipient(change, one, 'your-turn');
  setProcessStatus(change, one, 'IN_PROGRESS', { turn: 'open', isNotified: true });
}

/** Ends the workflow, for everybody. */
export function completePackage(change: Change): void {
  const acted = change.pack.recipients.filter((one) => !PASSING_ROLES.includes(one.role));
  const isAllDeclined = acted.length > 0 && acted.every((one) => one.processStatus === 'DECLINED');
  const isRefused = isAllDeclined && change.state.assumptions.get('A-47') === 'DECLINED';
  setStage(change, isRefused ? 'DECLINED' : 'COMPLETED');
  mailOwner(change, isRefused ? 'declined' : 'completed');
  for (const one of change.pack.recipients) mailRecipient(change, one, 'completed');
}

/** Opens what is to be opened now: copies go out at once, the next blocking recipients are let in. */
export function openTurns(change: Change): void {
  for (;;) {
    const step = findOpenStep(change.pack);
    if (step.length === 0) return completePackage(change);
    const passing = step.filter((one) => PASSING_ROLES.includes(one.role));
    const blocking = step.filter((one) => !PASSING_ROLES.includes(one.role));
    for (const one of passing) passOver(change, one);
    for (const one of blocking) letIn(change, one);
    if (blocking.length > 0) return undefined;
  }
}

/** Forgets every act and turn. */
export function resetTurns(change: Change): void {
  const isKeeping = change.state.assumptions.get('A-46') === 'kept';
  for (const one of change.pack.recipients) {
    if (isKeeping && one.turn === 'done') continue;
    const fields = { processedOn: null, processedAs: null, processedBy: null, reason: null };
    const { isNotified } = one;
    setProcessStatus(change, one, 'UN_PROCESSED', {
      ...fields,
      turn: 'waiting',
      isNotified: false,
    });
    if (isNotified) mailRecipient(change, one, 'recalled');
  }
}

/** Notes that somebody has acted; `isDone` false means that a finish has to follow. */
export function noteAct(
  change: Change,
  one: Recipient,
  {
    to,
    actor,
    reason,
    isDone,
  }: Readonly<{
    to: Recipient['processStatus'];
    actor: string;
    reason: string | undefined;
    isDone: boolean;
  }>,
): void {
  const isOwner = actor === change.pack.owner;
  const processedAs = one.kind === 'group' ? 'GROUP_MEMBER' : isOwner ? 'OWNER' : 'COLLABORATOR';
  setProcessStatus(change, one, to, {
    turn: isDone ? 'done' : 'acted',
    processedOn: change.command.at,
    processedAs,
    processedBy: actor,
    reason: reason ?? null,
  });
}

/** Ends the turn of somebody who has acted. */
export function finishTurn(change: Change, one: Recipient, actor: string): void {
  const to = one.processStatus === 'IN_PROGRESS' ? 'SIGNED' : one.processStatus;
  if (one.turn === 'acted') patchRecipient(change, one.id, { turn: 'done' });
  else noteAct(change, one, { to, actor, reason: undefined, isDone: true });
}
