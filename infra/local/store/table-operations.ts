/** CreateTable, DescribeTable, ListTables, DeleteTable and the operations on the expiry of items. @module */

import { invalid } from './failure.ts';
import { type Fields, flagField, numberField, recordField, requireName, textField } from './fields.ts';
import type { PageAccess } from './page-operations.ts';
import { describe, readTableDefinition } from './table-definition.ts';

/** CreateTable. The table is there when the answer goes out. */
export function createTable({ tables, writer, late }: PageAccess, fields: Fields): string {
  const definition = readTableDefinition(fields, Math.floor(Date.now() / 1000));
  const table = writer.change(() => {
    const created = tables.create(definition);
    late?.create(created);
    return created;
  });
  return JSON.stringify({ TableDescription: describe(table.definition) });
}

/** DescribeTable. */
export function describeTable({ tables }: PageAccess, fields: Fields): string {
  const { definition } = tables.get(requireName(textField(fields, 'TableName')));
  return JSON.stringify({ Table: describe(definition) });
}

/** DeleteTable. */
export function deleteTable({ tables, writer }: PageAccess, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  const { definition } = writer.change(() => tables.remove(name));
  return JSON.stringify({ TableDescription: { ...describe(definition), TableStatus: 'DELETING' } });
}

const mostNames = 100;

/** ListTables. */
export function listTables({ tables }: PageAccess, fields: Fields): string {
  const limit = numberField(fields, 'Limit') ?? mostNames;
  if (limit < 1 || limit > mostNames) throw invalid('Limit has to be from 1 to 100');
  const start = textField(fields, 'ExclusiveStartTableName');
  const names = tables.names().filter((name) => start === undefined || name > start);
  const shown = names.slice(0, limit);
  return JSON.stringify({
    TableNames: shown,
    ...(names.length > limit ? { LastEvaluatedTableName: shown.at(-1) } : {}),
  });
}

/** UpdateTimeToLive. */
export function updateTimeToLive({ tables, writer }: PageAccess, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  const wanted = recordField(fields, 'TimeToLiveSpecification') ?? {};
  const attribute = textField(wanted, 'AttributeName');
  if (attribute === undefined || attribute === '') {
    throw invalid('TimeToLiveSpecification needs an AttributeName');
  }
  const isOn = flagField(wanted, 'Enabled');
  const { expiryAttribute } = tables.get(name).definition;
  if (isOn && expiryAttribute !== undefined) throw invalid('TimeToLive is already enabled');
  if (!isOn && expiryAttribute === undefined) throw invalid('TimeToLive is already disabled');
  writer.change(() => tables.setExpiry(name, isOn ? attribute : undefined));
  return JSON.stringify({ TimeToLiveSpecification: { Enabled: isOn, AttributeName: attribute } });
}

/** DescribeTimeToLive. */
export function describeTimeToLive({ tables }: PageAccess, fields: Fields): string {
  const { expiryAttribute } = tables.get(requireName(textField(fields, 'TableName'))).definition;
  return JSON.stringify({
    TimeToLiveDescription:
      expiryAttribute === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName: expiryAttribute },
  });
}
