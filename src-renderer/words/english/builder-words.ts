// Owns: English words of the builder: lanes, palette, inspector, moving, preview, plans. Names come in ready to be shown.
import { count, writeNumber } from './plural.ts';
import type { MailKind } from '../../../src-shared/domain/workflow/text-outline.ts';

const move = {
  title: (name: string) => `Move ${name}`,
  menu: 'Move…',
  earlier: 'Earlier, in a step of their own',
  later: 'Later, in a step of their own',
  joinBefore: (step: number, names: string) => `To step ${writeNumber(step)}, with ${names}`,
  toStep: (step: number, names: string) => `To step ${writeNumber(step)}, with ${names}`,
  newBefore: (step: number) => `New step before step ${writeNumber(step)}`,
  newLast: 'New last step',
  elsewhere: 'To any step…',
  step: 'Step',
  stepOf: (n: number) => `of ${writeNumber(n)}`,
  how: 'Place',
  places: {
    lane: 'Together with those in it',
    before: 'In a new step before it',
    after: 'In a new step after it',
  },
  confirm: 'Move',
  together: (names: string) => `Together with ${names}.`,
  alone: 'Alone in this step.',
  nowhere: 'There is no place further that way.',
};

const palette = {
  region: 'Recipients to add',
  search: 'Find a recipient',
  placeholder: 'Find a recipient',
  people: 'People',
  groups: 'Groups',
  placeholders: 'Placeholders',
  anyOf: (n: number | null) =>
    n === null ? 'any member can act' : `any of ${writeNumber(n)} can act`,
  notKnownYet: 'person not known yet',
  add: (name: string) => `Add ${name} as a new last step`,
  entry: (name: string) => `${name}, drag into a step`,
  byEmail: 'Add by e-mail…',
  newPlaceholder: 'New placeholder…',
  nobody: 'Nobody found. Add a person by e-mail.',
  empty: 'No users, groups or contacts have been read yet.',
  email: 'E-mail',
  name: 'Name',
  placeholderName: 'What the placeholder stands for',
  placeholderHelp: 'For example: Tenant. Somebody must be named before the step can open.',
  addTitle: 'Add by e-mail',
  placeholderTitle: 'New placeholder',
  confirm: 'Add',
  confirmReplace: 'Replace',
  known: 'Known to the desk',
  replaceTitle: (name: string) => `Replace ${name}`,
  replaceLead: (name: string) => `Role and fields of ${name} go to whoever takes the place.`,
};

const board = {
  region: 'Signing order',
  lane: (index: number, kind: string) => `Step ${writeNumber(index)}: ${kind}`,
  first: 'First',
  later: 'Then',
  alone: 'One recipient',
  together: 'All at once',
  ownCopies: 'Own copies',
  parallel: 'In parallel',
  allMustAct: 'all must act',
  numbered: (step: number) => `number ${writeNumber(step)}`,
  dropOn: (index: number, names: string) =>
    `Step ${writeNumber(index)}: act together with ${names}`,
  dropBefore: (index: number) => `New step before step ${writeNumber(index)}`,
  dropLast: 'New last step',
  dropFirst: 'First step',
  emptyTitle: 'Nobody takes part yet',
  emptyText: 'Drag somebody here from the left, or use the plus beside a name.',
  mailsOff: 'Mails off',
  mailsUnknown: 'Mails not known',
  placeholder: 'placeholder',
  group: 'group',
  recipients: 'Recipients',
};

const inspector = {
  region: 'Recipient',
  none: 'Choose a recipient to see role, mails and place.',
  role: 'Role',
  step: 'Signing order',
  stepUnit: (n: number) => `of ${count(n, 'step', 'steps')}`,
  stepHelp: 'Into this step, with whoever is in it; one more than the last makes a new one.',
  position: 'Place in the list',
  positionUnit: (n: number) => `of ${writeNumber(n)}`,
  positionHelp: 'Fields are bound to this place; it does not change the order of signing.',
  mails: 'E-mail notifications',
  mailsUnknown: 'The service does not tell the present setting.',
  name: 'Name',
  status: 'Status',
  kind: 'Kind',
  replace: 'Replace…',
  fill: 'Name a person…',
  remove: 'Remove',
  notForXml: (role: string) => `${role} (not for XML)`,
};

const preview = {
  title: 'Preview changes',
  open: (n: number) => `Preview ${count(n, 'change', 'changes')}`,
  nothing: 'No changes',
  changes: (n: number) => count(n, 'change', 'changes'),
  differences: 'What changes',
  consequences: 'What this causes',
  noConsequences: 'Nothing beyond the changes above.',
  calls: (n: number) => `${count(n, 'call', 'calls')} to the service, in this order`,
  callsLead:
    'Before each call the desk reads the list; if it is not as expected, nothing more is sent and you are asked.',
  uncertain:
    'The service is not known to do exactly this; the desk reads afterwards and corrects the rest.',
  noPlan:
    'The desk knows no way to bring the service to this arrangement. Take back the last change or try another order.',
  confirm: (n: number) => `Queue ${count(n, 'call', 'calls')}`,
  queued: (name: string, calls: number) =>
    `Queued: ${count(calls, 'call', 'calls')} for ${name}. The queue shows what becomes of them.`,
};

const differences = {
  typeChanged: (from: string, to: string) => `Order: ${from} → ${to}`,
  removed: (name: string) => `Removed: ${name}`,
  added: (name: string, role: string, step: number) =>
    `Added: ${name}, ${role}, step ${writeNumber(step)}`,
  replaced: (from: string, to: string) => `${from} is replaced by ${to}`,
  step: (name: string, from: number, to: number) =>
    `${name}: step ${writeNumber(from)} → ${writeNumber(to)}`,
  position: (name: string, from: number, to: number) =>
    `${name}: place in the list ${writeNumber(from)} → ${writeNumber(to)}`,
  role: (name: string, from: string, to: string) => `${name}: ${from} → ${to}`,
  mails: (name: string, isOn: boolean) => `${name}: mails ${isOn ? 'on' : 'off'}`,
  renamed: (from: string, to: string) => `Name: ${from} → ${to}`,
};

const calls = {
  setType: (type: string) => `Set the order to ${type}`,
  add: (name: string, role: string, step: number | null) =>
    step === null
      ? `Add ${name} as ${role}`
      : `Add ${name} as ${role} at step ${writeNumber(step)}`,
  update: (name: string, changes: string) => `Change ${name}: ${changes}`,
  reorder: (name: string, from: number, to: number) =>
    `Move ${name} from place ${writeNumber(from)} to ${writeNumber(to)} in the list`,
  remove: (name: string, place: number) => `Remove ${name} from place ${writeNumber(place)}`,
  somebody: (place: number) => `place ${writeNumber(place)}`,
  changes: {
    name: (name: string) => `name ${name}`,
    who: (who: string) => `replaced by ${who}`,
    role: (role: string) => role,
    mails: (isOn: boolean) => (isOn ? 'mails on' : 'mails off'),
    step: (step: number) => `step ${writeNumber(step)}`,
  },
};

const mails: Record<MailKind, string> = {
  invite: 'gets an invitation',
  copy: 'gets a copy',
  none: 'gets no mail',
  nobody: 'nobody named yet',
  seal: 'set by the service',
};

const outline = {
  open: 'Outline',
  title: 'Outline and mails',
  steps: 'Step by step',
  step: (index: number) => `Step ${writeNumber(index)}`,
  parallel: 'in parallel, all must act',
  opensWith: (index: number) => `opens together with step ${writeNumber(index)}`,
  entry: (name: string, role: string, mail: string) => `${name}, ${role}: ${mail}`,
  firstMail: (names: string) => `First mail: ${names}.`,
  moments: 'Who gets mail, and when',
  firstMoment: 'When the package is shared',
  nextMoment: (names: string) => `After ${names}`,
  nobody: 'Nobody gets mail.',
  mails,
};

const templates = {
  menu: 'Templates',
  save: 'Save these lanes as a template…',
  saveTitle: 'Save as a template',
  name: 'Name of the template',
  confirm: 'Save',
  apply: (title: string) => `Use “${title}”`,
  recipients: (n: number) => count(n, 'recipient', 'recipients'),
  manage: 'Remove a template…',
  manageTitle: 'Remove a template',
  remove: (title: string) => `Remove “${title}”`,
  saved: (title: string) => `Template saved: ${title}.`,
  applied: (title: string) => `Template used: ${title}. It can be undone.`,
  removed: (title: string) => `Template removed: ${title}.`,
};

const plan = {
  running: (done: number, total: number) =>
    `Being brought to the service: ${writeNumber(done)} of ${count(total, 'call', 'calls')} done.`,
  runningNote: 'The lanes show where it is going. Until it is done they cannot be changed.',
  progress: 'Calls done',
  takeBack: 'Take back',
  takenBack: 'Taken back. Nothing of it was sent; your arrangement is kept.',
  takenBackMidway: (done: number, total: number) =>
    `Taken back. ${writeNumber(done)} of ${count(total, 'call', 'calls')} had been done and stand; your arrangement is kept.`,
  openQueue: 'Show in the queue',
  stopped: (index: number, total: number) =>
    `Stopped at call ${writeNumber(index)} of ${writeNumber(total)}`,
  stoppedLead:
    'What the service holds is not what this plan expected. Nothing more was sent. Compare both and choose.',
  refusedLead: 'The service refused this call. Nothing more was sent. Compare both and choose.',
  refusedWith: (text: string) => `The service said: “${text}”.`,
  againDoes: '“Plan again from here” makes the first list the second. That means:',
  againNothing: 'Both lists are the same: planning again has nothing left to do.',
  goes: 'would be removed',
  comes: 'would be added',
  theirs: 'At the service now',
  wanted: 'What you wanted',
  notRead: 'The list could not be read; the desk has only what it last knew.',
  again: 'Plan again from here',
  planned: 'Planned again from the list as it is now.',
  keepTheirs: 'Keep what the service has',
  editMine: 'Change my arrangement',
  editing: 'Put away. The lanes show your arrangement; nothing more is sent until you queue it.',
  kept: 'Put away. The lanes show what the service has.',
  row: (place: number, name: string, role: string, step: number) =>
    `${writeNumber(place)}. ${name}, ${role}, step ${writeNumber(step)}`,
};

const stale = {
  title: 'Changed at the service since you began',
  text: 'Somebody else has changed this package. Your arrangement is kept; nothing was sent.',
  keepMine: 'Keep my arrangement',
  takeTheirs: 'Take theirs',
  theirs: 'Changed by others',
  keepDoes: '“Keep my arrangement” leaves everything as you arranged it.',
  takesIn: (names: string) => `It takes in as well: ${names}.`,
  bringsBack: (names: string) =>
    `Taken out by others, but still in your arrangement, so sending it adds again: ${names}.`,
  kept: 'Your arrangement now starts from the list as it is at the service.',
  taken: 'The lanes show what the service has. Your arrangement can be had back by undo.',
};

/** What has been done: the old and the new place. */
const done = {
  moved: (name: string, from: number, to: number) =>
    from === to
      ? `${name} stays at step ${writeNumber(to)}.`
      : `${name} moved from step ${writeNumber(from)} to step ${writeNumber(to)}.`,
  added: (name: string, step: number) => `Added: ${name}, step ${writeNumber(step)}.`,
  removed: (name: string) => `Removed: ${name}. It can be undone.`,
  changed: (name: string) => `Changed: ${name}.`,
};

/** What a drop would do. */
const willDo: typeof done = {
  moved: (name, from, to) =>
    from === to
      ? `${name} stays at step ${writeNumber(to)}.`
      : `${name} goes from step ${writeNumber(from)} to step ${writeNumber(to)}.`,
  added: (name, step) => `${name} is added at step ${writeNumber(step)}.`,
  removed: (name) => `${name} is removed.`,
  changed: (name) => `${name} changes.`,
};

export const builderWords = {
  back: 'All packages',
  reading: 'Reading the workflow',
  refresh: 'Read again',
  undo: 'Undo',
  redo: 'Redo',
  nothingToUndo: 'Nothing to undo.',
  nothingToRedo: 'Nothing to redo.',
  undone: 'Undone.',
  redone: 'Done again.',
  type: 'Order',
  readOnly: 'Read only',
  gone: 'The service does not show this package any more. What you see is what was last read.',
  done,
  willDo,
  dragging: (name: string) => `Dragging ${name}. Drop on a step or between two.`,
  idle: 'Drag a card onto a step to act together, or between two for a new step.',
  idleFirst: (names: string) => `The first mail goes to ${names}.`,
  board,
  palette,
  inspector,
  move,
  preview,
  differences,
  calls,
  outline,
  templates,
  plan,
  stale,
};
