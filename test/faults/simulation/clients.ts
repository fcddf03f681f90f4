// Owns: the engine's two clients over simulated services. Must not: decide what goes wrong.
import { buildPackage } from '../../builders/workflow-builder.ts';
import { buildDossier } from '../../builders/reassign-request-builder.ts';
import { classifyCall } from '../../../src-main/engine/outbox/kinds/workflow-call.ts';
import { readAsServer } from '../../builders/workflow-builder.ts';
import type {
  CmSignClient,
  ReadOutcome,
  ReadPackage,
  SigningHubClient,
} from '../../../src-main/engine/ports.ts';
import type { CmService } from './cm-service.ts';
import type { HubPackage, HubService } from './hub-service.ts';
import type { RecordBook } from './record-book.ts';
import type { Caller, Wire } from './wire.ts';

export interface ClientParts {
  readonly wire: Wire;
  readonly caller: Caller;
  /** Which item of ours a write of this lane belongs to. */
  readonly findTag: (lane: string) => string;
  /** false for a sync's reads. */
  readonly isOutbox: boolean;
}

export function createSimCmClient(cm: CmService, parts: ClientParts): CmSignClient {
  const { wire, caller, findTag, isOutbox } = parts;
  const { book } = cm;
  return {
    listReassignRequests: () => Promise.reject(new Error('the simulation reads one by one')),
    getReassignRequest: async (lane, signal) => {
      const outcome = await wire.read(caller, { lane, book, isOutbox, signal });
      if (outcome.kind === 'failed') return outcome;
      return { ...outcome, value: { request: outcome.value, reviewUrl: null } };
    },
    getDossier: async (_id, signal) => {
      const lane = cm.lanes[0] ?? '';
      const outcome = await wire.read(caller, { lane, book, isOutbox: false, signal });
      return outcome.kind === 'failed' ? outcome : { ...outcome, value: buildDossier() };
    },
    decideReassignRequest: async (lane, decision, { deadlineMs, signal }) => {
      const tag = findTag(lane);
      const seen = findSeen(book, lane);
      const arrive = () => cm.arrive({ lane, tag, seen }, decision);
      return await wire.write(caller, { lane, tag, opClass: 'goal', deadlineMs, signal, arrive });
    },
  };
}

export function createSimHubClient(hub: HubService, parts: ClientParts): SigningHubClient {
  const { wire, caller, findTag, isOutbox } = parts;
  const { book } = hub;
  return {
    listPackages: () => Promise.reject(new Error('the simulation reads one by one')),
    listDirectory: () => Promise.reject(new Error('the simulation has no directory')),
    getWorkflow: async (id, signal) => {
      const lane = id === 'probe' ? (hub.lanes[0] ?? '') : id;
      const isOurs = isOutbox && id !== 'probe';
      const outcome = await wire.read(caller, { lane, book, isOutbox: isOurs, signal });
      return describeRead(lane, outcome);
    },
    applyWorkflowCall: async (lane, call, { deadlineMs, signal }) => {
      const tag = findTag(lane);
      const seen = findSeen(book, lane);
      const arrive = () => hub.arrive({ lane, tag, seen }, call);
      const opClass = classifyCall(call);
      return await wire.write(caller, { lane, tag, opClass, deadlineMs, signal, arrive });
    },
  };
}

function findSeen<T>(book: RecordBook<T>, lane: string) {
  return book.findLastRead(lane, Number.POSITIVE_INFINITY);
}

function describeRead(lane: string, outcome: ReadOutcome<HubPackage>): ReadOutcome<ReadPackage> {
  if (outcome.kind === 'failed') return outcome;
  const { stage } = outcome.value;
  const picture = buildPackage({ id: lane, name: `Package ${lane}`, stage });
  const value: ReadPackage = {
    id: lane,
    name: picture.name,
    ownerEmail: picture.user.email,
    ownerName: 'Owner',
    status: stage.toUpperCase(),
    modifiedAt: null,
    stage,
    isLocked: false,
    documentTypes: picture.documentTypes,
    arrangement: { picture, list: readAsServer(outcome.value) },
    unreadable: null,
  };
  return { ...outcome, value };
}
