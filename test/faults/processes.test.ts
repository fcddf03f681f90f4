// Owns: that the fixed small part of each family with real processes finds nothing wrong: engine, files and sockets are
// real, the sandbox's ledger × the journal on disk × the queue screen are the judge. `npm run faults` runs all of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_VIOLATIONS } from './fault-family.ts';
import { PROCESS_FAMILIES } from './processes/families.ts';

describe('with real processes, files and sockets', () => {
  for (const { name, run } of PROCESS_FAMILIES) {
    it(
      `${name}: nothing is lost, doubled, misdirected or misreported`,
      { timeout: 240_000 },
      async () => {
        const result = await run({ seed: 1, count: 1, isQuick: true });
        assert.ok(result.executions > 0);
        assert.deepEqual(result.findings, []);
        assert.deepEqual(result.ours, NO_VIOLATIONS);
      },
    );
  }
});
