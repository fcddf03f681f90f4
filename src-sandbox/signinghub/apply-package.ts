// Owns making, renaming and locking packages and what happens to their documents (specification 3.1,
// 3.2). The workflow's own changes are in apply-recipients.ts and apply-update.ts.
import { fitOwnerEntry } from './apply-recipients.ts';
import { changePackage, finishChange, patchRecipient, refuse, startChange } from './change.ts';
import { findLivePackage, findRefusal, isOwner, REFUSALS } from './check.ts';
import type { Command, Outcome, UploadCommand } from './command.ts';
import { MESSAGES } from './messages.ts';
import type { HubDocument, Package } from './model.ts';
import type { HubState } from './state.ts';

type PackageCommand = Extract<
  Command,
  {
    type:
      | 'package.create'
      | 'package.put'
      | 'package.rename'
      | 'document.add'
      | 'document.lock'
      | 'document.rename'
      | 'document.remove'
      | 'recipient.permit';
  }
>;

function create(state: HubState, command: Extract<Command, { type: 'package.create' }>): Outcome {
  const { body, at, origin } = command;
  if (!body) return { ok: false, refusal: REFUSALS.invalid };
  const owner = origin.actor ?? '';
  const pack: Package = {
    id: state.newPackageId(),
    name: body.name ?? state.assumptions.get('A-07'),
    owner,
    ownerName: state.users.get(owner)?.name ?? owner,
    stage: 'DRAFT',
    folder: body.folder ?? 'INBOX',
    createdAt: at,
    modifiedAt: at,
    type: 'SERIAL',
    mode: body.mode ?? state.assumptions.get('A-08'),
    continueOnDecline: false,
    message: '',
    comments: true,
    documents: [],
    recipients: [],
    recipientsMade: 0,
    isDeleted: false,
    hiddenFrom: [],
  };
  const change = startChange(state, command, pack);
  changePackage(change, 'package created', { name: pack.name });
  fitOwnerEntry(change);
  return finishChange(change);
}

function giveIds(state: HubState, pack: Package): Package {
  const id = pack.id === 0 ? state.newPackageId() : pack.id;
  return {
    ...pack,
    id,
    documents: pack.documents.map((one) =>
      one.id === 0 ? { ...one, id: state.newDocumentId() } : one,
    ),
    recipients: pack.recipients.map((one, at) => ({ ...one, id: `${id}:${at + 1}` })),
    recipientsMade: pack.recipients.length,
  };
}

function checkUpload(
  state: HubState,
  pack: Package,
  command: UploadCommand & Command,
): Outcome | undefined {
  const { document } = command;
  const isXmlPackage = pack.documents.some((one) => one.type === 'XML');
  const problem =
    'problem' in document
      ? document.problem
      : isXmlPackage && document.type !== 'XML'
        ? 'onlyXml'
        : undefined;
  const refusal = findRefusal(state, {
    state: [
      !isOwner(pack, command) && REFUSALS.notOwned,
      pack.stage !== 'DRAFT' && REFUSALS.notAllowed,
    ],
    input: [problem !== undefined && { status: 400, message: MESSAGES[problem] }],
  });
  return refusal ? { ok: false, refusal } : undefined;
}

function upload(state: HubState, pack: Package, command: UploadCommand & Command): Outcome {
  const refused = checkUpload(state, pack, command);
  if (refused) return refused;
  const { document, at } = command;
  if ('problem' in document) return refuse(400, MESSAGES[document.problem]);
  const made: HubDocument = {
    ...document,
    id: state.newDocumentId(),
    pages: 1,
    createdAt: at,
    modifiedAt: at,
    template: null,
  };
  const change = startChange(state, command, pack);
  changePackage(change, 'document added', { documents: [...pack.documents, made] });
  const outcome = finishChange(change);
  return outcome.ok ? { ...outcome, id: made.id } : outcome;
}

type DocumentCommand = Extract<Command, { type: 'document.rename' | 'document.remove' }>;

function changeDocument(state: HubState, pack: Package, command: DocumentCommand): Outcome {
  const known = pack.documents.find((one) => one.id === command.documentId);
  const name = command.type === 'document.rename' ? command.name : '';
  const refusal = findRefusal(state, {
    state: [
      !isOwner(pack, command) && REFUSALS.notOwned,
      pack.stage !== 'DRAFT' && REFUSALS.notDraft,
    ],
    input: [name === null && REFUSALS.invalid, !known && REFUSALS.notFound],
  });
  if (refusal || !known) return { ok: false, refusal: refusal ?? REFUSALS.notFound };
  const change = startChange(state, command, pack);
  const documents = pack.documents.flatMap((one) => {
    if (one !== known) return one;
    return command.type === 'document.remove'
      ? []
      : { ...one, name: name ?? one.name, modifiedAt: command.at };
  });
  changePackage(change, `${command.type.replace('.', ' ')}d`, { documents });
  return finishChange(change);
}

function lock(
  state: HubState,
  pack: Package,
  command: Extract<Command, { type: 'document.lock' }>,
): Outcome {
  const { isReadOnly, templateName } = command;
  const template = templateName === null ? null : { name: templateName, isReadOnly };
  const change = startChange(state, command, pack);
  const documents = pack.documents.map((one) => ({ ...one, template }));
  changePackage(change, 'template applied', { documents });
  return finishChange(change);
}

function permit(
  state: HubState,
  pack: Package,
  command: Extract<Command, { type: 'recipient.permit' }>,
): Outcome {
  const target = pack.recipients[command.order - 1];
  if (!target) return { ok: false, refusal: REFUSALS.noOrder };
  const { mayChangeRecipients = target.mayChangeRecipients, accessEndsAt = target.accessEndsAt } =
    command;
  const change = startChange(state, command, pack);
  patchRecipient(change, target.id, { mayChangeRecipients, accessEndsAt });
  changePackage(change, 'permissions changed', {});
  return finishChange(change);
}

function rename(
  state: HubState,
  pack: Package,
  command: Extract<Command, { type: 'package.rename' }>,
): Outcome {
  const refusal = findRefusal(state, {
    state: [!isOwner(pack, command) && REFUSALS.notOwned],
    input: [command.name === null && REFUSALS.invalid],
  });
  if (refusal || command.name === null) return { ok: false, refusal: refusal ?? REFUSALS.invalid };
  const change = startChange(state, command, pack);
  changePackage(change, 'package renamed', { name: command.name });
  return finishChange(change);
}

export function applyPackage(state: HubState, command: PackageCommand): Outcome {
  if (command.type === 'package.create') return create(state, command);
  if (command.type === 'package.put') {
    const change = startChange(state, command, giveIds(state, command.pack));
    changePackage(change, 'package created', { name: command.pack.name });
    return finishChange(change);
  }
  const pack = findLivePackage(state, command.packageId);
  if (!pack) return { ok: false, refusal: REFUSALS.notFound };
  switch (command.type) {
    case 'package.rename':
      return rename(state, pack, command);
    case 'document.add':
      return upload(state, pack, command);
    case 'document.lock':
      return lock(state, pack, command);
    case 'document.rename':
    case 'document.remove':
      return changeDocument(state, pack, command);
    case 'recipient.permit':
      return permit(state, pack, command);
  }
}
