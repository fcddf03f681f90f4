// Owns: the hint at other requests of the same dossier or for the same new signer, shown together.
import { Button as PlainButton } from 'react-aria-components';
import styles from './related-list.module.css';
import { activateRow, pinRequest, useListStore } from './list-store.ts';
import { writeRowAge } from './row-words.ts';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { words } from '../../words/words.ts';
import type { InboxDetail, InboxRow } from '../../../src-shared/contract/inbox-view.ts';

export interface RelatedListProps {
  readonly detail: InboxDetail;
  readonly nowMs: number;
}

export function RelatedList({ detail, nowMs }: RelatedListProps) {
  if (detail.related.length === 0) return null;
  return (
    <section aria-label={words.detail.related}>
      <h3 className={styles.label}>{words.detail.related}</h3>
      <ul className={styles.list}>
        {detail.related.map((row) => (
          <li key={row.key}>
            <PlainButton className={styles.item ?? ''} onPress={() => openRelated(row)}>
              <Chip>
                {row.dossierId === detail.request.dossier.id
                  ? words.detail.relatedSameDossier
                  : words.detail.relatedSamePerson}
              </Chip>
              <span className={styles.names}>
                <ForeignText text={row.fromName} /> → <ForeignText text={row.toName} />
              </span>
              <span className={styles.quiet}>
                {words.inbox.state[row.state]} · {writeRowAge(row, nowMs)}
              </span>
            </PlainButton>
          </li>
        ))}
      </ul>
    </section>
  );
}

function openRelated(row: InboxRow): void {
  const isListed = useListStore.getState().rows.some((one) => one.key === row.key);
  if (isListed) activateRow(row.key);
  else pinRequest(row.key);
}
