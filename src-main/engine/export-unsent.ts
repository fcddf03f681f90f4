// Owns: writing the decisions that are not at rest, or wait for a person, into a file a person can read.
// Must not: change the outbox, or write into the profile's folder (a reset moves that away).
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../../src-shared/contract/errors.ts';
import { replaceFile } from './store/durable-file.ts';
import { withCodedErrors } from './store/sqlite-error.ts';
import type { QueueEntry } from '../../src-shared/domain/outbox-item.ts';
import type { Outbox } from './outbox/create-outbox.ts';
import type { AccountRecord } from './ports.ts';

export interface ExportedWork {
  /** null: there was nothing to export. */
  readonly path: string | null;
  readonly count: number;
}

/** The queue is read in pages of this many. */
const PAGE = 200;

/** Writes `exports/unsent-<time>.json` below the data folder, for its owner alone. Throws the file system's codes. */
export function exportUnsent(options: {
  readonly outbox: Pick<Outbox, 'page'>;
  readonly accounts: readonly AccountRecord[];
  readonly dataFolder: string;
  readonly wallMs: number;
}): ExportedWork {
  const entries = [...listAll(options.outbox, 'attention'), ...listAll(options.outbox, 'waiting')];
  if (entries.length === 0) return { path: null, count: 0 };
  const labels = new Map(options.accounts.map(({ id, label }) => [id, label]));
  const at = new Date(options.wallMs).toISOString();
  const decisions = entries.map((entry) => describe(entry, labels.get(entry.accountId) ?? ''));
  const text = `${JSON.stringify({ exportedAt: at, decisions }, null, 2)}\n`;
  const folder = join(options.dataFolder, 'exports');
  const path = join(folder, `unsent-${at.slice(0, 19).replaceAll(':', '-')}.json`);
  withCodedErrors(() => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    replaceFile(path, Buffer.from(text));
  });
  // Nothing is put away before the file is known to hold it.
  if (readFileSync(path, 'utf8') !== text) {
    throw new CodedError('DISK_FAILING', 'The export does not read back as it was written');
  }
  return { path, count: entries.length };
}

function listAll(outbox: Pick<Outbox, 'page'>, section: 'attention' | 'waiting'): QueueEntry[] {
  const entries: QueueEntry[] = [];
  let after: string | null = null;
  do {
    const page: ReturnType<Outbox['page']> = outbox.page(section, after, PAGE);
    entries.push(...page.entries);
    after = page.next;
  } while (after !== null);
  return entries;
}

function describe(entry: QueueEntry, account: string): Readonly<Record<string, unknown>> {
  const { subject, state, decidedAt, sentCount } = entry;
  const common = { account, decidedAt, state, requestsThatMayHaveLeft: sentCount };
  if (subject.type === 'workflow') {
    const { packageName, packageKey, wanted, calls } = subject;
    return { ...common, package: packageName, packageKey, wanted, calls };
  }
  const { decision, fromName, toName, dossierName, owner, text, requestKey } = subject;
  return { ...common, decision, text, fromName, toName, dossierName, owner, requestKey };
}
