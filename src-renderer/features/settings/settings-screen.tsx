// Owns: the settings screen. The accounts section comes in from the app.
import styles from './settings.module.css';
import { AboutSection } from './about-section.tsx';
import { BehaviourSections } from './behaviour-sections.tsx';
import { KeysSection } from './keys-section.tsx';
import { OwnersSection } from './owners-section.tsx';
import { ResetSection } from './reset-section.tsx';
import { SettingsSection, nameSectionId } from './settings-section.tsx';
import { SnippetsSection } from './snippets-section.tsx';
import { useDeskStore } from '../../stores/desk-store.ts';
import { useSettingsStore } from '../../stores/settings-store.ts';
import { Button } from '../../ui/button.tsx';
import { useFocusOnArrival } from '../../ui/use-focus-on-arrival.ts';
import { words } from '../../words/words.ts';
import type { ReactNode } from 'react';
import type { SettingsSectionName } from './settings-section.tsx';

export function SettingsScreen({ accounts }: { readonly accounts: ReactNode }) {
  const isPractice = useDeskStore((store) => store.status?.profile === 'practice');
  // Until they are read, the stand-ins must not look like the person's own settings.
  const isLoaded = useSettingsStore((store) => store.isLoaded);
  const accountsName = isPractice ? 'practice' : 'accounts';
  useFocusOnArrival();
  return (
    <div className={styles.screen} data-pane="settings">
      <header className={styles.header}>
        <h1 className={styles.heading}>{words.settings.title}</h1>
        <p className={styles.lead}>{words.settings.lead}</p>
      </header>
      <div className={styles.columns}>
        <Contents accountsName={accountsName} />
        <div className={styles.body}>
          <SettingsSection name={accountsName}>{accounts}</SettingsSection>
          {isLoaded ? (
            <>
              <BehaviourSections />
              <OwnersSection />
              <SnippetsSection />
              <KeysSection />
            </>
          ) : null}
          {isPractice ? null : <ResetSection />}
          <AboutSection />
        </div>
      </div>
    </div>
  );
}

function Contents({ accountsName }: { readonly accountsName: 'accounts' | 'practice' }) {
  const names: readonly SettingsSectionName[] = [
    accountsName,
    'look',
    'deciding',
    'reading',
    'desktop',
    'owners',
    'snippets',
    'keys',
    ...(accountsName === 'accounts' ? (['reset'] as const) : []),
    'about',
  ];
  return (
    <nav className={styles.contents} aria-label={words.settings.contents}>
      <ul>
        {names.map((name, index) => (
          <li key={name}>
            <Button
              kind="quiet"
              size="small"
              onPress={() => showSection(name)}
              {...(index === 0 ? { 'data-pane-focus': '' } : {})}
            >
              {words.settings.sections[name]}
            </Button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Moves the focus too, so that the next Tab goes on from there. */
function showSection(name: SettingsSectionName): void {
  const heading = document.getElementById(nameSectionId(name));
  heading?.scrollIntoView({ block: 'start' });
  heading?.focus({ preventScroll: true });
}
