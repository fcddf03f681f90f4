/* oxlint-disable jsx-a11y/control-has-associated-label -- an empty cell of a table is no control */
// Owns: drawing the hand-over as a difference: who, then field by field old beside new.
import { ArrowRight } from 'lucide-react';
import styles from './hand-over.module.css';
import { listDifferences } from './hand-over-difference.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { format, words } from '../../words/words.ts';
import type { ReactNode } from 'react';
import type { DifferenceRow } from './hand-over-difference.ts';
import type { InboxDetail } from '../../../src-shared/contract/inbox-view.ts';

export function HandOver({ detail }: { readonly detail: InboxDetail }) {
  const { request, checks } = detail;
  const { originalInvitee, newInvitee } = request;
  const says = words.detail;
  const methods = originalInvitee.identificationMethods.map((method) => says.nameMethod(method));
  const isSameDomain = checks.some((check) => check.code === 'DOMAIN_SAME');
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">
            <Person
              role={says.original}
              name={originalInvitee.name}
              note={writePlace(originalInvitee.position)}
            />
          </th>
          <td className={styles.arrow}>
            <ArrowRight size={20} aria-hidden="true" />
            <span className="visually-hidden">{says.becomes}</span>
          </td>
          <th scope="col">
            <Person
              role={says.newInvitee}
              name={newInvitee.name}
              note={isSameDomain ? words.checks.codes.DOMAIN_SAME.chip : null}
            />
          </th>
        </tr>
      </thead>
      <tbody>
        {listDifferences(request, checks).map((row) => (
          <Line key={row.field} label={row.label} before={<Before row={row} />}>
            <After row={row} needsIt={row.severity === 'stop'} />
          </Line>
        ))}
        <Line
          label={says.identification}
          before={methods.length === 0 ? <Quiet text={says.none} /> : format.list(methods)}
        >
          <Quiet text={says.asBefore} />
        </Line>
        {originalInvitee.locale === null ? null : (
          <Line label={says.language} before={format.language(originalInvitee.locale)}>
            <Quiet text={says.asBefore} />
          </Line>
        )}
      </tbody>
    </table>
  );
}

function writePlace(position: number | null): string {
  return position === null ? words.detail.signsAnywhere : words.detail.signsAt(position);
}

interface PersonProps {
  readonly role: string;
  readonly name: string;
  readonly note: string | null;
}

function Person({ role, name, note }: PersonProps) {
  return (
    <>
      <span className={styles.role}>{role}</span>
      <span className={styles.person}>
        <Avatar name={name} />
        <span className={styles.nameBox}>
          <span className={styles.name}>
            {name.trim() === '' ? words.detail.missing : <ForeignText text={name} />}
          </span>
          {note === null ? null : <span className={styles.note}>{note}</span>}
        </span>
      </span>
    </>
  );
}

interface LineProps {
  readonly label: string;
  readonly before: ReactNode;
  readonly children: ReactNode;
}

function Line({ label, before, children }: LineProps) {
  return (
    <tr>
      <th scope="row" className={styles.field}>
        {label}
      </th>
      <td>{before}</td>
      <td className={styles.arrow} />
      <td>{children}</td>
    </tr>
  );
}

function Quiet({ text }: { readonly text: string }) {
  return <span className={styles.quiet}>{text}</span>;
}

function Before({ row }: { readonly row: DifferenceRow }) {
  return row.before === null ? (
    <Quiet text={words.detail.none} />
  ) : (
    <ForeignText text={row.before} />
  );
}

function After(props: { readonly row: DifferenceRow; readonly needsIt: boolean }) {
  const { row, needsIt } = props;
  if (row.after === null) {
    return needsIt ? (
      <strong className={styles.stop}>{words.detail.missing}</strong>
    ) : (
      <Quiet text={words.detail.none} />
    );
  }
  return (
    <span className={row.severity === null ? undefined : styles[row.severity]}>
      {row.isChanged ? <span className="visually-hidden">{words.detail.changed}: </span> : null}
      {row.after.map((part, index) =>
        part.isChanged ? (
          <mark key={index} className={styles.changed}>
            <ForeignText text={part.text} />
          </mark>
        ) : (
          <ForeignText key={index} text={part.text} />
        ),
      )}
    </span>
  );
}
