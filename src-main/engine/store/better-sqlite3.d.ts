// Owns: the part of better-sqlite3's types that connection.ts uses; the package names no types itself.
declare module 'better-sqlite3' {
  interface RunResult {
    readonly changes: number;
    readonly lastInsertRowid: number | bigint;
  }
  interface Statement<P extends unknown[] = unknown[], R = unknown> {
    run(...values: P): RunResult;
    get(...values: P): R | undefined;
    all(...values: P): R[];
    iterate(...values: P): IterableIterator<R>;
  }
  class Database {
    constructor(path: string, options?: { readonly timeout?: number });
    prepare(sql: string): Statement;
    exec(sql: string): this;
    pragma(source: string, options?: { readonly simple?: boolean }): unknown;
    function(
      name: string,
      options: { readonly deterministic: boolean },
      work: (value: unknown) => number,
    ): this;
    transaction<P extends unknown[]>(work: (...values: P) => unknown): (...values: P) => unknown;
    readonly inTransaction: boolean;
    close(): void;
  }
  namespace Database {
    export type { RunResult, Statement };
  }
  export = Database;
}
