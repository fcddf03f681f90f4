// Owns: what a person at the desk may want: decisions, and arrangements of a package. Must not: know a queue.
import { buildRecipient } from '../../builders/workflow-builder.ts';
import { hasSteps, numberPositions } from '../../../src-shared/domain/workflow/model.ts';
import type { Decision } from '../../../src-shared/domain/decision.ts';
import type {
  Recipient,
  RecipientList,
  WorkflowType,
} from '../../../src-shared/domain/workflow/model.ts';
import type { Draw } from '../../../src-sandbox/random.ts';

export function drawDecision(draw: Draw): Decision {
  if (draw.chance(0.4)) return { kind: 'decline', reason: `no ${draw.below(100_000)}` };
  const message = draw.chance(0.5) ? null : `please ${draw.below(100_000)}`;
  return { kind: 'approve', message };
}

/** The list with one to three changes a person might make in the builder. */
export function drawWanted(list: RecipientList, draw: Draw): RecipientList {
  let wanted = list;
  const changes = 1 + draw.below(3);
  for (let change = 0; change < changes; change += 1) wanted = changeOnce(wanted, draw);
  return wanted;
}

function changeOnce(list: RecipientList, draw: Draw): RecipientList {
  const rows = list.recipients;
  const at = draw.below(Math.max(1, rows.length));
  switch (draw.pick(['add', 'add', 'delete', 'delete', 'move', 'role', 'type'] as const)) {
    case 'add': {
      const last = rows.at(-1)?.signingOrder ?? 0;
      const signingOrder = Math.max(1, list.type === 'CUSTOM' ? last + draw.below(2) : last + 1);
      const row = buildRecipient({ key: `new-${draw.below(4)}`, signingOrder, notifies: true });
      if (rows.some(({ email }) => email === row.email)) return list;
      return renumber(list.type, [...rows, row]);
    }
    case 'delete':
      return rows.length < 2 ? list : renumber(list.type, rows.toSpliced(at, 1));
    case 'move': {
      const row = rows[at];
      if (row === undefined) return list;
      const without = rows.toSpliced(at, 1);
      return renumber(list.type, without.toSpliced(draw.below(without.length + 1), 0, row));
    }
    case 'role':
      return {
        ...list,
        recipients: rows.map((row, index) => (index === at ? swapRole(row) : row)),
      };
    case 'type':
      return renumber(list.type === 'SERIAL' ? 'PARALLEL' : 'SERIAL', rows);
  }
}

function swapRole(row: Recipient): Recipient {
  return { ...row, role: row.role === 'SIGNER' ? 'REVIEWER' : 'SIGNER' };
}

/** Positions as in the list; steps as the type wants them. */
function renumber(type: WorkflowType, rows: readonly Recipient[]): RecipientList {
  let step = 1;
  const recipients = numberPositions(rows).map((row, index, all) => {
    if (type === 'SERIAL') return { ...row, signingOrder: index + 1 };
    if (!hasSteps(type)) return { ...row, signingOrder: 1 };
    const before = index === 0 ? row : all[index - 1];
    if (index > 0 && before !== undefined && row.signingOrder !== before.signingOrder) step += 1;
    return { ...row, signingOrder: step };
  });
  return { type, recipients };
}
