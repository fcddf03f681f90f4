// Owns: `npm start`: system parts, a runtime, a fresh build; then the window, or without a display the tour.
import { spawn } from 'node:child_process';
import { buildApp, isBuildStale } from './build-app.ts';
import { findElectron } from './electron.ts';
import { createLaunchArgs, explainSandbox } from './launch.ts';
import { PROJECT_ROOT } from './paths.ts';
import { prepareSystem } from './prepare.ts';
import { runOnDesktop } from './with-desktop.ts';
import type { ElectronRuntime } from './electron.ts';

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return (DISPLAY ?? '') !== '' || (WAYLAND_DISPLAY ?? '') !== '';
}

function openWindow(runtime: ElectronRuntime): Promise<number> {
  const env = { ...process.env };
  // Set by some editors' terminals; it would turn Electron into a plain Node.
  delete env['ELECTRON_RUN_AS_NODE'];
  const child = spawn(runtime.executablePath, createLaunchArgs(runtime, process.argv.slice(2)), {
    cwd: PROJECT_ROOT,
    env,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

async function start(): Promise<number> {
  await prepareSystem();
  const runtime = await findElectron();
  console.log(`[start] Electron ${runtime.version} (${runtime.kind})`);
  if (isBuildStale()) {
    console.log('[start] building');
    await buildApp();
  }
  explainSandbox();
  if (hasDisplay()) return openWindow(runtime);
  console.log('[start] no display: walking the main job on a virtual one');
  return runOnDesktop('node', ['build/tour.ts']);
}

try {
  process.exitCode = await start();
} catch (error) {
  console.error(`[start] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
