/** Definitions of tables: read from CreateTable, kept in the store, shown by DescribeTable. @module */

import { invalid, invalidParameter, unreadable } from './failure.ts';
import { type Fields, recordField, recordsField, requireName, textField } from './fields.ts';
import type { KeySchema, KeyType } from './keys.ts';

/** Which attributes an index holds. */
export type IndexProjection = { type: 'ALL' } | { type: 'KEYS_ONLY' } | { type: 'INCLUDE'; names: string[] };

/** A secondary index. */
export interface IndexDefinition {
  name: string;
  isGlobal: boolean;
  keys: KeySchema;
  projection: IndexProjection;
}

/** A table as it was created. */
export interface TableDefinition {
  name: string;
  keys: KeySchema;
  indexes: IndexDefinition[];
  /** Attribute definitions in the order of the request. */
  attributes: { name: string; type: KeyType }[];
  isOnDemand: boolean;
  /** Epoch seconds. */
  createdAt: number;
  /** Attribute with the expiry in epoch seconds. */
  expiryAttribute?: string;
}

function keyTypeOf(raw: string | undefined): KeyType {
  if (raw === 'S' || raw === 'N' || raw === 'B') return raw;
  throw invalidParameter('An AttributeType has to be S, N or B');
}

function readAttributes(fields: Fields): Map<string, KeyType> {
  const types = new Map<string, KeyType>();
  for (const each of recordsField(fields, 'AttributeDefinitions')) {
    const name = textField(each, 'AttributeName') ?? '';
    if (types.has(name)) {
      throw invalidParameter(`Duplicate AttributeName in AttributeDefinitions: ${name}`);
    }
    types.set(name, keyTypeOf(textField(each, 'AttributeType')));
  }
  return types;
}

function readKeys(fields: Fields, types: ReadonlyMap<string, KeyType>): KeySchema {
  const parts = recordsField(fields, 'KeySchema').map((part) => {
    const name = textField(part, 'AttributeName') ?? '';
    const type = types.get(name);
    if (type === undefined) {
      throw invalidParameter(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${[...types.keys()].join(', ')}]`,
      );
    }
    return { role: textField(part, 'KeyType'), attribute: { name, type } };
  });
  const [hash, range, more] = parts;
  if (hash === undefined || more !== undefined) {
    throw invalid('1 validation error detected: a KeySchema has one or two elements');
  }
  if (hash.role !== 'HASH') {
    throw invalid('Invalid KeySchema: The first KeySchemaElement is not a HASH key type');
  }
  if (range !== undefined && range.role !== 'RANGE') {
    throw invalid('Invalid KeySchema: The second KeySchemaElement is not a RANGE key type');
  }
  if (hash.attribute.name === range?.attribute.name) {
    throw invalid('Both the Hash Key and the Range Key element in the KeySchema have the same name');
  }
  return { hash: hash.attribute, range: range?.attribute };
}

function readProjection(fields: Fields): IndexProjection {
  const raw = recordField(fields, 'Projection') ?? {};
  const type = textField(raw, 'ProjectionType');
  if (type === 'ALL' || type === 'KEYS_ONLY') return { type };
  const names = raw.NonKeyAttributes;
  if (type !== 'INCLUDE' || !Array.isArray(names)) throw invalidParameter('Unknown ProjectionType');
  return {
    type,
    names: names.map((name: unknown) => {
      if (typeof name !== 'string') throw unreadable('NonKeyAttributes has to be a list of strings');
      return name;
    }),
  };
}

/** Reads a CreateTable request. @param now - epoch seconds @throws StoreFailure */
export function readTableDefinition(fields: Fields, now: number): TableDefinition {
  const name = requireName(textField(fields, 'TableName'));
  const types = readAttributes(fields);
  const keys = readKeys(fields, types);
  const read = (field: string, isGlobal: boolean) =>
    recordsField(fields, field).map((each) => ({
      name: requireName(textField(each, 'IndexName')),
      isGlobal,
      keys: readKeys(each, types),
      projection: readProjection(each),
    }));
  const indexes = [...read('LocalSecondaryIndexes', false), ...read('GlobalSecondaryIndexes', true)];
  const names = new Set(indexes.map((index) => index.name));
  if (names.size < indexes.length) throw invalidParameter('Duplicate index name');
  for (const index of indexes) {
    if (!index.isGlobal && index.keys.hash.name !== keys.hash.name) {
      throw invalidParameter(
        'Table KeySchema: The hash key of a local secondary index has to be that of its table',
      );
    }
  }
  return {
    name,
    keys,
    indexes,
    attributes: [...types].map(([attribute, type]) => ({ name: attribute, type })),
    isOnDemand: textField(fields, 'BillingMode') === 'PAY_PER_REQUEST',
    createdAt: now,
  };
}

function showKeys({ hash, range }: KeySchema) {
  const shown = [{ AttributeName: hash.name, KeyType: 'HASH' }];
  return range === undefined ? shown : [...shown, { AttributeName: range.name, KeyType: 'RANGE' }];
}

const unprovisioned = { NumberOfDecreasesToday: 0, ReadCapacityUnits: 0, WriteCapacityUnits: 0 };

function arnOf(name: string): string {
  return `arn:aws:dynamodb:ddblocal:000000000000:table/${name}`;
}

function showIndex(table: string, index: IndexDefinition) {
  const { projection } = index;
  return {
    IndexName: index.name,
    KeySchema: showKeys(index.keys),
    Projection: {
      ProjectionType: projection.type,
      ...(projection.type === 'INCLUDE' ? { NonKeyAttributes: projection.names } : {}),
    },
    ...(index.isGlobal ? { IndexStatus: 'ACTIVE', ProvisionedThroughput: unprovisioned } : {}),
    IndexArn: `${arnOf(table)}/index/${index.name}`,
  };
}

/** A table as DescribeTable shows it, without counts: those of AWS are six hours old. */
export function describe(table: TableDefinition): Fields {
  const local = table.indexes.filter((index) => !index.isGlobal);
  const global = table.indexes.filter((index) => index.isGlobal);
  const shown = (indexes: IndexDefinition[]) => indexes.map((index) => showIndex(table.name, index));
  return {
    TableName: table.name,
    TableStatus: 'ACTIVE',
    TableArn: arnOf(table.name),
    CreationDateTime: table.createdAt,
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({
      AttributeName: name,
      AttributeType: type,
    })),
    KeySchema: showKeys(table.keys),
    ProvisionedThroughput: unprovisioned,
    ...(table.isOnDemand ? { BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' } } : {}),
    ...(local.length === 0 ? {} : { LocalSecondaryIndexes: shown(local) }),
    ...(global.length === 0 ? {} : { GlobalSecondaryIndexes: shown(global) }),
  };
}
