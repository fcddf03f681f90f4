// Owns: one open package: head, notes, palette, lanes, inspector, sentence bar and the dialogs over them.
import { Lock } from 'lucide-react';
import styles from './builder-screen.module.css';
import { AddDialog, ReplaceDialog } from './add-dialog.tsx';
import { Board } from './board.tsx';
import { BuilderHeader } from './builder-header.tsx';
import { openDialog, useBuilderStore } from './builder-store.ts';
import { redoEdit, undoEdit } from './edit-workflow.ts';
import { Inspector } from './inspector.tsx';
import { MoveDialog } from './move-dialog.tsx';
import { openPackage } from './open-package.ts';
import { OutlineDialog } from './outline-dialog.tsx';
import { Palette } from './palette.tsx';
import { RefusalNote } from './refusal-note.tsx';
import { RunningPlanNote, StoppedPlan } from './plan-note.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { flushDraft } from './save-draft.ts';
import { useSaverOnLeaving } from '../../stores/unsaved-text.ts';
import { SentenceBar } from './sentence-bar.tsx';
import { StaleNote } from './stale-note.tsx';
import { findRunningPlan, findStoppedPlan, listChanges } from './start-arrangement.ts';
import { RemoveTemplateDialog, SaveTemplateDialog } from './template-menu.tsx';
import { writeProblem } from './write-workflow.ts';
import { findRecipient } from '../../../src-shared/domain/workflow/model.ts';
import { findEditProblem } from '../../../src-shared/domain/workflow/rules.ts';
import { useCommand } from '../../commands/use-command.ts';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useFocusOnArrival } from '../../ui/use-focus-on-arrival.ts';
import { words } from '../../words/words.ts';
import type { PackageDetail } from '../../../src-shared/contract/package-view.ts';
import type { Workflow } from '../../../src-shared/domain/workflow/model.ts';
import type { PackageKey } from '../../../src-shared/domain/workflow/package-key.ts';

const says = words.builder;

export function BuilderScreen({ packageKey }: { readonly packageKey: PackageKey }) {
  const detail = useBuilderStore((store) => store.detail);
  const base = useBuilderStore((store) => store.base);
  const present = useBuilderStore((store) => store.history?.present ?? null);
  const error = useBuilderStore((store) => store.error);
  useSaverOnLeaving(flushDraft);
  if (detail === null || base === null || present === null) {
    return (
      <div className={styles.reading} data-pane="board">
        {error === null ? (
          <p>{says.reading}</p>
        ) : (
          <ErrorNote
            error={error}
            actions={
              <Button onPress={() => void openPackage(packageKey)}>{words.ui.tryAgain}</Button>
            }
          />
        )}
      </div>
    );
  }
  return <OpenPackage detail={detail} base={base} present={present} />;
}

interface OpenPackageProps {
  readonly detail: PackageDetail;
  readonly base: Workflow;
  readonly present: Workflow;
}

function OpenPackage({ detail, base, present }: OpenPackageProps) {
  const selectedKey = useBuilderStore((store) => store.selectedKey);
  const running = findRunningPlan(detail);
  const stopped = running === null ? findStoppedPlan(detail) : null;
  const isBusy = running !== null || stopped !== null || detail.isGone;
  const problem = findEditProblem(present.package);
  const isEditable = !isBusy && problem === null;
  const changeCount = isBusy ? 0 : listChanges({ base, present, stale: null }).length;
  const selected = selectedKey === null ? null : (findRecipient(present, selectedKey) ?? null);
  // A kept arrangement may be older than the seal; nothing of it can be sent beside one.
  const canSubmit = !isBusy && problem?.code !== 'HAS_SEAL';
  useBuilderCommands(canSubmit && changeCount > 0);
  useFocusOnArrival();
  return (
    <div className={styles.screen}>
      <BuilderHeader
        workflow={present}
        isEditable={isEditable}
        changeCount={changeCount}
        canSubmit={canSubmit}
      />
      <Notes detail={detail} problem={isBusy || problem === null ? null : writeProblem(problem)} />
      {running === null ? null : <RunningPlanNote entry={running} />}
      <div className={styles.panes}>
        <Palette packageKey={detail.key} isEditable={isEditable} />
        {stopped === null ? (
          <Board workflow={present} isEditable={isEditable} />
        ) : (
          <StoppedPlan entry={stopped} now={detail.base} />
        )}
        <Inspector
          workflow={present}
          recipient={stopped === null ? selected : null}
          isEditable={isEditable}
          isBusy={isBusy}
        />
      </div>
      <SentenceBar workflow={present} changeCount={changeCount} isBusy={isBusy} />
      <Dialogs detail={detail} base={base} present={present} selectedKey={selectedKey} />
    </div>
  );
}

function Notes(props: { readonly detail: PackageDetail; readonly problem: string | null }) {
  const { detail, problem } = props;
  const stale = useBuilderStore((store) => store.stale);
  const actError = useBuilderStore((store) => store.actError);
  const isPreviewing = useBuilderStore((store) => store.dialog === 'preview');
  return (
    <div className={styles.notes}>
      {actError === null || isPreviewing ? null : <RefusalNote error={actError} />}
      {detail.isGone ? <p className={styles.readOnly}>{says.gone}</p> : null}
      {problem === null ? null : (
        <p className={styles.readOnly}>
          <Lock size={14} aria-hidden="true" />
          <span>
            <strong>{says.readOnly}.</strong> {problem}
          </span>
        </p>
      )}
      {stale === null ? null : <StaleNote differences={stale} />}
    </div>
  );
}

function Dialogs(props: OpenPackageProps & { readonly selectedKey: string | null }) {
  const { detail, base, present, selectedKey } = props;
  const dialog = useBuilderStore((store) => store.dialog);
  const selected = selectedKey === null ? undefined : findRecipient(present, selectedKey);
  switch (dialog) {
    case 'preview':
      return <PreviewDialog base={base} present={present} knowledge={detail.knowledge} />;
    case 'outline':
      return <OutlineDialog list={present} />;
    case 'email':
      return <AddDialog kind="person" />;
    case 'placeholder':
      return <AddDialog kind="placeholder" />;
    case 'saveTemplate':
      return <SaveTemplateDialog list={present} />;
    case 'removeTemplate':
      return <RemoveTemplateDialog />;
    case 'move':
      return selected === undefined ? null : <MoveDialog list={present} recipient={selected} />;
    case 'replace':
      return selected === undefined ? null : <ReplaceDialog recipient={selected} />;
    case null:
      return null;
  }
}

/** Undo and redo are the builder's while it is on screen. */
function useBuilderCommands(canPreview: boolean): void {
  useCommand('decision.undo', undoEdit);
  useCommand('builder.redo', redoEdit);
  useCommand('builder.preview', () => openDialog('preview'), canPreview);
}
