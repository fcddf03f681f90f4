// Owns: the app's mark as pixels, drawn here: a rounded square with a tick, and a small dot for overlays.
// Must not: import electron; it answers plain BGRA buffers.

export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Premultiplied BGRA, row by row. */
  readonly pixels: Buffer;
}

type Colour = readonly [red: number, green: number, blue: number];
type Cover = (x: number, y: number) => number;

const ACCENT: Colour = [49, 94, 210];
const MUTED: Colour = [110, 116, 128];
const WHITE: Colour = [255, 255, 255];
/** The tick, in parts of the side. */
const TICK: readonly (readonly [number, number])[] = [
  [0.27, 0.53],
  [0.43, 0.69],
  [0.74, 0.34],
];

/** The app's mark; muted while the service cannot be reached. */
export function drawAppIcon(size: number, isMuted = false): Bitmap {
  const square = coverRoundedSquare(size, size * 0.22);
  const tick = coverPath(
    TICK.map(([x, y]) => [x * size, y * size] as const),
    size * 0.11,
  );
  return draw(size, [
    [square, isMuted ? MUTED : ACCENT],
    [tick, WHITE],
  ]);
}

/** A dot for the task bar's overlay. */
export function drawDot(size: number): Bitmap {
  const half = size / 2;
  const dot: Cover = (x, y) => clamp(half - Math.hypot(x - half, y - half));
  return draw(size, [[dot, ACCENT]]);
}

function draw(size: number, layers: readonly (readonly [Cover, Colour])[]): Bitmap {
  const pixels = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at += 1) {
    const x = (at % size) + 0.5;
    const y = Math.floor(at / size) + 0.5;
    let [red, green, blue, alpha] = [0, 0, 0, 0];
    for (const [cover, colour] of layers) {
      const share = cover(x, y);
      red = colour[0] * share + red * (1 - share);
      green = colour[1] * share + green * (1 - share);
      blue = colour[2] * share + blue * (1 - share);
      alpha = 255 * share + alpha * (1 - share);
    }
    pixels.set([Math.round(blue), Math.round(green), Math.round(red), Math.round(alpha)], at * 4);
  }
  return { width: size, height: size, pixels };
}

function coverRoundedSquare(size: number, radius: number): Cover {
  const middle = size / 2;
  const inner = middle - radius;
  return (x, y) => {
    const dx = Math.max(Math.abs(x - middle) - inner, 0);
    const dy = Math.max(Math.abs(y - middle) - inner, 0);
    return clamp(radius - Math.hypot(dx, dy) + 0.5);
  };
}

function coverPath(points: readonly (readonly [number, number])[], width: number): Cover {
  return (x, y) => {
    let nearest = Number.POSITIVE_INFINITY;
    for (let at = 1; at < points.length; at += 1) {
      const from = points[at - 1];
      const to = points[at];
      if (from !== undefined && to !== undefined) {
        nearest = Math.min(nearest, measureDistance(x, y, from, to));
      }
    }
    return clamp(width / 2 - nearest + 0.5);
  };
}

function measureDistance(
  x: number,
  y: number,
  from: readonly [number, number],
  to: readonly [number, number],
): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy);
  const share = clamp(along);
  return Math.hypot(x - from[0] - share * dx, y - from[1] - share * dy);
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
