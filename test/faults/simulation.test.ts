// Owns: a small fixed part of the seeded simulation, and that a seed is a run. The rest is `npm run faults`.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_VIOLATIONS } from './fault-family.ts';
import { createRunFolders } from './simulation/profile-template.ts';
import { runSeed } from './simulation/run-seed.ts';
import { simulationFamily } from './simulation/simulation-family.ts';

describe('the real outbox under a seeded simulation', () => {
  it('loses, doubles and misdirects nothing over fixed seeds, which break a naive queue', async () => {
    const result = await simulationFamily.run({ seed: 1, count: 100, isQuick: true });
    assert.deepEqual(result.findings, []);
    assert.deepEqual(result.ours, NO_VIOLATIONS);
    const { control } = result;
    assert.ok(control !== null);
    for (const name of ['lost', 'duplicatedEffects', 'silentOverwrites', 'wrongTargets'] as const) {
      assert.ok(control[name] > 0, `the naive queue shows no ${name}`);
    }
  });

  it('runs the same seed event for event alike', async () => {
    const folders = createRunFolders();
    try {
      const { template } = folders;
      const first = await runSeed({ seed: 17, template, folder: folders.make('first') });
      const second = await runSeed({ seed: 17, template, folder: folders.make('second') });
      assert.ok(first.trace.length > 20);
      assert.deepEqual(second.trace, first.trace);
    } finally {
      folders.remove();
    }
  });
});
