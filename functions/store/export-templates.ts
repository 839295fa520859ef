/** Stores an organisation's templates of payroll files, each with its version; a deleted one leaves its version behind. @module */

import type { PayrollTemplate } from '#shared/payroll/index.ts';
import type { Database, Item } from './database.ts';
import { partition } from './keys.ts';
import { flag, number, object, optional, text } from './shape.ts';
import { readerOf } from './stored-kind.ts';

/** A template as stored. */
export interface StoredTemplate {
  id: string;
  version: number;
  template: PayrollTemplate;
}

interface TemplateItem {
  id: string;
  version: number;
  /** JSON: it is written and read as a whole. */
  template: string;
  deleted?: boolean | undefined;
}

const toItem = readerOf(
  'export template',
  object<TemplateItem>({ id: text(), version: number(), template: text(), deleted: optional(flag()) }),
);

const toTemplate = ({ id, version, template }: TemplateItem): StoredTemplate => ({
  id,
  version,
  template: JSON.parse(template),
});

/** Templates of one organisation, in one partition: they are few, and reading them is strongly consistent. */
export function exportTemplateStore(database: Database, organisation: string) {
  const pk = partition(organisation, 'EXPORT-TEMPLATES');
  const keyOf = (id: string) => ({ pk, sk: id });

  async function save(item: TemplateItem, from: number): Promise<boolean> {
    return await database.main.putIf(
      { ...keyOf(item.id), ...item },
      from === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : {
            ConditionExpression: '#version = :from',
            ExpressionAttributeNames: { '#version': 'version' },
            ExpressionAttributeValues: { ':from': from },
          },
    );
  }

  return {
    /** A template, and the version of what is or was there: 0 when there never was one. */
    async find(id: string): Promise<{ stored: StoredTemplate | undefined; version: number }> {
      const found: Item | undefined = await database.main.get(keyOf(id));
      if (!found) return { stored: undefined, version: 0 };
      const item = toItem(found);
      return { stored: item.deleted ? undefined : toTemplate(item), version: item.version };
    },

    async all(): Promise<StoredTemplate[]> {
      const items = await database.main.queryAll({
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
        ConsistentRead: true,
      });
      return items
        .map(toItem)
        .filter(({ deleted }) => !deleted)
        .map(toTemplate);
    },

    /** Saves a template over the version that was read. @returns its version; `null` when somebody else saved first */
    async save(id: string, template: PayrollTemplate, from: number): Promise<number | null> {
      const item = { id, version: from + 1, template: JSON.stringify(template) };
      return (await save(item, from)) ? item.version : null;
    },

    /** Leaves nothing but the version. @returns false when somebody else saved first */
    async delete(id: string, from: number): Promise<boolean> {
      return await save({ id, version: from + 1, template: 'null', deleted: true }, from);
    },
  };
}
