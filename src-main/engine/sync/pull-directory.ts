// Owns: reading whom the palette offers, when it is due. Must not: fail a pull because a service keeps a list closed.
import { breathe } from './breathe.ts';
import type { ErrorCode } from '../../../src-shared/contract/errors.ts';
import type { RemoteFailure } from '../ports.ts';
import type { DirectorySource } from '../store/mirror/directory-repo.ts';
import type { PullPackagesOptions } from './package-pull-context.ts';

const SOURCES: readonly DirectorySource[] = ['group', 'user', 'contact'];
// People come and go by the week; a new one can always be added by address.
const FRESH_MS = 30 * 60_000;
const ROWS_AT_ONCE = 250;
/** The service does not give this list to this user, or has none: asked again when it would be due. */
const CLOSED: readonly ErrorCode[] = ['FORBIDDEN', 'NOT_FOUND', 'ANSWER_UNEXPECTED'];

type Context = Pick<
  PullPackagesOptions,
  'accountId' | 'client' | 'clock' | 'directory' | 'limiter' | 'report' | 'signal'
>;

/** Answers the failure that stopped it, or null. */
export async function pullDirectory(context: Context): Promise<RemoteFailure | null> {
  const { accountId, client, clock, directory, signal } = context;
  for (const source of SOURCES) {
    const fetchedMs = directory.findFetchedMs(accountId, source);
    if (fetchedMs !== null && clock.wallMs() - fetchedMs < FRESH_MS) continue;
    if (signal.aborted) return null;
    const outcome = await client.listDirectory(source, signal);
    context.report(outcome);
    if (outcome.kind === 'failed') {
      if (!CLOSED.includes(outcome.failure.code)) return outcome.failure;
      directory.noteFetched(accountId, source, clock.wallMs());
      continue;
    }
    const { rows } = outcome.value;
    const mark = Math.round(clock.wallMs());
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      directory.put(accountId, rows.slice(from, from + ROWS_AT_ONCE), mark);
      await breathe();
    }
    directory.finish(accountId, source, mark);
    directory.noteFetched(accountId, source, clock.wallMs());
  }
  return null;
}
