// Owns: our dress of the text area: label, counter by code points, help, problem.
import {
  FieldError,
  Label,
  Text,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
} from 'react-aria-components';
import styles from './field.module.css';
import { words } from '../words/words.ts';
import { countCharacters } from '../../src-shared/domain/decision.ts';
import type { KeyboardEvent, Ref } from 'react';

export interface TextAreaProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Longest text in Unicode code points; draws the counter. */
  readonly limit?: number;
  readonly rows?: number;
  readonly placeholder?: string;
  readonly help?: string;
  /** A second, quieter fact at the end of the line of help. */
  readonly note?: string;
  readonly problem?: string | null;
  readonly isRequired?: boolean;
  readonly isDisabled?: boolean;
  readonly hasFocusFirst?: boolean;
  readonly onKeyDown?: (event: KeyboardEvent<HTMLTextAreaElement>) => void;
  readonly inputRef?: Ref<HTMLTextAreaElement>;
}

export function TextArea(props: TextAreaProps) {
  const { label, value, limit, help, problem = null, inputRef } = props;
  const count = countCharacters(value);
  return (
    <AriaTextField
      className={styles.field ?? ''}
      value={value}
      onChange={props.onChange}
      isRequired={props.isRequired ?? false}
      isDisabled={props.isDisabled ?? false}
      isInvalid={problem !== null}
      validationBehavior="aria"
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked for this field
      autoFocus={props.hasFocusFirst ?? false}
    >
      <div className={styles.labelRow}>
        <Label className={styles.label}>{label}</Label>
        {limit === undefined ? null : (
          <Text className={styles.counter} data-over={count > limit} slot="description">
            {words.ui.counter(count, limit)}
          </Text>
        )}
      </div>
      <AriaTextArea
        className={styles.area ?? ''}
        rows={props.rows ?? 2}
        placeholder={props.placeholder}
        onKeyDown={props.onKeyDown}
        ref={inputRef}
        spellCheck
      />
      {help === undefined && props.note === undefined ? null : (
        <span className={styles.helpRow}>
          <Text slot="description">{help}</Text>
          {props.note === undefined ? null : <span className={styles.note}>{props.note}</span>}
        </span>
      )}
      {problem === null ? null : (
        <FieldError className={styles.problem ?? ''}>{problem}</FieldError>
      )}
    </AriaTextField>
  );
}
