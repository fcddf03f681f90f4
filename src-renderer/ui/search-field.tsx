// Owns: our dress of the search field: icon, clear button, the key that leads to it.
import { Button, Input, SearchField as AriaSearchField } from 'react-aria-components';
import { Search, X } from 'lucide-react';
import styles from './search-field.module.css';
import { CommandKbd } from './kbd.tsx';
import { words } from '../words/words.ts';
import type { KeyboardEvent, Ref } from 'react';
import type { CommandId } from '../commands/command-list.ts';

export interface SearchFieldProps {
  readonly label: string;
  readonly placeholder: string;
  /** Without value and onChange the field is filled by what is around it, such as an Autocomplete. */
  readonly value?: string;
  readonly onChange?: (value: string) => void;
  readonly hasFocusFirst?: boolean;
  readonly command?: CommandId;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly inputRef?: Ref<HTMLInputElement>;
}

export function SearchField(props: SearchFieldProps) {
  const { label, placeholder, value, onChange, command, inputRef, onKeyDown } = props;
  const control = value === undefined || onChange === undefined ? {} : { value, onChange };
  return (
    <AriaSearchField
      aria-label={label}
      className={styles.field ?? ''}
      {...control}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked for this field
      autoFocus={props.hasFocusFirst ?? false}
    >
      <Search size={14} aria-hidden="true" />
      <Input
        className={styles.input ?? ''}
        placeholder={placeholder}
        ref={inputRef}
        onKeyDown={onKeyDown}
      />
      {value === undefined || value === '' ? (
        command === undefined ? null : (
          <CommandKbd id={command} />
        )
      ) : (
        <Button className={styles.clear ?? ''} aria-label={words.ui.clearSearch}>
          <X size={14} aria-hidden="true" />
        </Button>
      )}
    </AriaSearchField>
  );
}
