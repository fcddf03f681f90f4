// Owns: workflows, recipients and reads of them with good defaults, for tests. Must not: be used by the app.
import type {
  PackagePicture,
  Recipient,
  RecipientList,
  ServerList,
  Workflow,
  WorkflowType,
} from '../../src-shared/domain/workflow/model.ts';

/** A person named after the key; position and step 1 unless said otherwise. */
export function buildRecipient(over: Partial<Recipient> & { readonly key: string }): Recipient {
  return {
    kind: 'person',
    name: over.key,
    email: over.kind === undefined || over.kind === 'person' ? `${over.key}@example.test` : null,
    role: 'SIGNER',
    notifies: null,
    order: 1,
    signingOrder: 1,
    status: 'UN_PROCESSED',
    ...over,
  };
}

/**
 * A list from entries `key` or `key:step`, in list order: `buildList('CUSTOM', 'ann:1', 'bob:2', 'cas:1')`. Without
 * a step it is the position, in types without steps 1.
 */
export function buildList(type: WorkflowType, ...entries: readonly string[]): RecipientList {
  const recipients = entries.map((entry, index) => {
    const [key = '', step] = entry.split(':');
    const own = type === 'SERIAL' || type === 'CUSTOM' ? index + 1 : 1;
    return buildRecipient({
      key,
      order: index + 1,
      signingOrder: step === undefined ? own : Number(step),
    });
  });
  return { type, recipients };
}

/** Writes a list the way `buildList` takes it, for short assertions. */
export function writeList(list: RecipientList): readonly string[] {
  return [list.type, ...list.recipients.map((one) => `${one.key}:${one.signingOrder}`)];
}

/** A draft of one PDF that its owner looks at. */
export function buildPackage(over: Partial<PackagePicture> = {}): PackagePicture {
  return {
    id: '7001',
    name: 'Lease 14',
    stage: 'draft',
    mode: 'ONLY_OTHERS',
    isLocked: false,
    hasSeal: false,
    documentTypes: ['PDF'],
    user: { email: 'owner@example.test', isOwner: true, mayChangeRecipients: false },
    ...over,
  };
}

export function buildWorkflow(list: RecipientList, over: Partial<PackagePicture> = {}): Workflow {
  return { ...list, package: buildPackage(over) };
}

/** What a read of this list shows: no keys, no mail settings. */
export function readAsServer(list: RecipientList): ServerList {
  const recipients = list.recipients.map((recipient) => {
    const { key: _key, notifies: _notifies, ...row } = recipient;
    return row;
  });
  return { type: list.type, recipients };
}
