// Owns: our dress of a choice among few that stays in sight: radio buttons side by side.
import { Label, Radio, RadioGroup } from 'react-aria-components';
import fieldStyles from './field.module.css';
import styles from './choice-group.module.css';

export interface ChoiceGroupProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
}

export function ChoiceGroup<T extends string>(props: ChoiceGroupProps<T>) {
  const { label, value, options, onChange } = props;
  return (
    <RadioGroup
      className={fieldStyles.field ?? ''}
      value={value}
      orientation="horizontal"
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.options}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} className={styles.option ?? ''}>
            {option.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
