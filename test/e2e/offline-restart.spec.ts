// The promise in one story: decided offline, the app ended and started again, back online, sent exactly once.
import {
  changeSettings,
  decideRequests,
  goToScreen,
  openPractice,
  readChangedRequests,
  readPending,
  readRequestId,
  setPracticeFaults,
  switchNetwork,
} from './practice-steps.ts';
import { expect, test } from '../support/desk-app.ts';
import type { DeskApp } from '../support/desk-app.ts';

async function finish(desk: DeskApp, count: number): Promise<void> {
  await goToScreen(desk.page, 'Queue');
  await expect(desk.page.getByText('Nothing is waiting.')).toBeVisible({ timeout: 60_000 });
  await expect(desk.page.getByText('confirmed by reading it back')).toHaveCount(count);
}

for (const end of ['close', 'kill'] as const) {
  test(`decisions made offline survive a ${end} and arrive exactly once`, async ({ launcher }) => {
    const first = await launcher.launch();
    await openPractice(first.page);
    await changeSettings(first.page, { holdSeconds: 0 });
    await switchNetwork(first.page, false);
    const rows = await readPending(first.page, 4);
    await decideRequests(first.page, rows.slice(0, 2));
    await decideRequests(first.page, rows.slice(2), 'Please sign yourself');
    await first[end]();

    const again = await launcher.launch();
    await goToScreen(again.page, 'Queue');
    await expect(again.page.getByText('Waiting for network')).toHaveCount(rows.length);
    expect(await readChangedRequests(again)).toEqual([]);
    await switchNetwork(again.page, true);
    await finish(again, rows.length);
    expect(await readChangedRequests(again)).toEqual(rows.map(readRequestId).toSorted());
  });
}

test('the engine is killed while decisions drain: the page recovers, each arrives exactly once', async ({
  desk,
}) => {
  test.slow();
  const { page } = desk;
  await openPractice(page);
  // The shortest settle the settings allow: the killed write is read back after it.
  await changeSettings(page, { holdSeconds: 0, settleSeconds: 5 });
  await switchNetwork(page, false);
  const rows = await readPending(page, 20);
  await decideRequests(page, rows);
  await goToScreen(page, 'Queue');
  // Slow enough that each kill meets writes under way.
  await setPracticeFaults(desk, [
    { match: { method: 'PUT' }, fault: { type: 'latency', ms: 400 } },
  ]);
  await switchNetwork(page, true);
  for (const arrivals of [2, 7, 13]) {
    // Writes killed before are read back only after 20 s (15 s deadline, 5 s settle), and fill the lanes until then.
    await expect
      .poll(async () => (await readChangedRequests(desk)).length, { timeout: 60_000 })
      .toBeGreaterThanOrEqual(arrivals);
    const pid = desk.readEnginePid();
    process.kill(pid, 'SIGKILL');
    await expect.poll(() => readOtherPid(desk, pid)).toBe(true);
  }
  await setPracticeFaults(desk, []);
  await finish(desk, rows.length);
  expect(await readChangedRequests(desk)).toEqual(rows.map(readRequestId).toSorted());
});

function readOtherPid(desk: DeskApp, pid: number): boolean {
  try {
    return desk.readEnginePid() !== pid;
  } catch {
    return false;
  }
}
