// Owns: the frame of one section of the settings: heading, what it holds, and the error of its last change.
import styles from './settings.module.css';
import { ErrorNote } from '../../ui/error-note.tsx';
import { words } from '../../words/words.ts';
import type { ReactNode } from 'react';
import type { DeskError } from '../../../src-shared/contract/errors.ts';

export type SettingsSectionName = keyof typeof words.settings.sections;

/** The id of a section's heading, for the list of contents. */
export function nameSectionId(name: SettingsSectionName): string {
  return `settings-${name}`;
}

export interface SettingsSectionProps {
  readonly name: SettingsSectionName;
  readonly error?: DeskError | null;
  readonly children: ReactNode;
}

export function SettingsSection({ name, error = null, children }: SettingsSectionProps) {
  const id = nameSectionId(name);
  return (
    <section className={styles.section} aria-labelledby={id}>
      <h2 className={styles.sectionTitle} id={id} tabIndex={-1}>
        {words.settings.sections[name]}
      </h2>
      <div className={styles.sectionBody}>
        {error === null ? null : <ErrorNote error={error} />}
        {children}
      </div>
    </section>
  );
}

/** A control with its explanation below. */
export function SettingLine(props: { readonly help?: string; readonly children: ReactNode }) {
  return (
    <div className={styles.line}>
      {props.children}
      {props.help === undefined ? null : <p className={styles.help}>{props.help}</p>}
    </div>
  );
}
