// Owns: our dress of the one-line text field: label, help, problem.
import { FieldError, Input, Label, Text, TextField as AriaTextField } from 'react-aria-components';
import styles from './field.module.css';
import type { TextFieldProps as AriaTextFieldProps } from 'react-aria-components';

export interface TextFieldProps extends Omit<
  AriaTextFieldProps,
  'className' | 'style' | 'children'
> {
  readonly label: string;
  readonly help?: string;
  /** A sentence; when given, the field counts as invalid. */
  readonly problem?: string | null;
  readonly placeholder?: string;
  /** The first field of a dialog the person just opened. */
  readonly hasFocusFirst?: boolean;
}

export function TextField(props: TextFieldProps) {
  const { label, help, problem, placeholder, hasFocusFirst = false, ...rest } = props;
  const hasProblem = problem !== null && problem !== undefined && problem !== '';
  return (
    <AriaTextField
      {...rest}
      // oxlint-disable-next-line jsx-a11y/no-autofocus -- the person just asked for this field
      autoFocus={hasFocusFirst}
      className={styles.field ?? ''}
      isInvalid={hasProblem}
    >
      <Label className={styles.label}>{label}</Label>
      <Input className={styles.input ?? ''} placeholder={placeholder ?? ''} />
      {help === undefined ? null : (
        <Text slot="description" className={styles.help}>
          {help}
        </Text>
      )}
      {hasProblem ? <FieldError className={styles.problem ?? ''}>{problem}</FieldError> : null}
    </AriaTextField>
  );
}
