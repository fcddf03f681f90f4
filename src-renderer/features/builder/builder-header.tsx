// Owns: the head of the builder: name and condition of the package, kind of order, undo, redo, outline, preview.
import { ArrowLeft, ListTree, Lock, Redo2, RefreshCw, Undo2 } from 'lucide-react';
import styles from './builder-header.module.css';
import { openDialog, useBuilderStore } from './builder-store.ts';
import { redoEdit, runEdit, undoEdit } from './edit-workflow.ts';
import { closePackage, refreshPackage } from './open-package.ts';
import { TemplateMenu } from './template-menu.tsx';
import { WORKFLOW_TYPES } from '../../../src-shared/domain/workflow/model.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Select } from '../../ui/select.tsx';
import { words } from '../../words/words.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder;

export interface BuilderHeaderProps {
  readonly workflow: Workflow;
  readonly isEditable: boolean;
  /** Replacing and naming may be possible even when the lanes are fixed. */
  readonly changeCount: number;
  readonly canSubmit: boolean;
}

export function BuilderHeader(props: BuilderHeaderProps) {
  const { workflow, isEditable, changeCount, canSubmit } = props;
  return (
    <header className={styles.head}>
      <IconButton
        label={says.back}
        icon={<ArrowLeft size={16} />}
        onPress={() => void closePackage()}
      />
      {/* Not a card: the key that opened the package may still be down, and its release would lift the card. */}
      <h1 className={styles.title} tabIndex={-1} data-arrival="">
        <ForeignText text={workflow.package.name} />
      </h1>
      <Conditions workflow={workflow} isEditable={isEditable} />
      <div className={styles.acts}>
        <HistoryButtons />
        <RefreshButton />
        {isEditable ? <TemplateMenu /> : null}
        <Button
          size="small"
          icon={<ListTree size={14} aria-hidden="true" />}
          onPress={() => openDialog('outline')}
        >
          {says.outline.open}
        </Button>
        <Button
          kind="primary"
          size="small"
          command="builder.preview"
          isDisabled={changeCount === 0 || !canSubmit}
          onPress={() => openDialog('preview')}
        >
          {changeCount === 0 ? says.preview.nothing : says.preview.open(changeCount)}
        </Button>
      </div>
    </header>
  );
}

function Conditions({ workflow, isEditable }: Pick<BuilderHeaderProps, 'workflow' | 'isEditable'>) {
  const { stage, documentTypes, isLocked } = workflow.package;
  return (
    <div className={styles.chips}>
      <Chip tone={stage === 'declined' ? 'bad' : stage === 'completed' ? 'ok' : 'plain'}>
        {words.workflow.stages[stage]}
      </Chip>
      {documentTypes.map((type) => (
        <Chip key={type}>{words.workflow.documents[type]}</Chip>
      ))}
      {isLocked ? (
        <Chip tone="warn" icon={<Lock size={11} aria-hidden="true" />}>
          {words.packages.locked}
        </Chip>
      ) : null}
      {isEditable ? (
        <Select
          look="compact"
          label={says.type}
          value={workflow.type}
          options={WORKFLOW_TYPES.map((value) => ({
            value,
            label: words.workflow.types[value],
          }))}
          onChange={(type) => void runEdit({ kind: 'set-type', type }, 'stay')}
        />
      ) : (
        <Chip tone="accent">{words.workflow.types[workflow.type]}</Chip>
      )}
    </div>
  );
}

function HistoryButtons() {
  const canUndo = useBuilderStore((store) => (store.history?.done.length ?? 0) > 0);
  const canRedo = useBuilderStore((store) => (store.history?.undone.length ?? 0) > 0);
  return (
    <>
      <IconButton
        label={says.undo}
        command="decision.undo"
        icon={<Undo2 size={15} />}
        isDisabled={!canUndo}
        onPress={undoEdit}
      />
      <IconButton
        label={says.redo}
        command="builder.redo"
        icon={<Redo2 size={15} />}
        isDisabled={!canRedo}
        onPress={redoEdit}
      />
    </>
  );
}

function RefreshButton() {
  const isActing = useBuilderStore((store) => store.isActing);
  return (
    <IconButton
      label={says.refresh}
      icon={<RefreshCw size={15} />}
      isPending={isActing}
      onPress={() => void refreshPackage()}
    />
  );
}
