// Owns: our dress of the switch: something that is on or off at once, without a Save.
import { Switch as AriaSwitch } from 'react-aria-components';
import styles from './field.module.css';

export interface SwitchProps {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
}

export function Switch({ label, isOn, onChange, isDisabled = false }: SwitchProps) {
  return (
    <AriaSwitch
      className={styles.switch ?? ''}
      isSelected={isOn}
      onChange={onChange}
      isDisabled={isDisabled}
    >
      {label}
      <span className={styles.track} aria-hidden="true" />
    </AriaSwitch>
  );
}
