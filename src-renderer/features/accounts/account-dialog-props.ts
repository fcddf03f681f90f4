// Owns: what every dialog about one account takes. Types only.
import type { AccountStatus } from '../../../src-shared/contract/desk-status.ts';

export interface AccountDialogProps {
  readonly account: AccountStatus;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}
