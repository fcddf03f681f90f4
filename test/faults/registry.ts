// Owns: the families of fault tests, in the order of the table. To add one: export a FaultFamily and list it here.
// Must not: run any.
import { explorerFamily } from './explorer-family.ts';
import { MODEL_FAMILIES } from './models/models-family.ts';
import { PROCESS_FAMILIES } from './processes/families.ts';
import { readingsFamily } from './readings/readings-family.ts';
import { simulationFamily } from './simulation/simulation-family.ts';
import { storageFamily } from './storage/storage-family.ts';
import type { FaultFamily } from './fault-family.ts';

export const FAMILIES: readonly FaultFamily[] = [
  explorerFamily,
  simulationFamily,
  ...PROCESS_FAMILIES,
  ...MODEL_FAMILIES,
  readingsFamily,
  storageFamily,
];
