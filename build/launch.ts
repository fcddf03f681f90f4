// Owns: the arguments the real Electron is started with from scripts and tests.
import type { ElectronRuntime } from './electron.ts';

/** Leading arguments of the runtime, and --no-sandbox where a container's root cannot have one. */
export function createLaunchArgs(runtime: ElectronRuntime, args: readonly string[] = []): string[] {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  return [...(isRoot ? ['--no-sandbox'] : []), ...runtime.leadingArgs, ...args];
}

/** Says so in one line where the operating system's sandbox had to be left out. */
export function explainSandbox(): void {
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    console.log('[start] running as root: Electron needs --no-sandbox (only then)');
  }
}
