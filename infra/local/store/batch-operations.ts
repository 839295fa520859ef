/** BatchGetItem and BatchWriteItem. @module */

import { answerOf, listOf } from './answer.ts';
import { Capacity, type CapacityDetail, capacityDetail, readUnits } from './capacity.ts';
import { type Projection, pathsOfProjection, project } from './expressions/index.ts';
import { invalid } from './failure.ts';
import {
  type Fields,
  flagField,
  recordField,
  recordsField,
  refuseOldParameters,
  requireName,
} from './fields.ts';
import { type Access, placeholdersOf, projectionIn, requireExpressions } from './item-operations.ts';
import { keyColumns } from './keys.ts';
import { parseItem } from './stored-item.ts';
import type { Row, Table } from './table.ts';
import { type Item, readItem } from './values.ts';

const mostWrites = 25;
const mostReads = 100;
const mostAnswerBytes = 16 * 2 ** 20;

/** A key as one text. */
export function keyText(key: Row['key']): string {
  return key.map((column) => (typeof column === 'string' ? column : column.toString('hex'))).join('\0');
}

function requireDistinct(keys: readonly Row['key'][]): void {
  if (new Set(keys.map(keyText)).size < keys.length) {
    throw duplicates();
  }
}

function duplicates(): Error {
  return invalid('Provided list of item keys contains duplicates');
}

function shownCapacities(capacities: readonly Capacity[], detail: CapacityDetail): string | undefined {
  return detail === 'NONE' ? undefined : JSON.stringify(capacities.map((each) => each.show(detail)));
}

/** One write of a batch: an item, or the key of one that goes. */
type WriteRequest = { item: Item } | { key: Item };

function readWriteRequest(raw: Fields): WriteRequest {
  const put = recordField(raw, 'PutRequest');
  const remove = recordField(raw, 'DeleteRequest');
  if ((put === undefined) === (remove === undefined)) {
    throw invalid(
      'Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes',
    );
  }
  if (put !== undefined) {
    const item = recordField(put, 'Item');
    if (item === undefined) throw invalid('Item to put in PutItem cannot be null');
    return { item: readItem(item) };
  }
  const key = remove && recordField(remove, 'Key');
  if (key === undefined) throw invalid('The key of the item to work on cannot be null');
  return { key: readItem(key) };
}

/** BatchWriteItem. */
export function batchWriteItem({ tables, writer }: Access, fields: Fields): string {
  const requests = Object.entries(recordField(fields, 'RequestItems') ?? {});
  if (requests.length === 0) throw invalid('BatchWriteItem cannot have a null or no requests set');
  const detail = capacityDetail(fields);
  const raw = requests.map(([name]) => {
    const writes = recordsField(Object.fromEntries(requests), name);
    if (writes.length === 0) {
      throw invalid(`The batch write request list for a table cannot be null or empty: ${name}`);
    }
    return { name, writes };
  });
  if (raw.reduce((sum, { writes }) => sum + writes.length, 0) > mostWrites) {
    throw invalid('Too many items requested for the BatchWriteItem call');
  }
  // Everything is checked before anything is written.
  const read = raw.map(({ name, writes }) => ({ name, read: writes.map(readWriteRequest) }));
  const planned = read.map(({ name, read }) => {
    const table = tables.get(requireName(name));
    const rows = read.map((write) =>
      'item' in write
        ? { row: table.rowOf(write.item), item: write.item }
        : { row: { key: keyColumns(write.key, table.definition.keys) }, item: undefined },
    );
    requireDistinct(rows.map(({ row }) => row.key));
    return { table, rows };
  });
  const capacities = planned.map(({ table, rows }) => {
    const capacity = new Capacity(table);
    for (const { row, item } of rows) {
      if (detail !== 'NONE') {
        const before = table.get(row.key);
        capacity.addWrite(before && parseItem(before.json), item);
      }
      if ('values' in row) writer.put(table, row);
      else writer.remove(table, row.key);
    }
    return capacity;
  });
  return answerOf({ UnprocessedItems: '{}', ConsumedCapacity: shownCapacities(capacities, detail) });
}

/** What a batch reads from one table. */
interface ReadPlan {
  name: string;
  table: Table;
  /** As the request has them. */
  rawKeys: Fields[];
  keys: Row['key'][];
  isConsistent: boolean;
  projection: Projection | undefined;
  request: Fields;
}

function planReads({ tables }: Access, name: string, request: Fields): ReadPlan {
  refuseOldParameters(request);
  const rawKeys = recordsField(request, 'Keys');
  // As they are written: two ways to write a number are two keys here.
  if (new Set(rawKeys.map((key) => JSON.stringify(key))).size < rawKeys.length) throw duplicates();
  requireExpressions(request, ['ProjectionExpression']);
  const items = rawKeys.map(readItem);
  const table = tables.get(requireName(name));
  const keys = items.map((key) => keyColumns(key, table.definition.keys));
  const placeholders = placeholdersOf(request);
  const projection = projectionIn(request, placeholders);
  placeholders.requireAllUsed();
  table.requireScalarKeys(projection ? pathsOfProjection(projection) : []);
  return {
    name,
    table,
    rawKeys,
    keys,
    isConsistent: flagField(request, 'ConsistentRead'),
    projection,
    request,
  };
}

/** BatchGetItem. What does not fit into the answer is left over for the next request. */
export function batchGetItem(access: Access, fields: Fields): string {
  const requests = recordField(fields, 'RequestItems') ?? {};
  const names = Object.keys(requests);
  if (names.length === 0) throw invalid('BatchGetItem must have some requests set');
  const detail = capacityDetail(fields);
  let wanted = 0;
  for (const name of names) {
    const count = recordsField(recordField(requests, name) ?? {}, 'Keys').length;
    if (count === 0) {
      throw invalid(`The list of keys in RequestItems for BatchGetItem is required: ${name} has empty list`);
    }
    wanted += count;
  }
  if (wanted > mostReads) throw invalid('Too many items requested for the BatchGetItem call');
  const plans = names.map((name) => planReads(access, name, recordField(requests, name) ?? {}));
  const responses: Record<string, string> = {};
  const left: Record<string, Fields> = {};
  let bytes = 0;
  const capacities = plans.map(({ name, table, rawKeys, keys, isConsistent, projection, request }) => {
    const capacity = new Capacity(table);
    const found: string[] = [];
    for (const [at, key] of keys.entries()) {
      const stored = table.get(key);
      if (stored !== undefined && bytes + stored.size > mostAnswerBytes) {
        left[name] = { ...request, Keys: rawKeys.slice(at) };
        break;
      }
      bytes += stored?.size ?? 0;
      capacity.addRead(readUnits(stored?.size ?? 0, isConsistent));
      if (stored === undefined) continue;
      found.push(projection ? JSON.stringify(project(parseItem(stored.json), projection)) : stored.json);
    }
    responses[name] = listOf(found);
    return capacity;
  });
  return answerOf({
    Responses: `{${Object.entries(responses)
      .map(([name, items]) => `${JSON.stringify(name)}:${items}`)
      .join(',')}}`,
    UnprocessedKeys: JSON.stringify(left),
    ConsumedCapacity: shownCapacities(capacities, detail),
  });
}
