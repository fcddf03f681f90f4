// Owns: what an entry is called in labels and announcements. Must not: hold words.
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { QueueEntry } from '../../../src-shared/domain/outbox-item.ts';

/** The engine could not read what was stored: whom it is about is not known, nor what was decided. */
export function isUnreadable(subject: QueueEntry['subject']): boolean {
  return subject.type === 'reassign' && subject.fromName === '' && subject.toName === '';
}

/** The people a hand-over is about, or the package a plan is about; foreign text made visible. */
export function writeNames({ subject }: QueueEntry): string {
  if (subject.type === 'workflow') return writeVisibly(subject.packageName);
  if (isUnreadable(subject)) return words.queue.unreadable;
  return words.queue.names(writeVisibly(subject.fromName), writeVisibly(subject.toName));
}
