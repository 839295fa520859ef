import type { SettingsBody } from '#shared/contract/settings.ts';
import type { Organisation, TestCloud } from './cloud.ts';
import { aBridge, type SignedBridge } from './signed-bridge.ts';

/** An organisation with a bridge that has reported its terminals. */
export interface TestSite extends Organisation {
  bridge: SignedBridge;
}

/** Counts of a task that has done nothing. */
export const noCounts = {
  read: 0,
  stored: 0,
  duplicates: 0,
  quarantined: 0,
  held: 0,
  usersCreated: 0,
  usersDetailed: 0,
};

/** Sets up an organisation with a bridge and terminals. */
export async function aSite(
  cloud: TestCloud,
  terminals: readonly string[] = ['TEST1'],
  change?: (current: SettingsBody) => SettingsBody,
): Promise<TestSite> {
  const organisation = await cloud.organisation();
  if (change) await organisation.set(change);
  const bridge = await aBridge(cloud.url, organisation.api);
  await bridge.beat({ terminals });
  return { ...organisation, bridge };
}

/** The tick of the original product: users that do not exist are created. */
export function withTick(current: SettingsBody): SettingsBody {
  return { ...current, download: { ...current.download, createMissingUsers: true } };
}
