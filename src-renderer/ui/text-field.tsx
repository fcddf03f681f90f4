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
}

export function TextField({ label, help, problem, placeholder, ...rest }: TextFieldProps) {
  const hasProblem = problem !== null && problem !== undefined && problem !== '';
  return (
    <AriaTextField {...rest} className={styles.field ?? ''} isInvalid={hasProblem}>
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
