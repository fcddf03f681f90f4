// Owns: the field for a secret: hidden until asked, never filled in by anything but the person.
import { useState } from 'react';
import { Eye, EyeOff } from 'lucide-react';
import styles from './accounts.module.css';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';

export interface SecretFieldProps {
  readonly label: string;
  readonly value: string;
  readonly problem: string | null;
  readonly onChange: (value: string) => void;
  readonly isDisabled?: boolean;
}

export function SecretField(props: SecretFieldProps) {
  const { label, value, problem, onChange, isDisabled = false } = props;
  const [isShown, setIsShown] = useState(false);
  const says = words.accounts.connect;
  return (
    <div className={styles.secret}>
      <TextField
        label={label}
        type={isShown ? 'text' : 'password'}
        value={value}
        onChange={onChange}
        problem={problem}
        isDisabled={isDisabled}
        autoComplete="off"
        spellCheck="false"
      />
      <IconButton
        label={isShown ? says.hideSecret(label) : says.showSecret(label)}
        icon={isShown ? <EyeOff size={16} /> : <Eye size={16} />}
        onPress={() => setIsShown(!isShown)}
      />
    </div>
  );
}
