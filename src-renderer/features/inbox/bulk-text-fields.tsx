// Owns: the texts of a bulk decision: one for all, or the choice of one each.
import { Radio, RadioGroup } from 'react-aria-components';
import styles from './bulk-dialog.module.css';
import { TextArea } from '../../ui/text-area.tsx';
import { words } from '../../words/words.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src-shared/domain/decision.ts';
import type { BulkTexts } from './bulk-model.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';

export interface BulkTextFieldsProps {
  readonly kind: Decision['kind'];
  readonly rows: readonly InboxRow[];
  readonly texts: BulkTexts;
  readonly onChange: (texts: BulkTexts) => void;
}

export function BulkTextFields({ kind, rows, texts, onChange }: BulkTextFieldsProps) {
  const says = words.inbox.bulk;
  const stops = rows.filter((row) => row.worstCheck?.severity === 'stop').length;
  return (
    <div className={styles.texts}>
      <p>{(kind === 'approve' ? says.approveLead : says.declineLead)(rows.length)}</p>
      {kind === 'approve' && stops > 0 ? <p className={styles.stops}>{says.stops(stops)}</p> : null}
      <RadioGroup
        className={styles.modes ?? ''}
        aria-label={says.texts}
        value={texts.mode}
        onChange={(mode) => onChange({ ...texts, mode: mode === 'each' ? 'each' : 'one' })}
      >
        <Radio value="one" className={styles.mode ?? ''}>
          <span className={styles.ring} aria-hidden="true" />
          {says.oneForAll}
        </Radio>
        <Radio value="each" className={styles.mode ?? ''}>
          <span className={styles.ring} aria-hidden="true" />
          {says.oneEach}
        </Radio>
      </RadioGroup>
      {texts.mode === 'one' ? (
        <TextArea
          label={kind === 'approve' ? says.messageAll : says.reasonAll}
          value={texts.shared}
          onChange={(shared) => onChange({ ...texts, shared })}
          limit={MAX_MESSAGE_LENGTH}
          isRequired={kind === 'decline'}
        />
      ) : null}
    </div>
  );
}
