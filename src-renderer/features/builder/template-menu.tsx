// Owns: lane templates: using one, saving the present lanes as one, removing one.
import { useState } from 'react';
import { LayoutTemplate } from 'lucide-react';
import styles from './dialogs.module.css';
import { openDialog, useBuilderStore } from './builder-store.ts';
import { createTemplateLanes } from './lane-templates.ts';
import { putTemplate } from './edit-workflow.ts';
import { callDesk } from '../../bridge.ts';
import { announce } from '../../stores/announcer-store.ts';
import { useDeskRead } from '../../stores/use-desk-read.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { writeVisibly } from '../../ui/show-invisibles.ts';
import { words } from '../../words/words.ts';
import type { DeskError } from '../../../src-shared/contract/errors.ts';
import type { LaneTemplate } from '../../../src-shared/contract/package-view.ts';
import type { RecipientList } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.templates;

export function TemplateMenu() {
  const dialog = useBuilderStore((store) => store.dialog);
  // Read anew after each dialog, which may have saved or removed one.
  const { value } = useDeskRead('laneTemplate.list', null, dialog);
  const templates = value ?? [];
  return (
    <Menu
      label={says.menu}
      trigger={
        <Button size="small" icon={<LayoutTemplate size={14} aria-hidden="true" />}>
          {says.menu}
        </Button>
      }
      actions={[
        ...templates.map((template) => ({
          id: template.id,
          title: says.apply(writeVisibly(template.title)),
          hint: says.recipients(template.lanes.flat().length),
          run: () => putTemplate(template),
        })),
        { id: 'save', title: says.save, run: () => openDialog('saveTemplate') },
        ...(templates.length === 0
          ? []
          : [{ id: 'remove', title: says.manage, run: () => openDialog('removeTemplate') }]),
      ]}
    />
  );
}

export function SaveTemplateDialog({ list }: { readonly list: RecipientList }) {
  const [title, setTitle] = useState('');
  const [error, setError] = useState<DeskError | null>(null);
  const close = () => openDialog(null);
  const save = async () => {
    const lanes = createTemplateLanes(list).map((lane) => [...lane]);
    const result = await callDesk('laneTemplate.save', { id: null, title, type: list.type, lanes });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    close();
    announce(says.saved(writeVisibly(result.value.title)));
  };
  const isEmpty = title.trim() === '';
  return (
    <Dialog
      title={says.saveTitle}
      isOpen
      onClose={close}
      size="small"
      actions={
        <>
          <Button onPress={close}>{words.ui.cancel}</Button>
          <Button kind="primary" isDisabled={isEmpty} onPress={() => void save()}>
            {says.confirm}
          </Button>
        </>
      }
    >
      {error === null ? null : <ErrorNote error={error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!isEmpty) void save();
        }}
      >
        <TextField
          label={says.name}
          value={title}
          onChange={setTitle}
          maxLength={80}
          hasFocusFirst
        />
      </form>
    </Dialog>
  );
}

export function RemoveTemplateDialog() {
  const { value } = useDeskRead('laneTemplate.list', null, null);
  const [error, setError] = useState<DeskError | null>(null);
  const remove = async ({ id, title }: LaneTemplate) => {
    const result = await callDesk('laneTemplate.remove', { id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    announce(says.removed(writeVisibly(title)));
    // Its button would go with it and take the focus along; closed, the focus is back at the menu.
    openDialog(null);
  };
  return (
    <Dialog title={says.manageTitle} isOpen onClose={() => openDialog(null)} size="small">
      {error === null ? null : <ErrorNote error={error} />}
      <div className={styles.form}>
        {(value ?? []).map((template) => (
          <Button key={template.id} kind="danger" onPress={() => void remove(template)}>
            {says.remove(writeVisibly(template.title))}
          </Button>
        ))}
      </div>
    </Dialog>
  );
}
