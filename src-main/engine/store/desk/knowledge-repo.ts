// Owns: what was learned of each account's service: the readings not ruled out. Must not: learn (the domain does).
import { listReadings, READINGS } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type { Assumptions, Knowledge } from '../../../../src-shared/domain/workflow/assumptions.ts';
import type { Connection } from '../connection.ts';

export interface KnowledgeRepo {
  /** Everything, where nothing was learned. The same object until something is. */
  read(accountId: string): Knowledge;
  save(accountId: string, knowledge: Knowledge, wallMs: number): void;
}

const SWITCHES = Object.keys(READINGS) as readonly (keyof Assumptions)[];

/** All readings of today; two thousand objects, made once. */
let everything: Knowledge | null = null;

export function createKnowledgeRepo(db: Connection): KnowledgeRepo {
  const kept = new Map<string, Knowledge>();
  return {
    read: (accountId) => {
      const known = kept.get(accountId) ?? readStored(db, accountId);
      kept.set(accountId, known);
      return known;
    },
    save: (accountId, knowledge, wallMs) => {
      db.prepare(
        `INSERT INTO outbox.workflow_knowledge (account_id, readings, learned_ms) VALUES (?, ?, ?)
         ON CONFLICT (account_id) DO UPDATE
         SET readings = excluded.readings, learned_ms = excluded.learned_ms`,
      ).run(accountId, writeReadings(knowledge), Math.round(wallMs));
      // Read anew from the file next time: a transaction that is rolled back must not leave it here.
      kept.delete(accountId);
    },
  };
}

function readStored(db: Connection, accountId: string): Knowledge {
  const row = db
    .prepare<[string], { readings: string }>(
      'SELECT readings FROM outbox.workflow_knowledge WHERE account_id = ?',
    )
    .get(accountId);
  everything ??= listReadings();
  return row === undefined ? everything : keepReadings(everything, row.readings);
}

/**
 * One digit a switch and reading, after the names of the switches: 26 kB for everything, and still understood when a
 * later version knows a switch more (all its readings are open then).
 */
function writeReadings(knowledge: Knowledge): string {
  const readings = knowledge.map((world) => writeMark(world, SWITCHES));
  return JSON.stringify({ switches: SWITCHES, readings });
}

function keepReadings(all: Knowledge, stored: string): Knowledge {
  const { switches, readings } = JSON.parse(stored) as {
    readonly switches: readonly (keyof Assumptions)[];
    readonly readings: readonly string[];
  };
  // A switch or reading that is gone makes the rest worthless: begin anew.
  if (!switches.every((name) => SWITCHES.includes(name))) return all;
  const wanted = new Set(readings);
  const [first, ...rest] = all.filter((world) => wanted.has(writeMark(world, switches)));
  return first === undefined ? all : [first, ...rest];
}

function writeMark(world: Assumptions, switches: readonly (keyof Assumptions)[]): string {
  return switches
    .map((name) => (READINGS[name] as readonly unknown[]).indexOf(world[name]))
    .join('');
}
