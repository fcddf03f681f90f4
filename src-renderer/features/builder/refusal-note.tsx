// Owns: an error of the builder's acts, with the rule behind it where the engine names one.
import { writeRefusal } from './write-workflow.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

export function RefusalNote({ error }: { readonly error: DeskError }) {
  const reason = writeRefusal(error);
  return <ErrorNote error={error} actions={reason === null ? undefined : <p>{reason}</p>} />;
}
