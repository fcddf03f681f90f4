// Owns: where things lie in this project, as absolute paths worked out at run time.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
export const CACHE_FOLDER = join(PROJECT_ROOT, '.cache');
export const OUT_FOLDER = join(PROJECT_ROOT, 'out');
/** A script of a development dependency, to be run with this very Node. */
export function findToolScript(tool: string): string {
  return join(PROJECT_ROOT, 'node_modules', '.bin', tool);
}
