// Owns: a small fixed part of the models; the rest is `npm run faults -- --family models-decisions` and `models-plans`.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_VIOLATIONS } from './fault-family.ts';
import { MODEL_FAMILIES } from './models/models-family.ts';

const LIMIT_MS = 120_000;

describe('the real outbox and the real sandbox under a model', () => {
  for (const family of MODEL_FAMILIES) {
    it(
      `lose, double and misdirect nothing, and say nothing false: ${family.name}`,
      { timeout: LIMIT_MS },
      async () => {
        const result = await family.run({ seed: 1, count: 12, isQuick: true });
        assert.deepEqual(result.findings, []);
        assert.deepEqual(result.ours, NO_VIOLATIONS);
        assert.ok((result.traffic?.writes ?? 0) > 0, 'nothing was sent');
      },
    );
  }
});
