// Owns: telling what changed under the person's eyes, field by field, before they decide again.
import styles from './change-note.module.css';
import { useDetailStore } from './detail-store.ts';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { words } from '../../words/words.ts';
import type { PictureChange } from '../../../src-shared/domain/reassign-request.ts';

export function ChangeNote() {
  const changes = useDetailStore((store) => store.changes);
  const isAsked = useDetailStore((store) => store.decideError?.code === 'REQUEST_CHANGED');
  if (changes === null) return null;
  const says = words.detail;
  return (
    <section className={styles.note} role="alert">
      <h3 className={styles.title}>{says.changedTitle}</h3>
      {isAsked ? <p>{changes.length === 0 ? says.changedNone : says.changedText}</p> : null}
      {changes.length === 0 ? null : (
        <dl className={styles.list}>
          {changes.map((change, index) => (
            <Change key={`${change.field}${index}`} change={change} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Change({ change }: { readonly change: PictureChange }) {
  const says = words.detail;
  return (
    <>
      <dt>{says.fields[change.field]}</dt>
      <dd>
        <del>
          <ForeignText text={change.seen ?? says.none} />
        </del>
        <span aria-hidden="true"> → </span>
        <ins>
          <ForeignText text={change.now ?? says.none} />
        </ins>
      </dd>
    </>
  );
}
