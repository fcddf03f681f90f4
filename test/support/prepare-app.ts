// Owns: what must be there before the first test in Electron: the runtime and a fresh build.
import { buildApp, isBuildStale } from '../../build/build-app.ts';
import { findElectron } from '../../build/electron.ts';

/** Called once by Playwright. */
// oxlint-disable-next-line import/no-default-export -- Playwright takes the default export.
export default async function prepareApp(): Promise<void> {
  await findElectron();
  if (isBuildStale()) await buildApp();
}
