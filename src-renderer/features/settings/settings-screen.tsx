// Owns: the settings screen. The accounts section comes in from the app.
import { words } from '../../words/words.ts';
import type { ReactNode } from 'react';

export function SettingsScreen({ accounts }: { readonly accounts: ReactNode }) {
  return (
    <section>
      <h1>{words.frame.screens.settings}</h1>
      {accounts}
    </section>
  );
}
