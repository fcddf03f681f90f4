// Owns: a process that opens a profile's store, queues decisions, and kills itself at a named moment. Tests start it with
// the folder, the moment, which time it is met, and how many decisions to queue; it prints each once it is durable.
import { writeSync } from 'node:fs';
import { createOpRepo } from '../../src-main/engine/store/outbox/op-repo.ts';
import { WORLD_MS, openWorldStore } from '../faults/storage/store-world.ts';
import { insertPlainOp } from './plain-op.ts';

const [folder = '', killAt = '', hit = '1', decisions = '0'] = process.argv.slice(2);
let hits = 0;

const store = openWorldStore(folder, {
  wallMs: WORLD_MS + 5 * 24 * 3600 * 1000,
  failpoint: (name) => {
    if (name !== killAt) return;
    hits += 1;
    if (hits === Number(hit)) process.kill(process.pid, 'SIGKILL');
  },
});
createOpRepo(store, store.epoch).claimAll();
for (let n = 0; n < Number(decisions); n += 1) {
  const opId = `new-${process.pid}-${n}`;
  insertPlainOp(store, opId, 'z'.repeat(6_000));
  // Only now may anybody be told.
  writeSync(1, `${opId}\n`);
}
store.close();
