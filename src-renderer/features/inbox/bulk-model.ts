// Owns: what a bulk decision is made of: rows, texts, what is still missing, results row by row. Pure.
import { isDecidable } from './list-rows.ts';
import { findDecisionProblem, normaliseDecision } from '../../../src-shared/domain/decision.ts';
import type { InboxRow } from '../../../src-shared/contract/inbox-view.ts';
import type { RowResult } from '../../../src-shared/contract/routes.ts';
import type { Decision, DecisionProblem } from '../../../src-shared/domain/decision.ts';
import type { RequestKey } from '../../../src-shared/domain/reassign-request.ts';

export interface BulkTexts {
  readonly mode: 'one' | 'each';
  readonly shared: string;
  readonly each: ReadonlyMap<RequestKey, string>;
}

export const EMPTY_TEXTS: BulkTexts = { mode: 'one', shared: '', each: new Map() };

export interface BulkItem {
  readonly key: RequestKey;
  readonly seenHash: string;
  readonly decision: Decision;
}

/** The selected rows that can be decided, in the list's order. Never more than is shown. */
export function pickBulkRows(
  rows: readonly InboxRow[],
  selected: ReadonlySet<RequestKey>,
): readonly InboxRow[] {
  return rows.filter((row) => selected.has(row.key) && isDecidable(row));
}

/** The text a row would carry. */
export function readText(texts: BulkTexts, key: RequestKey): string {
  return texts.mode === 'one' ? texts.shared : (texts.each.get(key) ?? '');
}

/** Builds what is sent; each row carries the hash of what it showed. */
export function createBulkItems(
  rows: readonly InboxRow[],
  kind: Decision['kind'],
  texts: BulkTexts,
): readonly BulkItem[] {
  return rows.map((row) => ({
    key: row.key,
    seenHash: row.seenHash,
    decision: normaliseDecision(createDecision(kind, readText(texts, row.key))),
  }));
}

function createDecision(kind: Decision['kind'], text: string): Decision {
  return kind === 'approve' ? { kind, message: text } : { kind, reason: text };
}

/** The rows whose text forbids sending, with what is wrong. */
export function findBulkProblems(
  items: readonly BulkItem[],
): ReadonlyMap<RequestKey, DecisionProblem> {
  const problems = new Map<RequestKey, DecisionProblem>();
  for (const { key, decision } of items) {
    const problem = findDecisionProblem(decision);
    if (problem !== null) problems.set(key, problem);
  }
  return problems;
}

/** Keys of the rows that were not queued: they stay selected. */
export function listFailedKeys(results: readonly RowResult[]): readonly RequestKey[] {
  return results.filter(({ result }) => !result.ok).map(({ key }) => key);
}

/** What is left of the texts after sending: what was queued is gone, what a row that failed was told stays with it. */
export function keepUnsentTexts(texts: BulkTexts, results: readonly RowResult[]): BulkTexts {
  const each = new Map(texts.each);
  for (const { key, result } of results) if (result.ok) each.delete(key);
  const hasFailed = listFailedKeys(results).length > 0;
  return {
    mode: each.size > 0 ? texts.mode : 'one',
    shared: hasFailed ? texts.shared : '',
    each,
  };
}
