// Owns: what can be set of the selected card: role, step, place, mails, name; replacing and removing.
import styles from './inspector.module.css';
import { openDialog } from './builder-store.ts';
import { runEdit } from './edit-workflow.ts';
import { MoveMenu } from './move-menu.tsx';
import { createMove, findLaneTarget, readLaneIndex } from './move-choices.ts';
import { NameField } from './name-field.tsx';
import { nameRecipient, writeProblem } from './write-workflow.ts';
import {
  findPlaceholderProblem,
  findReplaceProblem,
  findRoleProblem,
} from '../../../src-shared/domain/workflow/rules.ts';
import { hasSteps, listLanes, RECIPIENT_ROLES } from '../../../src-shared/domain/workflow/model.ts';
import { Button } from '../../ui/button.tsx';
import { Chip } from '../../ui/chip.tsx';
import { ForeignText } from '../../ui/foreign-text.tsx';
import { NumberField } from '../../ui/number-field.tsx';
import { Select } from '../../ui/select.tsx';
import { Switch } from '../../ui/switch.tsx';
import { words } from '../../words/words.ts';
import type { Recipient, Workflow } from '../../../src-shared/domain/workflow/model.ts';

const says = words.builder.inspector;
/** A seal is set up elsewhere (spec §5.7); a package that has one is shown and not arranged. */
const OFFERED_ROLES = RECIPIENT_ROLES.filter((role) => role !== 'ELECTRONIC_SEAL');

export interface InspectorProps {
  readonly workflow: Workflow;
  readonly recipient: Recipient | null;
  readonly isEditable: boolean;
  /** A plan is on its way: not even replacing is possible. */
  readonly isBusy: boolean;
}

export function Inspector(props: InspectorProps) {
  const { workflow, recipient, isEditable, isBusy } = props;
  return (
    <aside className={styles.inspector} aria-label={says.region} data-pane="inspector">
      {recipient === null ? <p className={styles.none}>{says.none}</p> : null}
      {recipient === null ? null : (
        <>
          <Head recipient={recipient} />
          {isEditable ? (
            <Settings key={recipient.key} workflow={workflow} recipient={recipient} />
          ) : (
            <Facts recipient={recipient} />
          )}
          <Acts workflow={workflow} recipient={recipient} isEditable={isEditable} isBusy={isBusy} />
        </>
      )}
    </aside>
  );
}

function Head({ recipient }: { readonly recipient: Recipient }) {
  return (
    <header className={styles.head}>
      <h2 className={styles.title}>
        <ForeignText text={nameRecipient(recipient)} />
      </h2>
      <p className={styles.sub}>
        {recipient.email === null ? (
          words.workflow.kinds[recipient.kind]
        ) : (
          <ForeignText text={recipient.email} />
        )}
      </p>
    </header>
  );
}

function Settings({ workflow, recipient }: Pick<InspectorProps, 'workflow'> & OfRecipient) {
  const { key } = recipient;
  return (
    <>
      <Select
        label={says.role}
        value={recipient.role}
        options={OFFERED_ROLES.map((role) => ({
          value: role,
          label:
            findRoleProblem(workflow.package, role)?.code === 'ROLE_NOT_FOR_XML'
              ? says.notForXml(words.workflow.roles[role])
              : words.workflow.roles[role],
        }))}
        onChange={(role) => void runEdit({ kind: 'set-role', key, role }, 'stay')}
      />
      <Places workflow={workflow} recipient={recipient} />
      <div className={styles.mails}>
        <Switch
          label={says.mails}
          isOn={recipient.notifies ?? true}
          onChange={(notifies) => void runEdit({ kind: 'set-mails', key, notifies }, 'stay')}
        />
        {recipient.notifies === null ? <p className={styles.help}>{says.mailsUnknown}</p> : null}
      </div>
      <NameField recipientKey={key} name={recipient.name} />
    </>
  );
}

interface OfRecipient {
  readonly recipient: Recipient;
}

/** The step by number, and where it is another thing the place in the list. */
function Places({ workflow, recipient }: Pick<InspectorProps, 'workflow'> & OfRecipient) {
  const { key } = recipient;
  const laneCount = listLanes(workflow).length;
  const index = readLaneIndex(workflow, key);
  const total = workflow.recipients.length;
  const move = (wanted: number) => {
    const target =
      workflow.type === 'SERIAL'
        ? findSerialTarget(workflow, key, wanted)
        : findLaneTarget(workflow, wanted, 'lane');
    if (target !== null) runEdit(createMove(key, target), 'stay');
  };
  return (
    <>
      {workflow.type === 'INDIVIDUAL' ? null : (
        <NumberField
          label={says.step}
          value={index}
          min={1}
          max={workflow.type === 'SERIAL' ? laneCount : laneCount + 1}
          unit={says.stepUnit(laneCount)}
          {...(hasSteps(workflow.type) && workflow.type !== 'SERIAL'
            ? { help: says.stepHelp }
            : {})}
          onChange={move}
        />
      )}
      {workflow.type === 'CUSTOM' ? (
        <NumberField
          label={says.position}
          value={recipient.order}
          min={1}
          max={total}
          unit={says.positionUnit(total)}
          help={says.positionHelp}
          onChange={(order) => void runEdit({ kind: 'set-position', key, order }, 'stay')}
        />
      ) : null}
    </>
  );
}

/** A number typed in a sequence keeps it a sequence: whoever was there moves on by one. */
function findSerialTarget(workflow: Workflow, key: string, wanted: number) {
  const index = readLaneIndex(workflow, key);
  return findLaneTarget(workflow, wanted, wanted > index ? 'after' : 'before');
}

function Facts({ recipient }: OfRecipient) {
  return (
    <dl className={styles.facts}>
      <dt>{says.role}</dt>
      <dd>{words.workflow.roles[recipient.role]}</dd>
      <dt>{says.step}</dt>
      <dd>{recipient.signingOrder}</dd>
      <dt>{says.status}</dt>
      <dd>
        <Chip>{words.workflow.statuses[recipient.status]}</Chip>
      </dd>
    </dl>
  );
}

/** Replacing stays possible after sharing, for whoever has not acted; else the reason is said. */
function Acts(props: InspectorProps & OfRecipient) {
  const { workflow, recipient, isEditable, isBusy } = props;
  const problem = findReplaceProblem(workflow, recipient);
  const canRename =
    !isEditable &&
    recipient.kind === 'placeholder' &&
    findPlaceholderProblem(workflow.package) === null;
  const { key } = recipient;
  return (
    <div className={styles.acts}>
      {canRename && !isBusy ? <NameField recipientKey={key} name={recipient.name} /> : null}
      {isEditable ? <MoveMenu recipient={recipient} look="button" /> : null}
      <Button
        size="small"
        isDisabled={problem !== null || isBusy}
        onPress={() => openDialog('replace')}
      >
        {recipient.kind === 'placeholder' ? says.fill : says.replace}
      </Button>
      {isEditable ? (
        <Button
          size="small"
          kind="danger"
          onPress={() => void runEdit({ kind: 'remove', key }, 'card')}
        >
          {says.remove}
        </Button>
      ) : null}
      {problem === null || isBusy ? null : <p className={styles.help}>{writeProblem(problem)}</p>}
    </div>
  );
}
