// Owns: `npm run dev`: the page with hot reload; shell, engine and practice service rebuilt and restarted on change.
import { spawn } from 'node:child_process';
import { forgetBuild } from './build-app.ts';
import { findElectron } from './electron.ts';
import { explainSandbox } from './launch.ts';
import { findToolScript, PROJECT_ROOT } from './paths.ts';
import { prepareSystem } from './prepare.ts';
import { startDesktop } from './with-desktop.ts';

async function develop(): Promise<number> {
  await prepareSystem();
  const runtime = await findElectron();
  console.log(`[dev] Electron ${runtime.version} (${runtime.kind})`);
  explainSandbox();
  forgetBuild();
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  const args = [findToolScript('electron-vite'), 'dev', '--watch'];
  if (isRoot) args.push('--noSandbox');
  const isHeadless =
    process.platform === 'linux' &&
    (process.env['DISPLAY'] ?? '') === '' &&
    (process.env['WAYLAND_DISPLAY'] ?? '') === '';
  const desktop = isHeadless ? await startDesktop() : null;
  const child = spawn(process.execPath, args, {
    cwd: PROJECT_ROOT,
    env: {
      ...(desktop?.env ?? process.env),
      ELECTRON_EXEC_PATH: runtime.executablePath,
    },
    stdio: 'inherit',
  });
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', pass);
  process.on('SIGTERM', pass);
  const code = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (exitCode) => resolve(exitCode ?? 1));
  });
  await desktop?.stop();
  return code;
}

try {
  process.exitCode = await develop();
} catch (error) {
  console.error(`[dev] ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
