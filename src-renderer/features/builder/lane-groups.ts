// Owns: which lanes are drawn as one piece, so that long workflows have few pieces. Pure. Must not: draw.
import type { Lane } from '../../../src-shared/domain/workflow/model.ts';

/** About a third of what a wide window shows. */
const USUAL_LANES = 4;
const MOST_LANES = 8;

/**
 * Cuts the lanes into neighbouring groups. Whether a lane begins one is told by its key alone, not by its place:
 * when a lane comes or goes, the groups behind it stay as they are and are not drawn anew.
 */
export function groupLanes(lanes: readonly Lane[]): readonly (readonly [Lane, ...Lane[]])[] {
  const groups: [Lane, ...Lane[]][] = [];
  for (const lane of lanes) {
    const group = groups.at(-1);
    if (group === undefined || group.length === MOST_LANES || isBeginning(lane)) {
      groups.push([lane]);
    } else {
      group.push(lane);
    }
  }
  return groups;
}

/** What a lane is known by: it stays while its first recipient does; its number may change. */
export function readLaneKey(lane: Lane): string {
  return lane.recipients[0]?.key ?? String(lane.step);
}

function isBeginning(lane: Lane): boolean {
  return hashText(readLaneKey(lane)) % USUAL_LANES === 0;
}

function hashText(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (hash * 31 + text.charCodeAt(at)) % 65_521;
  return hash;
}
