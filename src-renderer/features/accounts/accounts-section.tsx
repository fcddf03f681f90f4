// Owns: the accounts in the settings: list, add, test, replace key, remove.
import { useDeskStore } from '../../stores/desk-store.ts';

export function AccountsSection() {
  const status = useDeskStore((store) => store.status);
  return (
    <ul>
      {(status?.accounts ?? []).map((account) => (
        <li key={account.id}>{account.label}</li>
      ))}
    </ul>
  );
}
