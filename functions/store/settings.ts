import { initialSettings } from '#shared/contract/initial-settings.ts';
import type { Settings, SettingsBody } from '#shared/contract/settings.ts';
import type { Instant } from '#shared/time/wall-time.ts';
import type { Database } from './database.ts';
import { partition } from './keys.ts';
import { withoutKeys } from './kind-list.ts';

/** The settings of one organisation. */
export function settingsStore(database: Database, organisation: string) {
  const key = { pk: partition(organisation, 'SETTINGS'), sk: 'SETTINGS' };

  return {
    /** The settings; those of a new organisation when none were ever saved (version 0). */
    async read(): Promise<Settings> {
      const item = await database.main.get(key);
      return item ? withoutKeys<Settings>(item) : { ...initialSettings, version: 0 };
    },

    /** Replaces settings that still have the version `from`. @returns the new settings, or `null` when somebody was faster */
    async replace(body: SettingsBody, from: number, savedAt: Instant): Promise<Settings | null> {
      const next: Settings = { ...body, version: from + 1, savedAt };
      const saved = await database.main.putIf(
        { ...key, ...next },
        from === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :from',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':from': from },
            },
      );
      return saved ? next : null;
    },
  };
}
