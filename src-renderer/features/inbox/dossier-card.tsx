// Owns: what the dossier adds to the judgement: deadline, state, the other invitees in their order.
import styles from './dossier-card.module.css';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { measureAge } from '../../words/format.ts';
import { format, words } from '../../words/words.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';
import type { DossierFacts, Invitee } from '../../../src-shared/domain/reassign-request.ts';

export interface DossierCardProps {
  readonly detail: InboxDetail;
  readonly nowMs: number;
}

export function DossierFactsCard({ detail, nowMs }: DossierCardProps) {
  const { dossier, request } = detail;
  const says = words.detail;
  return (
    <section aria-label={says.dossier}>
      <h3 className={styles.label}>{says.dossier}</h3>
      {dossier === null ? (
        <p className={styles.quiet}>{says.dossierUnread}</p>
      ) : (
        <dl className={styles.facts}>
          <dt>{says.deadline}</dt>
          <dd>{writeDeadline(dossier.expiresAt, nowMs)}</dd>
          <dt>{says.dossierState}</dt>
          <dd>
            <ForeignText text={dossier.state} />
          </dd>
          <dt>{says.invitees}</dt>
          <dd>
            <Invitees dossier={dossier} ownId={request.originalInvitee.id} />
          </dd>
        </dl>
      )}
    </section>
  );
}

function writeDeadline(expiresAt: string | null, nowMs: number): string {
  const says = words.detail;
  if (expiresAt === null) return says.deadlineNone;
  const leftMs = Date.parse(expiresAt) - nowMs;
  const exact = format.exact(expiresAt);
  return leftMs <= 0
    ? says.deadlinePast(exact)
    : says.deadlineIn(exact, words.time.span(measureAge(leftMs)));
}

function Invitees(props: { readonly dossier: DossierFacts; readonly ownId: string }) {
  const sorted = props.dossier.invitees.toSorted(
    (a, b) => (a.position ?? Infinity) - (b.position ?? Infinity),
  );
  return (
    <ol className={styles.invitees}>
      {sorted.map((invitee) => (
        <li key={invitee.id} className={styles.invitee}>
          <span className={styles.place}>
            {invitee.position === null ? '–' : format.number(invitee.position)}
          </span>
          <ForeignText text={invitee.name} />
          <span className={styles.quiet}>{writeInviteeNote(invitee, props.ownId)}</span>
        </li>
      ))}
    </ol>
  );
}

function writeInviteeNote(invitee: Invitee, ownId: string): string {
  const says = words.detail;
  return [
    says.inviteeState(invitee.state),
    // Read-only says nothing about the invitee who asked: the service sets it while the request is open (A9).
    ...(invitee.readOnly && invitee.id !== ownId ? [says.readOnly] : []),
    ...(invitee.id === ownId ? [says.inviteeThis] : []),
  ].join(', ');
}
