/** Replaces the keys of a deployment as far as that can be done from here, and says what is left to a person. @module */

import { rotateApiKey } from '#functions/domain/access/index.ts';
import { orderNewKey } from '#functions/domain/terminals/index.ts';
import { type ActingRuntime, actorFor } from '#functions/runtime.ts';
import { StartFailure } from '#infra/local/start-failure.ts';
import { overlapHours as overlaps } from '#shared/contract/access.ts';
import type { ApiKeyId, BridgeId } from '#shared/contract/ids.ts';
import { epochOf, type Instant } from '#shared/time/wall-time.ts';

/** A bridge that knows the question renews with its next heartbeat; one that was heard of this long after it does not. */
const deafMilliseconds = 3_600_000;

/** What is to be rotated: the keys of bridges, or one API key by its id or name. */
export type RotationTarget =
  | { bridge: BridgeId | undefined }
  | { apiKey: string; overlapHours: number | undefined };

/** Asks bridges for new keys. @returns a line for each of them */
async function askBridges(
  runtime: ActingRuntime,
  organisation: string,
  only: BridgeId | undefined,
): Promise<string[]> {
  const actor = actorFor(runtime, organisation, 'operator', 'system');
  const bridges = (await actor.stores.bridges.all()).filter(
    ({ id, state }) => state === 'active' && (only === undefined || id === only),
  );
  if (only !== undefined && bridges.length === 0)
    throw new StartFailure(`"${organisation}" has no active bridge ${only}.`);
  const lines: string[] = [];
  for (const { id, name, enrolledAt, keySince = enrolledAt, keyOrderedAt, lastSeenAt } of bridges) {
    await orderNewKey(actor, id);
    const isDeaf =
      keyOrderedAt !== undefined &&
      lastSeenAt !== undefined &&
      epochOf(lastSeenAt) - epochOf(keyOrderedAt) > deafMilliseconds;
    const warning = isDeaf
      ? `; it was asked at ${keyOrderedAt}, and was heard of since without a new key: look at its version and its log`
      : '';
    lines.push(
      `${id} "${name}": its key is of ${keySince}, and it was last heard of at ${lastSeenAt ?? 'no time'}${warning}`,
    );
  }
  return lines;
}

/** What only a person can do, because somebody has to carry a secret. */
async function leftToDo(runtime: ActingRuntime, organisation: string): Promise<string[]> {
  const now = runtime.now();
  const keys = (await runtime.directory.credentials.allApiKeys(organisation)).filter(
    ({ expiresAt }) => expiresAt === undefined || epochOf(expiresAt) > now,
  );
  const webhooks = await runtime.storesOf(organisation).webhooks.all();
  return [
    ...keys.map(
      ({ id, name, role, createdAt, rotatedAt = createdAt, lastUsedAt }) =>
        `API key ${id} "${name}" (${role}), secret of ${rotatedAt}, last used ${lastUsedAt ?? 'never'}: rotate-keys --api-key ${id}`,
    ),
    ...webhooks.map(
      ({ id, url }) =>
        `webhook ${id} (${new URL(url).host}): POST /v1/webhooks/${id}/rotate, and give its receiver the new secret`,
    ),
    'communication keys of terminals that push: set another one at the terminal, then POST /v1/terminals',
    'the secret of the deployment is not rotated: SECURITY.md says what depends on it',
  ];
}

/** The one key that is meant. @throws StartFailure when there is none, or more than one of that name */
async function keyNamed(runtime: ActingRuntime, organisation: string, named: string) {
  const keys = await runtime.directory.credentials.allApiKeys(organisation);
  const meant = keys.filter(({ id, name }) => id === named || name === named);
  const [key, ...others] = meant;
  if (key === undefined) throw new StartFailure(`"${organisation}" has no API key "${named}".`);
  if (others.length > 0)
    throw new StartFailure(
      `Several API keys are called "${named}": ${meant.map(({ id }) => id).join(', ')}.`,
    );
  return key;
}

/** A new secret of an API key: its text, and what to do with it. */
export interface RotatedKey {
  keyId: ApiKeyId;
  key: string;
  lines: string[];
}

async function rotateOne(
  runtime: ActingRuntime,
  organisation: string,
  { apiKey: named, overlapHours = overlaps.byDefault }: Extract<RotationTarget, { apiKey: string }>,
): Promise<RotatedKey> {
  const { id, name } = await keyNamed(runtime, organisation, named);
  const actor = actorFor(runtime, organisation, 'operator', 'system');
  const { key, apiKey } = await rotateApiKey(runtime.directory, actor, id, { overlapHours });
  const end = (until: Instant | undefined) =>
    until === undefined ? 'has ended; it may be taken for another minute' : `works until ${until}`;
  return {
    keyId: id,
    key,
    lines: [
      key,
      `This is ${id} "${name}" from now on. Its secret of before ${end(apiKey.earlierUntil)}.`,
      'Left to you: give it to whatever uses the key. GET /v1/api-keys says whether somebody still comes with the one of before (earlierUsedAt).',
    ],
  };
}

/**
 * Rotates keys.
 * @returns the lines that are printed, and the new text of an API key
 * @throws StartFailure when what is named does not exist; RollcallError of a rotation that is refused
 */
export async function rotateKeys(
  runtime: ActingRuntime,
  organisation: string,
  target: RotationTarget,
): Promise<{ lines: string[] } & Partial<RotatedKey>> {
  if ('apiKey' in target) return await rotateOne(runtime, organisation, target);
  const asked = await askBridges(runtime, organisation, target.bridge);
  const left = target.bridge === undefined ? await leftToDo(runtime, organisation) : [];
  return {
    lines: [
      asked.length === 0
        ? 'There is no active bridge.'
        : 'Asked for a new key, which each of them makes with its next heartbeat; GET /v1/bridges shows it (keySince):',
      ...asked.map((line) => `  ${line}`),
      ...(left.length === 0 ? [] : ['Left to you, because somebody has to carry a secret:']),
      ...left.map((line) => `  ${line}`),
    ],
  };
}
