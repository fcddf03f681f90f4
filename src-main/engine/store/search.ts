// Owns: the full-text index over the mirror's requests: bringing new rows in, and asking it. Triggers do the rest.
// Must not: know views; the caller says which rows count. Any text a person types is safe here.
import { SEARCH_CAP } from '../../../src-shared/contract/inbox-view.ts';
import type { ReassignState } from '../../../src-shared/domain/reassign-request.ts';
import type { Connection } from './connection.ts';

/** Which rows count. `states` costs nothing; `where` looks at each hit's row, so keep it for what the rest cannot say. */
export interface SearchScope {
  /** Requests the service still knows in these states; null = any, gone ones too. */
  readonly states: readonly ReassignState[] | null;
  /** SQL over alias `r` (a row of reassign_request) with `?` places; null = no condition. Constant text only. */
  readonly where: string | null;
  readonly params: readonly (string | number | null)[];
  /** Row ids that do not count; few. */
  readonly without: ReadonlySet<number>;
  /** Only this row id and higher ones, which are older; 0 = all. */
  readonly fromRowId: number;
}

/** Every row counts. */
export const EVERY_ROW: SearchScope = {
  states: null,
  where: null,
  params: [],
  without: new Set(),
  fromRowId: 0,
};

export interface SearchHits {
  /** `row_id`s, best first: people before dossiers, owners and reasons; newest first within each. */
  readonly rowIds: readonly number[];
  /** Older hits were left out (SEARCH_CAP, or the bound on looking). */
  readonly isCapped: boolean;
}

/** Stands before a state's word in the index (see the newest migration). */
const STATE_MARK = '\uE000';
/** Stands in the state's place once the service no longer knows the request. */
const GONE = `${STATE_MARK}gone`;
const ALL_STATES: readonly ReassignState[] = ['pending', 'approved', 'declined', 'unreadable'];
// People are ranked before texts among this many newest hits; it costs a look at each row, 2 ms in all.
const MAX_RANKED = 500;
// More words than this narrow nothing; longer words than this are no names.
const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 40;
// Beyond ASCII letters may carry marks.
const HAS_MARKS = /[\u0080-\u{10FFFF}]/u;
const IN_WORD = /[\p{L}\p{N}\p{M}]/u;
// Behind the Latin letters with all their accents.
const HAS_OTHER_SCRIPT = /[\u0250-\u{10FFFF}]/u;
// A prefix with more endings than this is asked as a prefix; up to here each ending is read lazily, newest first.
const MAX_ENDINGS = 64;
// With a `where`, at most this many hits are looked at, so that a key press stays within a frame.
const MAX_LOOKED_AT = 2 * SEARCH_CAP;

/**
 * Finds the rows that match every word of `text` as a prefix, newest first, capped, then ranked (PERFORMANCE).
 * null when the text holds nothing to search for (empty or only marks and spaces): show the view unsearched.
 * Join with `row_id`.
 */
export function findSearchHits(
  connection: Connection,
  text: string,
  scope: SearchScope,
): SearchHits | null {
  const words = splitWords(connection, text);
  if (words.length === 0) return null;
  const wanted = words.map((word) => writeWord(connection, word)).join(' AND ');
  const newest = readNewest(connection, writeMatch(wanted, scope), scope);
  const isPerson = findPeople(connection, newest.rowIds.slice(0, MAX_RANKED), words);
  const people = newest.rowIds.filter((rowId) => isPerson.has(rowId));
  const others = newest.rowIds.filter((rowId) => !isPerson.has(rowId));
  return { rowIds: [...people, ...others], isCapped: newest.isCapped };
}

/** Brings rows just stored into the index; call it in their transaction, with ascending row ids. */
export function indexNewRows(connection: Connection, rowIds: readonly number[]): void {
  if (rowIds.length === 0) return;
  connection
    .prepare<[string]>(
      `INSERT INTO reassign_search(
         rowid, marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason)
       SELECT r.row_id, marks, from_name, from_email, to_name, to_email, dossier_name, owner, reason
       FROM json_each(?) new CROSS JOIN reassign_request r ON r.row_id = new.value`,
    )
    .run(JSON.stringify(rowIds));
}

/**
 * Merges segments of the index where enough of them stand (see the newest migration), writing about so many pages, in a
 * commit of its own. Answers whether more waits; leave nothing waiting, or FTS5 goes on with it inside the next commit.
 */
export function mergeIndex(connection: Connection, pageCount: number): boolean {
  const countChanges = connection.prepare<[], { count: number }>('SELECT total_changes() AS count');
  const before = countChanges.get()?.count ?? 0;
  connection
    .prepare<[number]>(`INSERT INTO reassign_search (reassign_search, rank) VALUES ('merge', ?)`)
    .run(pageCount);
  // The command itself counts as one change.
  return (countChanges.get()?.count ?? 0) - before > 1;
}

function writeMatch(wanted: string, { states }: SearchScope): string {
  if (states === null) return wanted;
  // All states together are every row: walking them to leave out the few others would take longer than the search.
  if (ALL_STATES.every((state) => states.includes(state)))
    return `(${wanted}) NOT ${quoteTerm(GONE)}`;
  return `(${states.map((state) => quoteTerm(STATE_MARK + state)).join(' OR ')}) AND (${wanted})`;
}

function readNewest(connection: Connection, match: string, scope: SearchScope): SearchHits {
  const { states, where, params, without, fromRowId } = scope;
  if (states?.length === 0) return { rowIds: [], isCapped: false };
  const cap = (rowIds: readonly number[]): readonly number[] =>
    rowIds.filter((rowId) => !without.has(rowId)).slice(0, SEARCH_CAP);
  if (where === null) {
    const limit = SEARCH_CAP + 1 + without.size;
    const hits = readHits(connection, match, fromRowId, limit);
    return { rowIds: cap(hits), isCapped: hits.length === limit };
  }
  // The outer limit ends the looking as soon as enough rows count.
  const rows = connection
    .prepare<(string | number | null)[], { id: number }>(
      `SELECT hit.rowid AS id
       FROM (SELECT rowid FROM reassign_search WHERE reassign_search MATCH ? AND rowid >= ?
             ORDER BY rowid LIMIT ${MAX_LOOKED_AT}) AS hit
       CROSS JOIN reassign_request r ON r.row_id = hit.rowid
       WHERE ${where} LIMIT ${SEARCH_CAP + 1}`,
    )
    .all(match, fromRowId, ...params);
  const isCapped =
    rows.length > SEARCH_CAP ||
    readHits(connection, match, fromRowId, MAX_LOOKED_AT).length === MAX_LOOKED_AT;
  return { rowIds: cap(rows.map((row) => row.id)), isCapped };
}

interface PeopleTexts {
  readonly id: number;
  readonly texts: string;
}

/**
 * Which of the rows name a person that every word fits. FTS5 could say so by a column filter, but reads a common
 * word's whole list to find that it names nobody.
 */
function findPeople(
  connection: Connection,
  rowIds: readonly number[],
  words: readonly string[],
): ReadonlySet<number> {
  const rows = connection
    .prepare<[string], PeopleTexts>(
      `SELECT row_id AS id,
         concat_ws(' ', from_name, to_name, from_email, to_email) AS texts
       FROM json_each(?) hit CROSS JOIN reassign_request r ON r.row_id = hit.value`,
    )
    .all(JSON.stringify(rowIds));
  const fits = ({ texts }: PeopleTexts): boolean => {
    const folded = foldTyped(texts);
    return words.every((word) => hasBeginning(folded, word));
  };
  return new Set(rows.filter(fits).map((row) => row.id));
}

/** Newest first; needs no row. */
function readHits(
  connection: Connection,
  match: string,
  fromRowId: number,
  limit: number,
): readonly number[] {
  return connection
    .prepare<[string, number, number], { id: number }>(
      `SELECT rowid AS id FROM reassign_search WHERE reassign_search MATCH ? AND rowid >= ?
       ORDER BY rowid LIMIT ?`,
    )
    .all(match, fromRowId, limit)
    .map((row) => row.id);
}

/** The words a person typed, as many and as long as make sense. */
function splitWords(connection: Connection, text: string): readonly string[] {
  const typed = text.slice(0, 1_000);
  const terms = HAS_OTHER_SCRIPT.test(typed) ? askTokenizer(connection, typed) : findTerms(typed);
  const words = terms.map((word) => cutText(word, MAX_WORD_LENGTH));
  return [...new Set(words)].slice(0, MAX_WORDS);
}

/**
 * The index keeps no places, so it cannot find phrases, and a word its tokenizer would cut in two is one. In other
 * scripts JavaScript and SQLite differ over what a letter is, so the tokenizer itself is asked.
 */
function askTokenizer(connection: Connection, text: string): readonly string[] {
  connection.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed USING fts5(
       text, content='', tokenize='unicode61 remove_diacritics 2', detail=none, columnsize=0);
     CREATE VIRTUAL TABLE IF NOT EXISTS temp.typed_term USING fts5vocab('temp', 'typed', 'row')`,
  );
  return connection.inTransaction(() => {
    connection.prepare<[string]>('INSERT INTO temp.typed (rowid, text) VALUES (1, ?)').run(text);
    const terms = connection
      .prepare<[], { term: string }>('SELECT term FROM temp.typed_term')
      .all();
    connection.exec(`INSERT INTO temp.typed (typed) VALUES ('delete-all')`);
    // What begins with a private letter is a mark of ours, not a word.
    return terms.map(({ term }) => term).filter((term) => /^[\p{L}\p{N}]/u.test(term));
  });
}

/** Terms as the index's tokenizer sees them: runs of letters, digits and marks, folded. Never a state's mark. */
function findTerms(text: string): readonly string[] {
  return foldTyped(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
}

function foldTyped(text: string): string {
  // Most texts have no marks, and normalising them all is what ranking would spend its time on.
  if (!HAS_MARKS.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replaceAll(/(?<=\p{Script=Latin})\p{Mn}+/gu, '')
    .normalize('NFC')
    .toLowerCase();
}

/** Whether a word of the folded text begins so. */
function hasBeginning(folded: string, word: string): boolean {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    if (at === 0 || !IN_WORD.test(folded.charAt(at - 1))) return true;
  }
  return false;
}

/**
 * Writes one word as part of the query. FTS5 reads a prefix lazily only in the lengths it indexes (2, 3); any
 * other it gathers whole, which takes long for a common one. So one letter becomes its two-letter beginnings,
 * and a longer word the terms that begin with it.
 */
function writeWord(connection: Connection, word: string): string {
  const length = Array.from(word).length;
  if (length === 2 || length === 3) return writePrefix(word);
  const readLength = length === 1 ? 2 : null;
  const endings = listBeginnings(connection, word, readLength);
  if (endings === null || endings.length === 0) return writePrefix(word);
  const parts = endings.map((term) =>
    readLength !== null && Array.from(term).length === readLength
      ? writePrefix(term)
      : quoteTerm(term),
  );
  return `(${parts.join(' OR ')})`;
}

/** Terms of the index that begin with `word`, cut to `cutTo` characters; null when there are too many. */
function listBeginnings(
  connection: Connection,
  word: string,
  cutTo: number | null,
): readonly string[] | null {
  const next = connection.prepare<[string], { term: string }>(
    'SELECT term FROM reassign_term WHERE term >= ? LIMIT 1',
  );
  const found: string[] = [];
  for (let from = word; found.length <= MAX_ENDINGS;) {
    const term = next.get(from)?.term;
    if (term === undefined || !term.startsWith(word)) return found;
    const beginning = cutTo === null ? term : cutText(term, cutTo);
    found.push(beginning);
    // The smallest text behind this term, or behind all that share its beginning.
    from = beginning + (cutTo === null || beginning.length < cutTo ? '\u0001' : '\u{10FFFF}');
  }
  return null;
}

/** The first `length` code points, never half a surrogate pair. */
function cutText(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

function writePrefix(word: string): string {
  return `${quoteTerm(word)}*`;
}

/** One term of a query. In quotes everything is text; a quote in it is doubled. */
export function quoteTerm(word: string): string {
  return `"${word.replaceAll('"', '""')}"`;
}
