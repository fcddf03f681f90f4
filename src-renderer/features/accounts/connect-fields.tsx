// Owns: the fields of connecting an account: its kind, its address, then what its kind logs in with.
// Must not: test or save.
import styles from './accounts.module.css';
import { changeKind } from './account-draft.ts';
import { ACCOUNT_KINDS, PRESET_ADDRESSES, PRESETS_OF_KIND } from './account-kind.ts';
import { HubKeyFields } from './hub-key-fields.tsx';
import { SecretField } from './secret-field.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { AccountDraft, DraftProblems } from './account-draft.ts';

export interface ConnectFieldsProps {
  readonly draft: AccountDraft;
  readonly problems: DraftProblems;
  readonly onChange: (part: Partial<AccountDraft>) => void;
}

const says = words.accounts.connect;

export function ConnectFields(props: ConnectFieldsProps) {
  const { draft, problems, onChange } = props;
  return (
    <div className={styles.fields}>
      <ChoiceGroup
        label={says.kind}
        value={draft.kind}
        options={ACCOUNT_KINDS.map((value) => ({ value, label: words.accounts.kinds[value] }))}
        onChange={(kind) => onChange(changeKind(draft, kind))}
      />
      <p className={styles.hint}>{says.needs[draft.kind]}</p>
      <TextField
        label={says.label}
        help={says.labelHelp}
        value={draft.label}
        onChange={(label) => onChange({ label })}
        problem={problems.label ?? null}
        autoComplete="off"
      />
      <AddressFields {...props} />
      {draft.kind === 'signinghub' ? (
        <HubKeyFields
          draft={draft.hub}
          problems={problems}
          onChange={(part) => onChange({ hub: { ...draft.hub, ...part } })}
        />
      ) : (
        <CmSignKeyFields {...props} />
      )}
    </div>
  );
}

function AddressFields({ draft, problems, onChange }: ConnectFieldsProps) {
  return (
    <div className={styles.address}>
      <Select
        label={says.environment}
        value={draft.preset}
        options={PRESETS_OF_KIND[draft.kind].map((value) => ({
          value,
          label: says.presets[value],
        }))}
        onChange={(preset) => onChange({ preset })}
      />
      {draft.preset === 'other' ? (
        <TextField
          label={says.baseUrl}
          placeholder={says.addressExamples[draft.kind]}
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
  );
}

function CmSignKeyFields({ draft, problems, onChange }: ConnectFieldsProps) {
  return (
    <>
      <TextField
        label={says.keyId}
        value={draft.keyId}
        onChange={(keyId) => onChange({ keyId })}
        problem={problems.keyId ?? null}
        autoComplete="off"
        spellCheck="false"
      />
      <SecretField
        label={says.secret}
        value={draft.secret}
        problem={problems.secret ?? null}
        onChange={(secret) => onChange({ secret })}
      />
    </>
  );
}
