/** GetItem, PutItem, UpdateItem and DeleteItem. @module */

import { answerOf } from './answer.ts';
import { Capacity, type CapacityDetail, capacityDetail, readUnits } from './capacity.ts';
import {
  applyUpdate,
  type Condition,
  type DocumentPath,
  meets,
  Placeholders,
  type Projection,
  pathsOf,
  pathsOfCondition,
  pathsOfProjection,
  pathsOfUpdate,
  project,
  projectionOf,
  readCondition,
  readProjection,
  readUpdate,
  valueAt,
} from './expressions/index.ts';
import { failure, invalid, invalidParameter } from './failure.ts';
import {
  type Fields,
  flagField,
  recordField,
  refuseOldParameters,
  requireName,
  textField,
} from './fields.ts';
import { attributesOf, keyColumns } from './keys.ts';
import { parseItem } from './stored-item.ts';
import type { Row, Stored, Table } from './table.ts';
import type { Tables } from './tables.ts';
import { type Item, readItem } from './values.ts';
import type { Writer } from './writer.ts';

/** What operations work with. */
export interface Access {
  tables: Tables;
  writer: Writer;
}

/** The capacity of a request as part of its answer. */
export function shownCapacity(capacity: Capacity, detail: CapacityDetail): string | undefined {
  return detail === 'NONE' ? undefined : JSON.stringify(capacity.show(detail));
}

/** @throws StoreFailure when values or names come without an expression that could use them */
export function requireExpressions(fields: Fields, names: readonly string[]): void {
  const given = (name: string) => fields[name] !== undefined && fields[name] !== null;
  if (given('ExpressionAttributeNames') && !names.some(given)) {
    throw invalid('ExpressionAttributeNames can only be specified when using expressions');
  }
  const users = names.filter((name) => name !== 'ProjectionExpression');
  if (users.length > 0 && given('ExpressionAttributeValues') && !users.some(given)) {
    throw invalid(
      `ExpressionAttributeValues can only be specified when using expressions: ${users.join(' and ')} ${users.length > 1 ? 'are' : 'is'} null`,
    );
  }
}

/** The placeholders of a request. */
export function placeholdersOf(fields: Fields): Placeholders {
  return new Placeholders(fields.ExpressionAttributeNames, fields.ExpressionAttributeValues);
}

function conditionOf(fields: Fields, placeholders: Placeholders): Condition | undefined {
  const text = textField(fields, 'ConditionExpression');
  return text === undefined ? undefined : readCondition('ConditionExpression', text, placeholders);
}

/** The ProjectionExpression of a request. */
export function projectionIn(fields: Fields, placeholders: Placeholders): Projection | undefined {
  const text = textField(fields, 'ProjectionExpression');
  return text === undefined ? undefined : readProjection(text, placeholders);
}

function keyOf(fields: Fields): Item {
  const raw = recordField(fields, 'Key');
  if (raw === undefined) throw invalid('The key of the item to work on cannot be null');
  return readItem(raw);
}

/** GetItem. */
export function getItem({ tables }: Access, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  refuseOldParameters(fields);
  requireExpressions(fields, ['ProjectionExpression']);
  const detail = capacityDetail(fields);
  const rawKey = keyOf(fields);
  const table = tables.get(name);
  const key = keyColumns(rawKey, table.definition.keys);
  const placeholders = new Placeholders(fields.ExpressionAttributeNames, undefined);
  const projection = projectionIn(fields, placeholders);
  placeholders.requireAllUsed();
  table.requireScalarKeys(projection ? pathsOfProjection(projection) : []);
  const found = table.get(key);
  const capacity = new Capacity(table);
  capacity.addRead(readUnits(found?.size ?? 0, flagField(fields, 'ConsistentRead')));
  return answerOf({
    Item: found && projection ? JSON.stringify(project(parseItem(found.json), projection)) : found?.json,
    ConsumedCapacity: shownCapacity(capacity, detail),
  });
}

/** Which of the item's attributes a write answers with. */
type ReturnValues = 'NONE' | 'ALL_OLD' | 'ALL_NEW' | 'UPDATED_OLD' | 'UPDATED_NEW';

const returnValues: readonly string[] = ['NONE', 'ALL_OLD', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'];

function isReturnValues(text: string, allowed: readonly string[]): text is ReturnValues {
  return allowed.includes(text);
}

function returnValuesOf(fields: Fields, allowed: readonly string[]): ReturnValues {
  const wanted = textField(fields, 'ReturnValues') ?? 'NONE';
  if (!isReturnValues(wanted, allowed)) throw invalid('Return values set to invalid value');
  return wanted;
}

/** What a write is made of, read from a request. */
interface Write {
  table: Table;
  key: Row['key'];
  condition: Condition | undefined;
  detail: CapacityDetail;
  returns: ReturnValues;
  /** Whether the item is part of the error when the condition fails. */
  showsRefused: boolean;
}

function showsRefused(fields: Fields): boolean {
  return textField(fields, 'ReturnValuesOnConditionCheckFailure') === 'ALL_OLD';
}

/**
 * The item as it is before a write, if the write has any use for it.
 * @throws StoreFailure when the condition does not hold
 */
function itemBefore(write: Write, isNeeded: boolean): { stored: Stored; item: Item } | undefined {
  const { table, key, condition } = write;
  if (!isNeeded && condition === undefined && write.detail === 'NONE' && write.returns === 'NONE') {
    return undefined;
  }
  const stored = table.get(key);
  const before = stored && { stored, item: parseItem(stored.json) };
  if (condition !== undefined && !meets(condition, before?.item ?? {})) {
    throw failure(
      'ConditionalCheckFailedException',
      'The conditional request failed',
      before && write.showsRefused ? { Item: before.item } : {},
    );
  }
  return before;
}

function writeCapacity(write: Write, before: Item | undefined, after: Item | undefined): string | undefined {
  if (write.detail === 'NONE') return undefined;
  const capacity = new Capacity(write.table);
  capacity.addWrite(before, after);
  return shownCapacity(capacity, write.detail);
}

/** PutItem. */
export function putItem({ tables, writer }: Access, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  refuseOldParameters(fields);
  const raw = recordField(fields, 'Item');
  if (raw === undefined) throw invalid('Item to put in PutItem cannot be null');
  requireExpressions(fields, ['ConditionExpression']);
  const returns = returnValuesOf(fields, ['NONE', 'ALL_OLD']);
  const detail = capacityDetail(fields);
  const item = readItem(raw);
  const table = tables.get(name);
  const row = table.rowOf(item);
  const placeholders = placeholdersOf(fields);
  const condition = conditionOf(fields, placeholders);
  placeholders.requireAllUsed();
  table.requireScalarKeys(condition ? pathsOfCondition(condition) : []);
  const write: Write = {
    table,
    key: row.key,
    condition,
    detail,
    returns,
    showsRefused: showsRefused(fields),
  };
  const before = itemBefore(write, false);
  writer.put(table, row);
  return answerOf({
    Attributes: returns === 'ALL_OLD' ? before?.stored.json : undefined,
    ConsumedCapacity: writeCapacity(write, before?.item, item),
  });
}

/** DeleteItem. */
export function deleteItem({ tables, writer }: Access, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  refuseOldParameters(fields);
  requireExpressions(fields, ['ConditionExpression']);
  const returns = returnValuesOf(fields, ['NONE', 'ALL_OLD']);
  const detail = capacityDetail(fields);
  const rawKey = keyOf(fields);
  const table = tables.get(name);
  const key = keyColumns(rawKey, table.definition.keys);
  const placeholders = placeholdersOf(fields);
  const condition = conditionOf(fields, placeholders);
  placeholders.requireAllUsed();
  table.requireScalarKeys(condition ? pathsOfCondition(condition) : []);
  const write: Write = { table, key, condition, detail, returns, showsRefused: showsRefused(fields) };
  const before = itemBefore(write, false);
  writer.remove(table, key);
  return answerOf({
    Attributes: returns === 'ALL_OLD' ? before?.stored.json : undefined,
    ConsumedCapacity: writeCapacity(write, before?.item, undefined),
  });
}

function requireNoKeyChange(paths: readonly DocumentPath[], table: Table): void {
  for (const { name } of attributesOf(table.definition.keys)) {
    if (paths.some(([head]) => head === name)) {
      throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`);
    }
  }
}

function returned(
  wanted: ReturnValues,
  before: Item | undefined,
  after: Item,
  paths: readonly DocumentPath[],
): string | undefined {
  // Of each path that leads somewhere the whole attribute in which it begins, as DynamoDB Local shows it.
  const parts = (item: Item | undefined) => {
    const found = item === undefined ? [] : paths.filter((path) => valueAt(item, path) !== undefined);
    const heads = found.map(([head = '']): DocumentPath => [head]);
    return item === undefined || heads.length === 0
      ? undefined
      : JSON.stringify(project(item, projectionOf(heads)));
  };
  switch (wanted) {
    case 'NONE':
      return undefined;
    case 'ALL_OLD':
      return before && JSON.stringify(before);
    case 'ALL_NEW':
      return JSON.stringify(after);
    case 'UPDATED_OLD':
      return parts(before);
    case 'UPDATED_NEW':
      return parts(after);
  }
}

/** UpdateItem. */
export function updateItem({ tables, writer }: Access, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  refuseOldParameters(fields);
  requireExpressions(fields, ['UpdateExpression', 'ConditionExpression']);
  const returns = returnValuesOf(fields, returnValues);
  const detail = capacityDetail(fields);
  const rawKey = keyOf(fields);
  const table = tables.get(name);
  const key = keyColumns(rawKey, table.definition.keys);
  const placeholders = placeholdersOf(fields);
  const text = textField(fields, 'UpdateExpression');
  const update = text === undefined ? [] : readUpdate(text, placeholders);
  const condition = conditionOf(fields, placeholders);
  placeholders.requireAllUsed();
  const paths = pathsOf(update);
  table.requireScalarKeys(condition ? pathsOfCondition(condition) : []);
  const write: Write = { table, key, condition, detail, returns, showsRefused: showsRefused(fields) };
  const before = itemBefore(write, true);
  requireNoKeyChange(paths, table);
  table.requireScalarKeys(pathsOfUpdate(update));
  const after = before === undefined ? rawKey : parseItem(before.stored.json);
  applyUpdate(update, after);
  writer.put(table, table.rowOf(after));
  return answerOf({
    Attributes: returned(returns, before?.item, after, paths),
    ConsumedCapacity: writeCapacity(write, before?.item, after),
  });
}
