// Owns: stored settings, one row a name. Must not: hand out a value the schema of today refuses.
import { DEFAULT_SETTINGS } from '../../../../src-shared/contract/default-settings.ts';
import { settingsSchema } from '../../../../src-shared/contract/settings.ts';
import type { Settings } from '../../../../src-shared/contract/settings.ts';
import type { Connection } from '../connection.ts';

export interface SettingsRepo {
  /** What is stored over the defaults. A name or value of another version falls back to its default. */
  read(): Settings;
  /** Stores the given names and answers all settings. */
  write(change: Partial<Settings>): Settings;
}

export function createSettingsRepo(db: Connection): SettingsRepo {
  const read = (): Settings => {
    const rows = db
      .prepare<[], { name: string; value: string }>('SELECT name, value FROM outbox.setting')
      .all();
    const stored = new Map(rows.map((row) => [row.name, row.value]));
    const settings: Record<string, unknown> = { ...DEFAULT_SETTINGS };
    for (const [name, schema] of Object.entries(settingsSchema.shape)) {
      const value = stored.get(name);
      if (value === undefined) continue;
      const parsed = schema.safeParse(parseJson(value));
      if (parsed.success) settings[name] = parsed.data;
    }
    return settingsSchema.parse(settings);
  };
  return {
    read,
    write: (change) => {
      db.inTransaction(() => {
        for (const [name, value] of Object.entries(change)) {
          if (value === undefined) continue;
          db.prepare(
            `INSERT INTO outbox.setting (name, value) VALUES (?, ?)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
          ).run(name, JSON.stringify(value));
        }
      });
      return read();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Falls back to the default, like any value the schema refuses.
    return undefined;
  }
}
