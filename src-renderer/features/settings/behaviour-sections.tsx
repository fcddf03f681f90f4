// Owns: the sections of plain settings: look, deciding, reading, this computer.
import { useState } from 'react';
import { Button as AriaButton, Disclosure, DisclosurePanel, Heading } from 'react-aria-components';
import { ChevronRight } from 'lucide-react';
import styles from './settings.module.css';
import { SettingLine, SettingsSection } from './settings-section.tsx';
import { useSettingsControl } from './use-settings-control.ts';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { words } from '../../words/words.ts';
import type { SettingsControl } from './use-settings-control.ts';
import type { Settings } from '../../../src-shared/contract/settings.ts';

const says = words.settings;
const THEME_NAMES: readonly Settings['theme'][] = ['system', 'light', 'dark'];

/** Limits as the contract has them; the engine checks them again. */
const LIMITS = {
  holdSeconds: { min: 0, max: 60 },
  syncIntervalSeconds: { min: 15, max: 3600 },
  maxDecisionAgeHours: { min: 1, max: 14 * 24 },
  settleSeconds: { min: 5, max: 600 },
} as const;

export function BehaviourSections() {
  return (
    <>
      <LookSection />
      <DecidingSection />
      <ReadingSection />
      <DesktopSection />
    </>
  );
}

function LookSection() {
  const { settings, change, error } = useSettingsControl();
  return (
    <SettingsSection name="look" error={error}>
      <div className={styles.narrow}>
        <Select
          label={says.themes.label}
          value={settings.theme}
          options={THEME_NAMES.map((value) => ({ value, label: says.themes.names[value] }))}
          onChange={(theme) => void change({ theme })}
        />
      </div>
    </SettingsSection>
  );
}

function DecidingSection() {
  const control = useSettingsControl();
  const { settings, change, error } = control;
  return (
    <SettingsSection name="deciding" error={error}>
      <NumberField
        label={says.deciding.hold}
        help={says.deciding.holdHelp}
        unit={says.deciding.seconds}
        value={settings.holdSeconds}
        {...LIMITS.holdSeconds}
        onChange={(holdSeconds) => void change({ holdSeconds })}
      />
      <NumberField
        label={says.deciding.age}
        help={says.deciding.ageHelp}
        unit={says.deciding.hours}
        value={settings.maxDecisionAgeHours}
        {...LIMITS.maxDecisionAgeHours}
        onChange={(maxDecisionAgeHours) => void change({ maxDecisionAgeHours })}
      />
      <Switch
        label={says.deciding.autoAdvance}
        isOn={settings.autoAdvance}
        onChange={(autoAdvance) => void change({ autoAdvance })}
      />
      <AdvancedDeciding control={control} />
    </SettingsSection>
  );
}

function AdvancedDeciding({ control }: { readonly control: SettingsControl }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Disclosure isExpanded={isOpen} onExpandedChange={setIsOpen}>
      <Heading level={3} className={styles.advanced ?? ''}>
        <AriaButton slot="trigger" className={styles.advancedButton ?? ''}>
          <ChevronRight size={14} aria-hidden="true" className={styles.chevron} />
          {says.deciding.advanced}
        </AriaButton>
      </Heading>
      <DisclosurePanel>
        {isOpen ? (
          <div className={styles.advancedBody}>
            <NumberField
              label={says.deciding.settle}
              help={says.deciding.settleHelp}
              unit={says.deciding.seconds}
              value={control.settings.settleSeconds}
              {...LIMITS.settleSeconds}
              step={5}
              onChange={(settleSeconds) => void control.change({ settleSeconds })}
            />
          </div>
        ) : null}
      </DisclosurePanel>
    </Disclosure>
  );
}

function ReadingSection() {
  const { settings, change, error } = useSettingsControl();
  return (
    <SettingsSection name="reading" error={error}>
      <NumberField
        label={says.reading.interval}
        help={says.reading.intervalHelp}
        unit={says.deciding.seconds}
        value={settings.syncIntervalSeconds}
        {...LIMITS.syncIntervalSeconds}
        step={15}
        onChange={(syncIntervalSeconds) => void change({ syncIntervalSeconds })}
      />
    </SettingsSection>
  );
}

function DesktopSection() {
  const { settings, change, error } = useSettingsControl();
  return (
    <SettingsSection name="desktop" error={error}>
      <SettingLine help={says.desktop.notifyHelp}>
        <Switch
          label={says.desktop.notify}
          isOn={settings.notifyNewRequests}
          onChange={(notifyNewRequests) => void change({ notifyNewRequests })}
        />
      </SettingLine>
      <SettingLine help={says.desktop.trayHelp}>
        <Switch
          label={says.desktop.tray}
          isOn={settings.keepRunningInTray}
          onChange={(keepRunningInTray) => void change({ keepRunningInTray })}
        />
      </SettingLine>
    </SettingsSection>
  );
}
