/** BatchExecuteStatement: writes of one item each, every one of which stands or falls alone. @module */

import { answerOf } from './answer.ts';
import { keyText } from './batch-operations.ts';
import { Capacity, type CapacityDetail, capacityDetail } from './capacity.ts';
import { invalid, invalidParameter, StoreFailure } from './failure.ts';
import { type Fields, recordsField, requireName, textField } from './fields.ts';
import type { Access } from './item-operations.ts';
import { attributesOf, keyColumns } from './keys.ts';
import { statementWith } from './statements/index.ts';
import type { Field, Slot, Statement, Test } from './statements/syntax.ts';
import { parseItem } from './stored-item.ts';
import type { Row, Table } from './table.ts';
import { type AttributeValue, attributeOf, type Item, readValue, sameValue, setAttribute } from './values.ts';

const mostStatements = 25;

/** A statement with its parameters, and the item that it is about. */
interface Planned {
  table: Table;
  key: Row['key'];
  statement: Statement;
  valueIn: (slot: Slot) => AttributeValue;
}

/** Why a statement was not done: the code and the words that DynamoDB has for it. */
class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

function itemOf(fields: readonly Field[], valueIn: Planned['valueIn']): Item {
  const item: Item = {};
  for (const { name, value } of fields) setAttribute(item, name, valueIn(value));
  return item;
}

function keyFrom(where: readonly Test[], table: Table, valueIn: Planned['valueIn']): Item {
  const key: Item = {};
  for (const { name } of attributesOf(table.definition.keys)) {
    const equal = where.find((test) => test.kind === 'equals' && test.name === name);
    if (equal?.kind !== 'equals') {
      throw invalid('Where clause does not contain a mandatory equality on all key attributes');
    }
    setAttribute(key, name, valueIn(equal.value));
  }
  return key;
}

function plan({ tables }: Access, raw: Fields): Planned {
  const text = textField(raw, 'Statement');
  if (text === undefined) throw invalid('Statement cannot be null');
  const statement = statementWith(text);
  const given = Array.isArray(raw.Parameters) ? raw.Parameters : [];
  if (given.length !== statement.parameters) {
    throw invalid("Number of parameters in request and statement don't match.");
  }
  const parameters = given.map(readValue);
  const valueIn = (slot: Slot): AttributeValue => {
    const value = slot.kind === 'text' ? { S: slot.text } : parameters[slot.at];
    if (value === undefined) throw invalid("Number of parameters in request and statement don't match.");
    return value;
  };
  const table = tables.get(requireName(statement.table));
  const { keys } = table.definition;
  if (statement.kind === 'insert') {
    const item = itemOf(statement.fields, valueIn);
    const missing = attributesOf(keys).find(({ name }) => attributeOf(item, name) === undefined);
    if (missing) throw invalid(`Key attribute should be present in the item: Key ${missing.name}`);
    return { table, key: table.rowOf(item).key, statement, valueIn };
  }
  if (statement.kind === 'update') {
    const changed = [...statement.sets.map(({ name }) => name), ...statement.removes];
    const ofKey = attributesOf(keys).find(({ name }) => changed.includes(name));
    if (ofKey) {
      throw invalidParameter(`Cannot update attribute ${ofKey.name}. This attribute is part of the key`);
    }
  }
  return { table, key: keyColumns(keyFrom(statement.where, table, valueIn), keys), statement, valueIn };
}

function meetsAll(tests: readonly Test[], item: Item, valueIn: Planned['valueIn']): boolean {
  return tests.every((test) => {
    const value = attributeOf(item, test.name);
    if (test.kind === 'equals') return value !== undefined && sameValue(value, valueIn(test.value));
    return (value === undefined) === (test.kind === 'missing');
  });
}

/** The item after a statement. @throws Refusal when what is there is not as it says */
function itemAfter({ statement, valueIn }: Planned, before: Item | undefined): Item | undefined {
  if (statement.kind === 'insert') {
    if (before) throw new Refusal('DuplicateItem', 'Duplicate primary key exists in table');
    return itemOf(statement.fields, valueIn);
  }
  if (before === undefined || !meetsAll(statement.where, before, valueIn)) {
    throw new Refusal('ConditionalCheckFailed', 'The conditional request failed');
  }
  if (statement.kind === 'delete') return undefined;
  const after: Item = { ...before };
  for (const { name, value } of statement.sets) setAttribute(after, name, valueIn(value));
  for (const name of statement.removes) delete after[name];
  return after;
}

function execute(
  { writer }: Access,
  planned: Planned,
  capacityOf: (table: Table) => Capacity | undefined,
): void {
  const { table, key } = planned;
  const stored = table.get(key);
  const before = stored && parseItem(stored.json);
  const after = itemAfter(planned, before);
  if (after) writer.put(table, table.rowOf(after));
  else writer.remove(table, key);
  capacityOf(table)?.addWrite(before, after);
}

const codes: Record<string, string> = {
  ValidationException: 'ValidationError',
  ResourceNotFoundException: 'ResourceNotFound',
};

/** What the batch says about a statement that was not done. @throws what is no refusal of the statement */
function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  const code = error instanceof StoreFailure ? codes[error.type.split('#').at(-1) ?? ''] : undefined;
  if (code === undefined || !(error instanceof Error)) throw error;
  return new Refusal(code, error.message);
}

function requireDistinct(planned: readonly (Planned | Refusal)[]): void {
  const known = new Set<string>();
  for (const each of planned) {
    if (each instanceof Refusal) continue;
    const name = `${each.table.definition.name}\0${keyText(each.key)}`;
    if (known.has(name)) throw invalid('Provided list of item keys contains duplicates');
    known.add(name);
  }
}

function attempt<T>(run: () => T): T | Refusal {
  try {
    return run();
  } catch (error) {
    return refusalOf(error);
  }
}

/** One counter for each table, where the request asks for them. */
function counters(detail: CapacityDetail) {
  const counted = new Map<Table, Capacity>();
  return {
    of(table: Table): Capacity | undefined {
      if (detail === 'NONE') return undefined;
      const capacity = counted.get(table) ?? new Capacity(table);
      counted.set(table, capacity);
      return capacity;
    },
    shown: () =>
      detail === 'NONE' ? undefined : JSON.stringify([...counted.values()].map((each) => each.show(detail))),
  };
}

/** BatchExecuteStatement, for writes: each is done or refused by itself. */
export function batchExecuteStatement(access: Access, fields: Fields): string {
  const raw = recordsField(fields, 'Statements');
  if (raw.length === 0) throw invalid('BatchExecuteStatement cannot have a null or no statements set');
  if (raw.length > mostStatements)
    throw invalid(`BatchWriteItem cannot write more than ${mostStatements} items`);
  const detail = capacityDetail(fields);
  const planned = raw.map((each) => attempt(() => plan(access, each)));
  requireDistinct(planned);
  const capacities = counters(detail);
  const responses = planned.map((each) => {
    const done = each instanceof Refusal ? each : attempt(() => execute(access, each, capacities.of));
    const TableName = each instanceof Refusal ? undefined : each.table.definition.name;
    return done instanceof Refusal
      ? { Error: { Code: done.code, Message: done.message }, TableName }
      : { TableName };
  });
  return answerOf({ Responses: JSON.stringify(responses), ConsumedCapacity: capacities.shown() });
}
