// Owns: our dress of the select: one choice out of a few.
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';
import { Check, ChevronDown } from 'lucide-react';
import fieldStyles from './field.module.css';
import menuStyles from './menu.module.css';
import { joinClasses } from './join-classes.ts';

interface SelectOption<T extends string> {
  readonly value: T;
  readonly label: string;
}

export interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly SelectOption<T>[];
  readonly onChange: (value: T) => void;
  /** compact: a chip without a visible label, for tool bars. */
  readonly look?: 'field' | 'compact';
  readonly isDisabled?: boolean;
}

export function Select<T extends string>(props: SelectProps<T>) {
  const { label, value, options, onChange, look = 'field', isDisabled = false } = props;
  const isCompact = look === 'compact';
  return (
    <AriaSelect
      className={fieldStyles.field ?? ''}
      value={value}
      isDisabled={isDisabled}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key);
        if (chosen !== undefined) onChange(chosen.value);
      }}
      {...(isCompact ? { 'aria-label': label } : {})}
    >
      {isCompact ? null : <Label className={fieldStyles.label}>{label}</Label>}
      <Button className={joinClasses(fieldStyles.select, isCompact && fieldStyles.compact)}>
        <SelectValue>{({ selectedText }) => selectedText}</SelectValue>
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className={menuStyles.popover ?? ''} offset={4}>
        <ListBox className={menuStyles.menu ?? ''} items={options}>
          {(option) => (
            <ListBoxItem
              id={option.value}
              className={menuStyles.item ?? ''}
              textValue={option.label}
            >
              <Check className={menuStyles.check} size={14} aria-hidden="true" />
              <span className={menuStyles.title}>{option.label}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
