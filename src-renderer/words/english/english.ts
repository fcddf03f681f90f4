// Owns: the English catalogue, put together. Its shape is the shape every other language must have.
import { accountWords } from './account-words.ts';
import { builderWords } from './builder-words.ts';
import { checkWords } from './check-words.ts';
import { commandWords } from './command-words.ts';
import { decisionWords } from './decision-words.ts';
import { detailWords } from './detail-words.ts';
import { errorWords } from './error-words.ts';
import { frameWords, timeWords, uiWords } from './frame-words.ts';
import { inboxWords } from './inbox-words.ts';
import { outboxWords } from './outbox-words.ts';
import { packageWords } from './package-words.ts';
import { queueWords } from './queue-words.ts';
import { repairWords } from './repair-words.ts';
import { settingsWords } from './settings-words.ts';
import { workflowWords } from './workflow-words.ts';

export const english = {
  ui: uiWords,
  time: timeWords,
  frame: frameWords,
  inbox: inboxWords,
  detail: detailWords,
  decision: decisionWords,
  checks: checkWords,
  errors: errorWords,
  outbox: outboxWords,
  commands: commandWords,
  queue: queueWords,
  accounts: accountWords,
  settings: settingsWords,
  repair: repairWords,
  packages: packageWords,
  workflow: workflowWords,
  builder: builderWords,
};
