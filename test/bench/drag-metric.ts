// Owns: P10: what a frame costs while a card is dragged, in frames of the screen and beside a short workflow.
// Must not: drag; drag-frame.ts does, on a desktop of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { estimateMedian, readQuantile } from './statistics.ts';
import type { Metric } from './metric.ts';

/** What the page's main thread took for one frame, and how much of that the processor worked for it. */
export interface FrameCost {
  readonly wallMs: number;
  readonly processorMs: number;
}

export interface DragSide {
  /** Of each frame in which the drag went on: what the page's main thread did for it. */
  readonly frames: readonly FrameCost[];
  /** From letting go until the new lanes are painted. */
  readonly dropMs: number;
  /** From Alt with an arrow until the new lanes are painted. */
  readonly keyMs: number;
}

/** Both sides of one round, measured one after the other. */
export interface DragRound {
  readonly many: DragSide;
  readonly few: DragSide;
}

const FRAME_MS = 16.7;
const PROGRAM = fileURLToPath(new URL('drag-frame.ts', import.meta.url));
const DESKTOP = fileURLToPath(new URL('../../build/with-desktop.ts', import.meta.url));

/** p95 frame while dragging among many recipients / a frame of the screen; and / the same among twenty. */
export async function measureDrag(many: number, rounds: number): Promise<readonly Metric[]> {
  const measured = await runDrags(many, rounds);
  const readMedian = (pick: (round: DragRound) => number): string =>
    estimateMedian(measured.map(pick)).median.toFixed(1);
  return [
    {
      name: 'P10',
      what: `drag: p95 of the page's work a frame, ${many} recipients, a report of the mouse every 8 ms / frame of ${FRAME_MS} ms`,
      ratios: measured.map((round) => readP95(round.many, readWall) / FRAME_MS),
      pass: 1,
      stretch: 0.6,
      note: `${measured.reduce((sum, round) => sum + round.many.frames.length, 0)} frames; of which the processor ${readMedian((round) => readP95(round.many, ({ processorMs }) => processorMs))} ms; to the next painted frame but one: drop ${readMedian((round) => round.many.dropMs)} ms, Alt with an arrow ${readMedian((round) => round.many.keyMs)} ms`,
    },
    {
      name: 'P10',
      what: `drag: the same, ${many} recipients / 20 recipients`,
      ratios: measured.map((round) => readP95(round.many, readWall) / readP95(round.few, readWall)),
      pass: 1.5,
      stretch: 1.2,
      note: `processor ${readMedian((round) => readP95(round.few, ({ processorMs }) => processorMs))} ms among 20; drop ${readMedian((round) => round.few.dropMs)} ms, Alt with an arrow ${readMedian((round) => round.few.keyMs)} ms`,
    },
  ];
}

function readWall({ wallMs }: FrameCost): number {
  return wallMs;
}

function readP95({ frames }: DragSide, pick: (frame: FrameCost) => number): number {
  return readQuantile(
    frames.map(pick).toSorted((a, b) => a - b),
    0.95,
  );
}

async function runDrags(many: number, rounds: number): Promise<readonly DragRound[]> {
  const args = [DESKTOP, 'node', PROGRAM, String(many), String(rounds)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await once(child, 'close');
  const line = text.split('\n').findLast((one) => one.startsWith('['));
  if (child.exitCode !== 0 || line === undefined) throw new Error(`dragging failed: ${text}`);
  return JSON.parse(line) as readonly DragRound[];
}
