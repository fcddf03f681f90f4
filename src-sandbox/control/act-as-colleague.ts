// Owns what dashboard users can do: see their Pending Tasks and decide requests (specification 10).
import { sampleTeamMembers, sampleTeams } from '../sample-data.ts';
import type { Dossier, TeamMember } from '../cm-sign/model.ts';
import type { SignService } from '../cm-sign/sign-service.ts';
import type { FoundRequest } from '../cm-sign/state.ts';
import { ControlError } from './control-error.ts';

type Colleague = Readonly<{
  requestId?: string | undefined;
  token?: string | undefined;
  as?: string | undefined;
}>;

/** The teams of the sample with their members, by team name. */
export function listTeams(
  seed: number,
): readonly Readonly<{ id: string; name: string; members: readonly TeamMember[] }>[] {
  return sampleTeams(seed).map((team, i) => ({ ...team, members: sampleTeamMembers(seed, i) }));
}

/** Owner or, when sent for a team, anybody of that team. */
function mayDecide(seed: number, dossier: Dossier, email: string): boolean {
  if (dossier.owners.some((owner) => owner.email === email)) return true;
  const team = listTeams(seed).find((one) => one.id === dossier.team?.id);
  return team?.members.some((member) => member.email === email) ?? false;
}

/** The request a colleague means: by id, by review token or url, or else the newest pending one. */
function findMeant(service: SignService, { requestId, token }: Colleague): FoundRequest {
  let found: FoundRequest | undefined;
  if (requestId !== undefined) found = service.findRequest(requestId);
  else if (token !== undefined) found = service.state.findByToken(token);
  else {
    for (const one of listPendingTasks(service, undefined, 1)) found = one;
  }
  if (!found || found.dossier.isDeleted)
    throw new ControlError(404, 'There is no such reassign request.');
  return found;
}

/** Pending requests of dossiers still open, for one user or for all (A27). */
export function listPendingTasks(
  service: SignService,
  email: string | undefined,
  limit: number,
): readonly FoundRequest[] {
  const { state, clock } = service;
  const tasks: FoundRequest[] = [];
  for (const found of state.listRequests(state.assumptions.get('A27'))) {
    const { dossier, request } = found;
    if (
      request.state !== 'pending' ||
      dossier.state !== 'pending' ||
      dossier.expiresAt <= clock.nowMs()
    )
      continue;
    if (email !== undefined && !mayDecide(state.world.seed, dossier, email)) continue;
    tasks.push(found);
    if (tasks.length >= limit) break;
  }
  return tasks;
}

export type ColleagueDecision = Colleague &
  Readonly<{
    state: 'approved' | 'declined';
    message?: string | undefined;
    declineReason?: string | undefined;
  }>;

/** Decides as a colleague. Opening by token needs no membership: the url is a capability. */
export function decideAsColleague(service: SignService, input: ColleagueDecision): FoundRequest {
  const { dossier, request } = findMeant(service, input);
  const { as } = input;
  if (
    as !== undefined &&
    input.token === undefined &&
    !mayDecide(service.state.world.seed, dossier, as)
  ) {
    throw new ControlError(403, `${as} neither owns the dossier nor belongs to its team.`);
  }
  const outcome = service.perform(
    {
      type: 'request.decide',
      requestId: request.id,
      state: input.state,
      message: input.message,
      declineReason: input.declineReason,
    },
    { cause: 'colleague', actor: as ?? dossier.owners[0]?.email },
  );
  if (!outcome.ok) throw new ControlError(409, outcome.refusal.message);
  return service.state.findRequest(request.id) ?? { dossier, request };
}
