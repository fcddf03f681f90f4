// Owns: `npm run bench`: the figures of the engine and of the page as ratios, both sides measured in the same run.
// Flags: --quick (fewer rows and rounds, under two minutes), --only P4 (one figure).
import { cpus, loadavg } from 'node:os';
import { measureDrag } from './drag-metric.ts';
import { measureFirstSync, measureResync } from './sync-metrics.ts';
import { measureRaceWindow } from './race-window.ts';
import { measureSearch } from './search-metric.ts';
import { measureSendOverhead } from './send-overhead.ts';
import { estimateMedian } from './statistics.ts';
import type { Metric } from './metric.ts';

const isQuick = process.argv.includes('--quick');
const only = process.argv.includes('--only')
  ? process.argv.at(process.argv.indexOf('--only') + 1)
  : undefined;
const size = isQuick
  ? { sync: 10_000, search: 50_000, syncRounds: 5, resyncRounds: 7, searchRounds: 7, dragRounds: 5 }
  : {
      sync: 100_000,
      search: 1_000_000,
      syncRounds: 15,
      resyncRounds: 15,
      searchRounds: 15,
      dragRounds: 15,
    };

const METRICS: Readonly<Record<string, () => Promise<Metric | readonly Metric[]>>> = {
  P3: () => measureFirstSync(size.sync, size.syncRounds),
  P4: () => measureResync(size.sync, size.resyncRounds),
  P5: () => measureSearch(size.search, size.searchRounds),
  P7: () => measureSendOverhead(15),
  R1: () => measureRaceWindow(15),
  P10: () => measureDrag(DRAGGED_AMONG, size.dragRounds),
};

/** What the builder is made for; the routes take up to a thousand. */
const DRAGGED_AMONG = 300;

const load = loadavg()[0] ?? 0;
console.log(
  `bench, ${isQuick ? 'quick' : 'full'}: ${cpus().length} processors, load ${load.toFixed(1)}`,
);
if (load > cpus().length / 2)
  console.log('This machine is busy with other work: the intervals will be wide.');

let hasFailed = false;
for (const [name, measure] of Object.entries(METRICS)) {
  if (only !== undefined && only !== name) continue;
  const beganMs = performance.now();
  const metrics = [await measure()].flat();
  for (const metric of metrics) report(metric, performance.now() - beganMs);
}
process.exitCode = hasFailed ? 1 : 0;

function report(metric: Metric, tookMs: number): void {
  const { median, low, high } = estimateMedian(metric.ratios);
  const isPassed = median <= metric.pass;
  hasFailed ||= !isPassed;
  const mark = median <= metric.stretch ? 'STRETCH' : isPassed ? 'pass' : 'FAIL';
  console.log(`
${metric.name}  ${metric.what}
    ${median.toFixed(2)}  (95 %: ${low.toFixed(2)} to ${high.toFixed(2)}, ${metric.ratios.length} rounds)  ${mark}: pass at ${metric.pass}, stretch ${metric.stretch}
    took ${Math.round(tookMs / 1000)} s${metric.note === undefined ? '' : `; ${metric.note}`}`);
}
