// Owns: making a recipient out of somebody of the palette or of a form. Pure but for the new key.
import { createRecipientKey } from './edit-workflow.ts';
import { listLegalRoles } from '../../../src-shared/domain/workflow/rules.ts';
import type { DirectoryEntry } from '../../../src-shared/contract/package-view.ts';
import type { NewRecipient } from '../../../src-shared/domain/workflow/commands.ts';
import type { CallableKind, Workflow } from '../../../src-shared/domain/workflow/model.ts';

/** Somebody who can be added; a placeholder has no entry in the directory. */
export interface Addable extends Pick<DirectoryEntry, 'name' | 'email' | 'memberCount'> {
  readonly kind: CallableKind;
}

/** As a signer with mails on, as the service's own page does; both can be changed at once. */
export function createRecipient(entry: Addable, workflow: Workflow | null): NewRecipient {
  const legal = workflow === null ? [] : listLegalRoles(workflow.package);
  const { kind, email } = entry;
  return {
    key: createRecipientKey(),
    kind,
    // A contact may have no name; the address then stands for it.
    name: entry.name.trim() === '' ? (email ?? '') : entry.name,
    email: kind === 'person' ? email : null,
    role: legal[0] ?? 'SIGNER',
    notifies: true,
  };
}
