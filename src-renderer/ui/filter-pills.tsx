// Owns: our dress of a row of filters, of which one is on at a time.
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './filter-pills.module.css';

export interface FilterPillsProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  /** Null where what is shown is none of them; the one that is on cannot be switched off. */
  readonly chosen: Value | null;
  readonly onChoose: (value: Value) => void;
}

export function FilterPills<Value extends string>(props: FilterPillsProps<Value>) {
  const { label, options, chosen, onChoose } = props;
  return (
    <ToggleButtonGroup
      className={styles.pills ?? ''}
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection={chosen !== null}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelectionChange={(keys) => {
        const wanted = options.find(({ value }) => keys.has(value));
        if (wanted !== undefined) onChoose(wanted.value);
      }}
    >
      {options.map((option) => (
        <ToggleButton key={option.value} id={option.value} className={styles.pill ?? ''}>
          {option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
