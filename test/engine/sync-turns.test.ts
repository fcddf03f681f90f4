// How long a sync keeps calls waiting.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createPullRig } from '../support/pull-rig.ts';
import { callControl, startSandboxProcess } from '../support/sandbox-process.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

interface LongestTurn {
  readonly longestCpuMs: number;
  readonly longestWallMs: number;
}

/** Watches how long each turn of the event loop works, by this thread's own processor time. */
function watchTurns(): { stop: () => LongestTurn } {
  let longestCpu = 0;
  let longestWallMs = 0;
  let cpu = process.threadCpuUsage();
  let wallMs = performance.now();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(cpu);
    longestCpu = Math.max(longestCpu, user + system);
    longestWallMs = Math.max(longestWallMs, performance.now() - wallMs);
    cpu = process.threadCpuUsage();
    wallMs = performance.now();
  };
  let isWatching = true;
  const loop = (): void => {
    look();
    if (isWatching) setImmediate(loop);
  };
  setImmediate(loop);
  return {
    stop() {
      look();
      isWatching = false;
      return {
        longestCpuMs: Math.round(longestCpu / 100) / 10,
        longestWallMs: Math.round(longestWallMs),
      };
    },
  };
}

// The processor time of a virtual machine can hold what its host took away for a moment. That does not meet three pulls
// alike; a piece of work that is too long does.
const LARGE_PULLS = 3;

describe('a large pull', { timeout: 300_000 }, () => {
  it('does not block a call for more than 50 ms with 10,000 requests', async (context) => {
    const sandbox = await startSandboxProcess(['--requests', '10000', '--seed', '3']);
    try {
      const longest: number[] = [];
      while (longest.length < LARGE_PULLS && !longest.some((ms) => ms <= 50)) {
        const { longestCpuMs, longestWallMs } = await watchLargePull(sandbox);
        // Wall time includes what other programs on this machine took; the engine answers for its own.
        context.diagnostic(
          `longest turn: ${longestCpuMs} ms of work, ${longestWallMs} ms on the wall`,
        );
        longest.push(longestCpuMs);
      }
      assert.ok(Math.min(...longest) <= 50, `longest turn ${longest.join(', ')} ms`);
    } finally {
      await sandbox.stop();
    }
  });
});

/** Pulls everything once into a new mirror and answers the longest turn of it. */
async function watchLargePull(sandbox: RunningSandbox): Promise<LongestTurn> {
  const rig = createPullRig(sandbox);
  try {
    // Loads and compiles everything once, as the running engine has.
    await callControl(sandbox, 'POST', '/faults', {
      match: { method: 'GET', pattern: '/reassignrequests$', times: 1 },
      fault: { type: 'truncated' },
    });
    await rig.pull();
    const turns = watchTurns();
    const result = await rig.pull();
    const longest = turns.stop();
    assert.deepEqual([result.failure, result.listedCount], [null, 10_000]);
    return longest;
  } finally {
    await rig.close();
  }
}
