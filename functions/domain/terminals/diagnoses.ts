/** Administrators ask a bridge for a diagnosis; it is told with its heartbeat, and sends what it has to say. @module */

import type { diagnoses } from '#shared/contract/diagnoses.ts';
import type { DiagnosisBundle } from '#shared/contract/diagnosis-bundle.ts';
import type { BridgeId, DiagnosisId } from '#shared/contract/ids.ts';
import type { RouteResult } from '#shared/contract/route.ts';
import { RollcallError } from '#shared/errors.ts';
import { epochOf, type Instant, instantFromEpoch } from '#shared/time/wall-time.ts';
import type { StoredBridge } from '../../store/bridges.ts';
import type { Page } from '../../store/cursor.ts';
import type { StoredDiagnosis } from '../../store/diagnoses.ts';
import type { Actor } from '../actor.ts';
import { recordAudit } from '../audit.ts';
import { idOfRequest } from '../ids.ts';
import { requireBridge } from './bridge-enrolment.ts';

/** How long a bridge is asked for a diagnosis. */
const patienceMilliseconds = 24 * 3_600_000;

type Diagnosis = RouteResult<typeof diagnoses.orderDiagnosis>;

/** A diagnosis as it is shown. */
function describeDiagnosis({ state, expiresAt, ...stored }: StoredDiagnosis, now: Instant): Diagnosis {
  const isOver = state === 'ended' || (state === 'waiting' && stored.endsAt <= now);
  return {
    ...stored,
    state: isOver ? 'unanswered' : state,
    deletedAt: instantFromEpoch(expiresAt * 1000),
  };
}

/** The diagnosis that a bridge is to send; `undefined` when nobody waits for one. */
export function diagnosisToSend(
  { diagnosis }: Pick<StoredBridge, 'diagnosis'>,
  now: Instant,
): DiagnosisId | undefined {
  return diagnosis !== undefined && diagnosis.endsAt > now ? diagnosis.id : undefined;
}

/** The diagnosis that a bridge is asked for already. */
async function openDiagnosis(actor: Actor, bridge: StoredBridge): Promise<StoredDiagnosis | undefined> {
  const open = diagnosisToSend(bridge, actor.now);
  return open === undefined ? undefined : await actor.stores.diagnoses.find(bridge.id, open);
}

/**
 * Asks a bridge for a diagnosis. While it is asked for one, that is the answer.
 * @throws RollcallError bridge.not-found, also for a revoked one
 */
export async function orderDiagnosis(actor: Actor, bridgeId: BridgeId): Promise<Diagnosis> {
  const { stores, now } = actor;
  const bridge = await requireBridge(actor, bridgeId);
  if (bridge.state !== 'active') throw new RollcallError('bridge.not-found', { bridgeId });
  const open = await openDiagnosis(actor, bridge);
  if (open !== undefined) return describeDiagnosis(open, now);
  const id = idOfRequest(actor, 'dgn');
  const endsAt = instantFromEpoch(epochOf(now) + patienceMilliseconds);
  const made = { id, requestedAt: now, requestedBy: actor.name, endsAt };
  const added = await stores.diagnoses.add(bridgeId, made);
  if (!(await stores.bridges.orderDiagnosis(bridgeId, { id, endsAt }, now))) {
    // Somebody has asked at the same moment, or revoked the bridge.
    await stores.diagnoses.end(bridgeId, id);
    const other = await openDiagnosis(actor, await requireBridge(actor, bridgeId));
    if (other === undefined) throw new RollcallError('bridge.not-found', { bridgeId });
    return describeDiagnosis(other, now);
  }
  await recordAudit(actor, 'bridge.diagnosis-ordered', bridgeId, { id });
  return describeDiagnosis(added, now);
}

/** The diagnoses of a bridge. @throws RollcallError bridge.not-found, request.cursor */
export async function listDiagnoses(
  actor: Actor,
  bridgeId: BridgeId,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<Page<Diagnosis>> {
  await requireBridge(actor, bridgeId);
  const page = await actor.stores.diagnoses.list(bridgeId, limit, cursor);
  return { ...page, items: page.items.map((stored) => describeDiagnosis(stored, actor.now)) };
}

async function requireDiagnosis(
  { stores }: Actor,
  bridgeId: BridgeId,
  diagnosisId: DiagnosisId,
): Promise<StoredDiagnosis> {
  const found = await stores.diagnoses.find(bridgeId, diagnosisId);
  if (found === undefined) throw new RollcallError('diagnosis.unknown', { diagnosisId });
  return found;
}

/** One diagnosis, with what the bridge has sent. @throws RollcallError diagnosis.unknown */
export async function showDiagnosis(
  actor: Actor,
  bridgeId: BridgeId,
  diagnosisId: DiagnosisId,
): Promise<RouteResult<typeof diagnoses.getDiagnosis>> {
  const found = await requireDiagnosis(actor, bridgeId, diagnosisId);
  const bundle =
    found.state === 'done' ? await actor.stores.diagnoses.bundleOf(bridgeId, diagnosisId) : undefined;
  return { ...describeDiagnosis(found, actor.now), ...(bundle === undefined ? {} : { bundle }) };
}

/**
 * Takes in what a bridge says of itself. Repeating it changes nothing.
 * @throws RollcallError diagnosis.unknown when nobody waits for it, or no longer
 */
export async function takeInDiagnosis(
  actor: Actor,
  bridgeId: BridgeId,
  diagnosisId: DiagnosisId,
  bundle: DiagnosisBundle,
): Promise<void> {
  const { stores, now } = actor;
  const found = await requireDiagnosis(actor, bridgeId, diagnosisId);
  const { state } = describeDiagnosis(found, now);
  if (state === 'unanswered') throw new RollcallError('diagnosis.unknown', { diagnosisId });
  if (state === 'waiting') await stores.diagnoses.keep(bridgeId, found, bundle, now);
  await stores.bridges.forgetDiagnosis(bridgeId, diagnosisId);
}
