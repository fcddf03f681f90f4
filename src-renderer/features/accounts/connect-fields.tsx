// Owns: the fields of connecting an account. Must not: test or save.
import styles from './accounts.module.css';
import { PRESET_ADDRESSES } from './account-draft.ts';
import { SecretField } from './secret-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDraft, DraftProblems, EnvironmentPreset } from './account-draft.ts';

export interface ConnectFieldsProps {
  readonly draft: AccountDraft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<AccountDraft>) => void;
}

const says = words.accounts.connect;
const PRESETS: readonly EnvironmentPreset[] = ['production', 'sandbox', 'other'];

export function ConnectFields({ draft, problems, onChange }: ConnectFieldsProps) {
  return (
    <div className={styles.fields}>
      <TextField
        label={says.label}
        help={says.labelHelp}
        value={draft.label}
        onChange={(label) => onChange({ label })}
        problem={problems.label ?? null}
        autoComplete="off"
      />
      <div className={styles.address}>
        <Select
          label={says.environment}
          value={draft.preset}
          options={PRESETS.map((value) => ({ value, label: says.presets[value] }))}
          onChange={(preset) => onChange({ preset })}
        />
        {draft.preset === 'other' ? (
          <TextField
            label={says.baseUrl}
            placeholder="https://…/sign/v1"
            value={draft.otherUrl}
            onChange={(otherUrl) => onChange({ otherUrl })}
            problem={problems.baseUrl ?? null}
            autoComplete="off"
            spellCheck="false"
          />
        ) : (
          <p className={styles.fixedAddress}>
            <span className={styles.fixedLabel}>{says.baseUrl}</span>
            <span>{PRESET_ADDRESSES[draft.preset]}</span>
          </p>
        )}
      </div>
      <TextField
        label={says.keyId}
        value={draft.keyId}
        onChange={(keyId) => onChange({ keyId })}
        problem={problems.keyId ?? null}
        autoComplete="off"
        spellCheck="false"
      />
      <SecretField
        value={draft.secret}
        problem={problems.secret ?? null}
        onChange={(secret) => onChange({ secret })}
      />
    </div>
  );
}
