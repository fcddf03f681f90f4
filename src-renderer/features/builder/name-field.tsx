// Owns: the name of a recipient, stored when it is complete (Enter or leaving the field).
import { useState } from 'react';
import { runEdit } from './edit-workflow.ts';
import { TextField } from '../../ui/text-field.tsx';
import { words } from '../../words/words.ts';

export interface NameFieldProps {
  readonly recipientKey: string;
  readonly name: string;
}

export function NameField({ recipientKey, name }: NameFieldProps) {
  /** What is being typed; null = the stored name is shown. */
  const [typed, setTyped] = useState<string | null>(null);
  const complete = () => {
    if (typed !== null && typed.trim() !== name) {
      runEdit({ kind: 'rename', key: recipientKey, name: typed }, 'stay');
    }
    setTyped(null);
  };
  return (
    <TextField
      label={words.builder.inspector.name}
      value={typed ?? name}
      onChange={setTyped}
      onBlur={complete}
      onKeyDown={(event) => {
        if (event.key === 'Enter') complete();
      }}
    />
  );
}
