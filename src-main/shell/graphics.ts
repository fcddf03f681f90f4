// Owns: whether this machine can draw with a graphics processor. Must not: import electron.
import { readdirSync } from 'node:fs';

/**
 * False on a Linux without any graphics device (a virtual machine, a container, a remote desktop). The browser would
 * start its GPU process there in vain, and now and then waits for it for ever, with nothing on screen.
 * macOS and Windows always bring a software device of their own.
 */
export function hasGraphicsDevice(
  platform: NodeJS.Platform,
  deviceFolder: string = '/dev/dri',
): boolean {
  if (platform !== 'linux') return true;
  try {
    return readdirSync(deviceFolder).some((name) => /^(?:renderD|card)\d+$/.test(name));
  } catch {
    return false;
  }
}
