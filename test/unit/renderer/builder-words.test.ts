// Sentences of the builder: each refusal, consequence, difference and call says whom it is about, visibly.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  writeConsequences,
  writeDifference,
  writeNames,
  writeProblem,
  writeRefusal,
  writeStep,
} from '../../../src-renderer/features/builder/write-workflow.ts';
import { createDeskError } from '../../../src-shared/contract/errors.ts';
import { listReadings } from '../../../src-shared/domain/workflow/assumptions.ts';
import {
  CONSEQUENCE_CODES,
  listConsequences,
} from '../../../src-shared/domain/workflow/consequences.ts';
import { listDifferences } from '../../../src-shared/domain/workflow/difference.ts';
import { makePlan } from '../../../src-shared/domain/workflow/plan.ts';
import { RULE_CODES } from '../../../src-shared/domain/workflow/rules.ts';
import { buildList, buildWorkflow } from '../../builders/workflow-builder.ts';

const BEFORE = buildList('SERIAL', 'Chris', 'Craig');
const AFTER = buildList('CUSTOM', 'Chris:1', 'Craig:2', 'Dana:2');

describe('sentences of the builder', () => {
  it('has a sentence for every refusal and every consequence, without holes', () => {
    const facts = {
      name: 'Ann',
      role: 'EDITOR',
      type: 'SERIAL',
      from: 1,
      to: 2,
      step: 2,
      count: 2,
    };
    const names = ['Ann', 'Bob'];
    const sentences = [
      ...RULE_CODES.map((code) => writeProblem({ code, facts })),
      ...CONSEQUENCE_CODES.flatMap((code) =>
        writeConsequences([{ code, facts: { ...facts, names } }]),
      ),
    ];
    for (const sentence of sentences) {
      assert.match(sentence, /^[A-Z2].*\.$/u);
      assert.doesNotMatch(sentence, /undefined|null|\[object/u);
    }
  });
  it('names a seal that the service does not name', () => {
    const [seal, person] = buildList('SERIAL', 'Chris', 'Craig').recipients;
    assert.ok(seal !== undefined && person !== undefined);
    const unnamed = { ...seal, kind: 'seal' as const, name: '' };
    assert.equal(writeNames([unnamed, person]), 'Unnamed seal and Craig');
    assert.equal(writeNames([{ ...unnamed, name: 'House seal' }]), 'House seal');
    assert.match(writeProblem({ code: 'HAS_SEAL', facts: {} }), /seal/);
  });
  it("says the seed's own example before it happens", () => {
    const sentences = writeConsequences(
      listConsequences(buildWorkflow(BEFORE), buildWorkflow(AFTER), 'Dana'),
    );
    assert.ok(sentences.includes('Step 2 becomes parallel: Craig and Dana must all act.'));
    assert.ok(sentences.some((one) => one.includes('changes from sequential to custom')));
  });
  it('names every difference and every call by person', () => {
    assert.deepEqual(listDifferences(BEFORE, AFTER).map(writeDifference), [
      'Order: Sequential → Custom order',
      'Added: Dana, Signer, step 2',
    ]);
    const plan = makePlan(BEFORE, AFTER, [listReadings()[0]]);
    assert.deepEqual(plan?.steps.map(writeStep), ['Add Dana as signer at step 2']);
  });
  it('makes hidden characters of names visible', () => {
    const text = writeProblem({ code: 'ALREADY_ACTED', facts: { name: 'An\u202en' } });
    assert.ok(text.includes('[U+202E]'));
  });
  it('tells the rule behind a refusal of the engine', () => {
    const refusal = createDeskError('NOT_ALLOWED', 'no', { rule: 'SHARED' });
    assert.match(writeRefusal(refusal) ?? '', /has been shared/u);
    assert.equal(writeRefusal(createDeskError('INTERNAL', 'no')), null);
  });
});
