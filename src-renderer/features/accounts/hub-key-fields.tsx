// Owns: the fields of a SigningHub login: the integration's, then who acts. Must not: test or save.
import styles from './accounts.module.css';
import { LOGIN_WAYS } from './hub-key-draft.ts';
import { SecretField } from './secret-field.tsx';
import { ChoiceGroup } from '../../ui/choice-group.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';
import type { HubKeyDraft, HubKeyProblems } from './hub-key-draft.ts';

export interface HubKeyFieldsProps {
  readonly draft: HubKeyDraft;
  readonly problems: HubKeyProblems;
  readonly onChange: (part: Partial<HubKeyDraft>) => void;
  readonly hasFocusFirst?: boolean;
}

const says = words.accounts.hub;
const TYPED_EXACTLY = { autoComplete: 'off', spellCheck: 'false' } as const;

export function HubKeyFields({ draft, problems, onChange, hasFocusFirst }: HubKeyFieldsProps) {
  return (
    <div className={styles.fields}>
      <TextField
        {...TYPED_EXACTLY}
        label={says.clientId}
        help={says.clientIdHelp}
        value={draft.clientId}
        onChange={(clientId) => onChange({ clientId })}
        problem={problems.clientId ?? null}
        hasFocusFirst={hasFocusFirst === true}
      />
      <SecretField
        label={says.clientSecret}
        value={draft.clientSecret}
        onChange={(clientSecret) => onChange({ clientSecret })}
        problem={problems.clientSecret ?? null}
      />
      <ChoiceGroup
        label={says.way}
        value={draft.way}
        options={LOGIN_WAYS.map((value) => ({ value, label: says.ways[value] }))}
        onChange={(way) => onChange({ way })}
      />
      {draft.way === 'password' ? (
        <>
          <TextField
            {...TYPED_EXACTLY}
            label={says.username}
            value={draft.username}
            onChange={(username) => onChange({ username })}
            problem={problems.username ?? null}
          />
          <SecretField
            label={says.password}
            value={draft.password}
            onChange={(password) => onChange({ password })}
            problem={problems.password ?? null}
          />
        </>
      ) : null}
      <TextField
        {...TYPED_EXACTLY}
        label={draft.way === 'password' ? says.scopeIfAny : says.scope}
        help={draft.way === 'password' ? says.scopeIfAnyHelp : says.scopeHelp}
        value={draft.scope}
        onChange={(scope) => onChange({ scope })}
        problem={problems.scope ?? null}
      />
    </div>
  );
}
