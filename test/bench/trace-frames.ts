// Owns: recording what the page's main thread does, and adding it up frame by frame. Must not: know what is dragged.
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeskApp } from '../support/desk-app.ts';
import type { FrameCost } from './drag-metric.ts';

/** The parts of Chromium's trace events that count here; times in microseconds. */
interface TraceEvent {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  /** Of which the processor worked for it, and not for another process. */
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

const CATEGORIES = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'toplevel'];

/** Records the whole app while something is done. */
export async function recordTrace(
  { app, page }: Pick<DeskApp, 'app' | 'page'>,
  act: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const path = join(tmpdir(), `signing-desk-trace-${process.pid}.json`);
  await app.evaluate(
    ({ contentTracing }, included_categories) =>
      contentTracing.startRecording({ included_categories, excluded_categories: ['*'] }),
    CATEGORIES,
  );
  // Frames go on also while nothing changes, so that each piece of work has a frame to belong to.
  await page.evaluate(() => {
    const state = globalThis as { isTracing?: boolean };
    state.isTracing = true;
    const beat = () => {
      if (state.isTracing === true) requestAnimationFrame(beat);
    };
    requestAnimationFrame(beat);
  });
  await act();
  await page.evaluate(() => {
    (globalThis as { isTracing?: boolean }).isTracing = false;
  });
  await app.evaluate(({ contentTracing }, to) => contentTracing.stopRecording(to), path);
  const { traceEvents } = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  rmSync(path);
  return traceEvents;
}

/**
 * Of every frame in which a drag event arrived: how long the page's main thread took for it. All its tasks
 * since the frame before count: handlers, drawing, style, layout, paint and whatever else ran.
 */
export function readFrameCosts(events: readonly TraceEvent[]): readonly FrameCost[] {
  const drags = events.filter(
    ({ name, args }) => name === 'EventDispatch' && args?.data?.type?.startsWith('drag') === true,
  );
  const thread = drags[0];
  if (thread === undefined) throw new Error('No drag event was recorded');
  const own = events.filter(({ pid, tid }) => pid === thread.pid && tid === thread.tid);
  const tasks = own.filter(({ name, dur }) => name === 'RunTask' && dur !== undefined);
  const beats = own.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts);
  const ends = tasks
    .filter(({ ts, dur = 0 }) => beats.some((beat) => beat >= ts && beat <= ts + dur))
    .map(({ ts, dur = 0 }) => ts + dur)
    .toSorted((a, b) => a - b);
  return ends.slice(1).flatMap((end, index) => {
    const begin = ends[index] ?? end;
    const isTouched = drags.some(({ ts }) => ts > begin && ts <= end);
    const within = tasks.filter(({ ts }) => ts >= begin && ts < end);
    const wallMs = within.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1000;
    const processorMs = within.reduce((sum, { tdur = 0 }) => sum + tdur, 0) / 1000;
    return isTouched ? [{ wallMs, processorMs }] : [];
  });
}
