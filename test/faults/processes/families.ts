// Owns: the list of fault families with real processes. Must not: run them.
import { clockJumps } from './clock-jumps.ts';
import { cutBytes } from './cut-bytes.ts';
import { httpAnswers } from './http-answers.ts';
import { killAgain } from './kill-again.ts';
import { killPlans } from './kill-plans.ts';
import { killPoints } from './kill-points.ts';
import { networkFaults } from './network-faults.ts';
import type { FaultFamily } from '../fault-family.ts';

/** Real engine processes, files and sockets, against the sandbox's ledger. */
export const PROCESS_FAMILIES: readonly FaultFamily[] = [
  killPoints,
  killAgain,
  killPlans,
  cutBytes,
  httpAnswers,
  networkFaults,
  clockJumps,
];
