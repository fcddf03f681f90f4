// Owns: the ways in which files are damaged, each at a place that a seed chooses. Must not: open a database.
import {
  copyFileSync,
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { SeededRandom } from './seeded-random.ts';
import type { StoreWorld } from './store-world.ts';

/** Damages `folder`, a copy of the world's. Answers whether there was something to damage. */
type Damage = (folder: string, random: SeededRandom, world: StoreWorld) => boolean;

const DB = 'outbox.db';
const WAL = 'outbox.db-wal';
const JOURNAL = 'outbox.journal';

function flipBits(file: string, from: number, to: number, count: number): Damage {
  return (folder, random) => {
    const path = join(folder, file);
    if (!existsSync(path)) return false;
    const bytes = readFileSync(path);
    const end = Math.min(to, bytes.byteLength);
    if (end <= from) return false;
    for (let n = 0; n < count; n += 1) {
      const at = from + random.below(end - from);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
    }
    writeFileSync(path, bytes);
    return true;
  };
}

function truncate(file: string): Damage {
  return (folder, random) => {
    const path = join(folder, file);
    if (!existsSync(path)) return false;
    const size = statSync(path).size;
    truncateSync(path, random.below(2) === 0 ? random.below(size) : size - 1 - random.below(200));
    return true;
  };
}

function remove(...files: readonly string[]): Damage {
  return (folder) => {
    for (const file of files) rmSync(join(folder, file), { force: true, recursive: true });
    return true;
  };
}

function swap(...files: readonly string[]): Damage {
  return (folder, _random, { earlier }) => {
    for (const file of files) {
      if (existsSync(join(earlier, file))) copyFileSync(join(earlier, file), join(folder, file));
      else rmSync(join(folder, file), { force: true });
    }
    return true;
  };
}

function both(...damages: readonly Damage[]): Damage {
  return (folder, random, world) =>
    damages.map((damage) => damage(folder, random, world)).every(Boolean);
}

/** A backup put in the outbox's place, as a person might do. */
const putBackupBack: Damage = (folder, random) => {
  const names = readdirSync(join(folder, 'backups'));
  const name = names[random.below(names.length)];
  if (name === undefined) return false;
  copyFileSync(join(folder, 'backups', name), join(folder, DB));
  rmSync(join(folder, WAL), { force: true });
  return true;
};

const all = Number.POSITIVE_INFINITY;

/** One thing goes wrong: nothing unsent may be lost. */
export const SINGLE_DAMAGES: Readonly<Record<string, Damage>> = {
  'nothing at all': () => true,
  'one bit of the header': flipBits(DB, 0, 100, 1),
  'one bit of the plain header': flipBits(DB, 16, 24, 1),
  'one bit of a page': flipBits(DB, 4096, all, 1),
  'twenty bits of the pages': flipBits(DB, 0, all, 20),
  'database cut short': truncate(DB),
  'database emptied': (folder) => {
    writeFileSync(join(folder, DB), '');
    return true;
  },
  'database removed': remove(DB, WAL),
  'not a database': (folder, random) => {
    writeFileSync(join(folder, DB), 'x'.repeat(1 + random.below(20_000)));
    return true;
  },
  'one bit of the WAL': flipBits(WAL, 0, all, 1),
  'twenty bits of the WAL': flipBits(WAL, 0, all, 20),
  'WAL cut short': truncate(WAL),
  'WAL removed': remove(WAL),
  'WAL swapped for an older one': swap(WAL),
  'database swapped for an older one': swap(DB, WAL),
  'backup put in its place': putBackupBack,
  'garbage as shm': (folder, random) => {
    writeFileSync(join(folder, 'outbox.db-shm'), 'z'.repeat(random.below(70_000)));
    return true;
  },
  'one bit of the journal': flipBits(JOURNAL, 0, all, 1),
  'journal cut short': truncate(JOURNAL),
  'journal removed': remove(JOURNAL),
  'journal swapped for an older one': swap(JOURNAL),
  'half a line at the journal’s end': (folder, random) => {
    const path = join(folder, JOURNAL);
    writeFileSync(
      path,
      Buffer.concat([readFileSync(path), Buffer.from(`999 ${'A'.repeat(1 + random.below(99))}`)]),
    );
    return true;
  },
  'database damaged and backups gone': both(flipBits(DB, 0, all, 20), remove('backups')),
};

/** Two things at once: what then cannot be read anywhere must at least be told. */
export const DOUBLE_DAMAGES: Readonly<Record<string, Damage>> = {
  'database and journal flipped': both(flipBits(DB, 0, all, 10), flipBits(JOURNAL, 0, all, 3)),
  'database cut, journal cut': both(truncate(DB), truncate(JOURNAL)),
  'database flipped, journal removed': both(flipBits(DB, 0, all, 3), remove(JOURNAL)),
  'database removed, journal cut': both(remove(DB, WAL), truncate(JOURNAL)),
  'database and journal removed': remove(DB, WAL, JOURNAL),
  'header flipped, journal older': both(flipBits(DB, 24, 4096, 1), swap(JOURNAL)),
  'everything flipped': (folder, random, world) =>
    both(flipBits(DB, 0, all, 2000), flipBits(JOURNAL, 0, all, 2000), remove('backups', WAL))(
      folder,
      random,
      world,
    ),
};
