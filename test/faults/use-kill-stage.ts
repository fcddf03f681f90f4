// Owns: the service and the folder of a file whose engines are killed, one after the other, on the same files.
// Must not: hold expectations.
import { after, before } from 'node:test';
import { startService } from '../support/engine-desk.ts';
import { startKillableEngine } from '../support/killable-engine.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import type { EngineProcess } from '../support/engine-desk.ts';
import type { RunningSandbox } from '../support/sandbox-process.ts';

export interface KillStage {
  readonly readService: () => RunningSandbox;
  /** `hit`: at which of its hits the moment `killAt` ends it; none = lives. */
  readonly startEngine: (killAt?: string, hit?: number) => Promise<EngineProcess>;
}

/** Call inside a `describe`: registers start and removal. The service begins without requests. */
export function useKillStage(name: string, serviceFlags: readonly string[] = []): KillStage {
  let service: RunningSandbox;
  let folder: string;
  let removeFolder: () => void;
  before(async () => {
    service = await startService(0, serviceFlags);
    [folder, removeFolder] = createTempFolder(name);
  });
  after(async () => {
    await service.stop();
    removeFolder();
  });
  return {
    readService: () => service,
    startEngine: (killAt = '', hit = 1) => startKillableEngine({ folder, killAt, hit }),
  };
}
