// Owns: what an entry is called in labels and announcements. Must not: hold words.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

/** The people a hand-over is about, or the package a plan is about; foreign text made visible. */
export function writeNames({ subject }: QueueEntry): string {
  if (subject.type === 'workflow') return writeVisibly(subject.packageName);
  return words.queue.names(writeVisibly(subject.fromName), writeVisibly(subject.toName));
}
