// Owns: the name of a package's lane; other lanes are request ids. Must not: know what a lane is for.
const PREFIX = 'package:';

export function createPackageLane(packageId: string): string {
  return `${PREFIX}${packageId}`;
}

/** The package's id; null for lanes of another kind. */
export function parsePackageLane(lane: string): string | null {
  return lane.startsWith(PREFIX) ? lane.slice(PREFIX.length) : null;
}
