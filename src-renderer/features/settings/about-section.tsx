// Owns: what this program is, and where it keeps what.
import styles from './settings.module.css';
import { SettingsSection } from './settings-section.tsx';
import { callDesk } from '../../bridge.ts';
import { announce, announceUrgently } from '../../stores/announcer-store.ts';
import { useDeskStore } from '../../stores/desk-store.ts';
import { Button } from '../../ui/button.tsx';
import { words } from '../../words/words.ts';

const says = words.settings.about;

export function AboutSection() {
  const shell = useDeskStore((store) => store.shell);
  if (shell === null) return null;
  const copy = async () => {
    const result = await callDesk('shell.copyText', { text: shell.dataFolder });
    if (result.ok) announce(says.copied);
    else announceUrgently(words.errors[result.error.code](result.error.detail ?? {}).what);
  };
  return (
    <SettingsSection name="about">
      <dl className={styles.facts}>
        <dt>{says.version}</dt>
        <dd>
          {words.frame.appName} {shell.appVersion}
        </dd>
        <dt>{says.platform}</dt>
        <dd>{says.platforms[shell.platform]}</dd>
        <dt>{says.dataFolder}</dt>
        <dd className={styles.folder}>
          <code>{shell.dataFolder}</code>
          <Button size="small" onPress={() => void copy()}>
            {says.copyFolder}
          </Button>
        </dd>
      </dl>
      <h3 className={styles.subTitle}>{says.storedTitle}</h3>
      <dl className={styles.facts}>
        {says.stored.map(([what, where]) => (
          <div key={what} className={styles.fact}>
            <dt>{what}</dt>
            <dd>{where}</dd>
          </div>
        ))}
      </dl>
    </SettingsSection>
  );
}
