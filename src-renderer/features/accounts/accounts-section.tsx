// Owns: the accounts in the settings: list, add, test, rename, replace key, remove; on the practice desk its helpers.
import { useState } from 'react';
import { Plus } from 'lucide-react';
import styles from './accounts.module.css';
import { AccountCard } from './account-card.tsx';
import { ConnectForm } from './connect-form.tsx';
import { PracticeHelpers } from './practice-helpers.tsx';
import { useDeskStore } from '../../stores/desk-store.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';

const says = words.accounts;

export function AccountsSection() {
  const status = useDeskStore((store) => store.status);
  if (status === null) return null;
  if (status.profile === 'practice') return <PracticeHelpers />;
  return (
    <div className={styles.accounts}>
      <p className={styles.lead}>{says.list.text}</p>
      {status.accounts.length === 0 ? <p className={styles.lead}>{says.list.none}</p> : null}
      <ul className={styles.cards}>
        {status.accounts.map((account) => (
          <li key={account.id}>
            <AccountCard account={account} />
          </li>
        ))}
      </ul>
      <AddAccount />
    </div>
  );
}

function AddAccount() {
  const [isAdding, setIsAdding] = useState(false);
  if (!isAdding) {
    return (
      <div className={styles.formActs}>
        <Button icon={<Plus size={14} aria-hidden="true" />} onPress={() => setIsAdding(true)}>
          {says.list.add}
        </Button>
      </div>
    );
  }
  return (
    <section className={styles.way} aria-labelledby="add-account">
      <h3 className={styles.wayTitle} id="add-account">
        {says.connect.title}
      </h3>
      <p className={styles.wayText}>{says.connect.text}</p>
      <ConnectForm onSaved={() => setIsAdding(false)} onCancel={() => setIsAdding(false)} />
    </section>
  );
}
