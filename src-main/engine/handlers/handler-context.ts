// Owns: what handlers may reach. Types only.
import type { DeskStatus } from '../../../src-shared/contract/desk-status.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';
import type { DeskSession } from '../desk-session.ts';
import type { World } from '../ports.ts';

export interface HandlerContext {
  readonly world: World;
  readonly session: DeskSession;
  readStatus(): DeskStatus;
  /** Says that the status may have changed. */
  touchStatus(): void;
  /** Says which rows may have changed; null = any. */
  tellRows(keys: readonly RequestKey[] | null): void;
}
