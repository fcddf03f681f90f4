// Owns: the list of names in a bulk decision: finding, own text, and afterwards the result of each row.
import styles from './bulk-dialog.module.css';
import { readText } from './bulk-model.ts';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { words } from '../../words/words.ts';
import { MAX_MESSAGE_LENGTH } from '../../../src-shared/domain/decision.ts';
import type { BulkTexts } from './bulk-model.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { Decision, DecisionProblem } from '../../../src-shared/domain/decision.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export interface BulkRowsProps {
  readonly kind: Decision['kind'];
  readonly rows: readonly InboxRow[];
  readonly texts: BulkTexts;
  readonly problems: ReadonlyMap<RequestKey, DecisionProblem>;
  readonly results: readonly RowResult[] | null;
  readonly onChange: (texts: BulkTexts) => void;
}

export function BulkRows(props: BulkRowsProps) {
  const { kind, rows, texts, problems, results, onChange } = props;
  const says = words.inbox.bulk;
  const resultByKey = new Map((results ?? []).map((one) => [one.key, one]));
  return (
    <ul className={styles.rows} aria-label={says.names}>
      {rows.map((row) => (
        <li key={row.key} className={styles.row}>
          <div className={styles.names}>
            <strong>
              <ForeignText text={row.fromName} /> → <ForeignText text={row.toName} />
            </strong>
            <span className={styles.quiet}>
              <ForeignText text={row.dossierName} />
            </span>
          </div>
          <RowSign row={row} result={resultByKey.get(row.key)} />
          {texts.mode === 'each' && results === null ? (
            <div className={styles.ownText}>
              <TextArea
                label={(kind === 'approve' ? says.messageFor : says.reasonFor)(
                  writeVisibly(kind === 'approve' ? row.toName : row.fromName),
                )}
                value={readText(texts, row.key)}
                onChange={(text) =>
                  onChange({ ...texts, each: new Map(texts.each).set(row.key, text) })
                }
                limit={MAX_MESSAGE_LENGTH}
                rows={1}
                isRequired={kind === 'decline'}
                problem={writeTextProblem(problems.get(row.key))}
              />
            </div>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

/** An empty reason is not called wrong before anything was typed; the button waits for it. */
function writeTextProblem(problem: DecisionProblem | undefined): string | null {
  if (problem === undefined || problem === 'REASON_EMPTY') return null;
  return words.errors[problem]({}).what;
}

function RowSign(props: { readonly row: InboxRow; readonly result: RowResult | undefined }) {
  const { row, result } = props;
  if (result === undefined) {
    return row.worstCheck === null ? null : (
      <Chip tone={row.worstCheck.severity === 'stop' ? 'bad' : 'warn'}>
        {words.checks.codes[row.worstCheck.code].chip}
      </Chip>
    );
  }
  if (result.result.ok) return <Chip tone="ok">{words.inbox.bulk.rowQueued}</Chip>;
  const { error } = result.result;
  const sentence = words.errors[error.code](error.detail ?? {});
  return (
    <div className={styles.failure}>
      <Chip tone="bad">{words.inbox.bulk.rowFailed}</Chip>
      <span>
        {sentence.what} {sentence.next}
      </span>
    </div>
  );
}
