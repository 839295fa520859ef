/** Query and Scan: pages of a table or an index. @module */

import { answerOf, listOf } from './answer.ts';
import { Capacity, type CapacityDetail, capacityDetail, copyIn, readUnits } from './capacity.ts';
import {
  type Condition,
  type DocumentPath,
  meets,
  type Placeholders,
  type Projection,
  pathsOfCondition,
  pathsOfProjection,
  project,
  readCondition,
} from './expressions/index.ts';
import { invalid, invalidParameter } from './failure.ts';
import {
  type Fields,
  flagField,
  numberField,
  recordField,
  refuseOldParameters,
  requireName,
  textField,
} from './fields.ts';
import {
  type Access,
  placeholdersOf,
  projectionIn,
  requireExpressions,
  shownCapacity,
} from './item-operations.ts';
import { attributesOf, type KeyColumn, keyColumn } from './keys.ts';
import type { LateIndexes } from './late-indexes.ts';
import { queryRange, type Range, sortColumns } from './range.ts';
import { parseItem } from './stored-item.ts';
import { columnOf, type Stored, storedOf, type Table, type TableIndex } from './table.ts';
import { attributeOf, type Item, readItem, setAttribute, sizeOfItem } from './values.ts';

/** What pages are read with. */
export interface PageAccess extends Access {
  late: LateIndexes | undefined;
}

/** A page ends behind the item that fills it. */
const mostPageBytes = 2 ** 20;

/** What an answer shows of the items. */
type Shown = { kind: 'count' } | { kind: 'all' } | { kind: 'held' } | { kind: 'parts'; parts: Projection };

/** A page as it is asked for. */
interface PageRequest {
  table: Table;
  index: TableIndex | undefined;
  isConsistent: boolean;
  filter: Condition | undefined;
  shown: Shown;
  limit: number;
  detail: CapacityDetail;
}

function selectOf(fields: Fields, parts: Projection | undefined, index: TableIndex | undefined): Shown {
  const select = textField(fields, 'Select');
  switch (select) {
    case undefined:
      return parts ? { kind: 'parts', parts } : { kind: 'held' };
    case 'COUNT':
      if (parts) throw invalid('Cannot specify the ProjectionExpression when choosing to get only the Count');
      return { kind: 'count' };
    case 'SPECIFIC_ATTRIBUTES':
      if (parts) return { kind: 'parts', parts };
      throw invalid(
        'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
      );
    case 'ALL_PROJECTED_ATTRIBUTES':
      if (parts)
        throw invalid(
          'Cannot specify the ProjectionExpression when choosing to get ALL_PROJECTED_ATTRIBUTES',
        );
      if (index) return { kind: 'held' };
      throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
    case 'ALL_ATTRIBUTES':
      if (parts) throw invalid('Cannot specify the ProjectionExpression when choosing to get ALL_ATTRIBUTES');
      if (index?.isGlobal && index.holds) {
        throw invalidParameter(
          `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
        );
      }
      return { kind: 'all' };
    default:
      throw invalid(
        `1 validation error detected: Value '${select}' at 'select' failed to satisfy constraint: Member must satisfy enum value set: [SPECIFIC_ATTRIBUTES, COUNT, ALL_ATTRIBUTES, ALL_PROJECTED_ATTRIBUTES]`,
      );
  }
}

function indexOf(table: Table, name: string | undefined): TableIndex | undefined {
  if (name === undefined) return undefined;
  const index = table.indexes.find((each) => each.name === name);
  if (index === undefined) throw invalid(`The table does not have the specified index: ${name}`);
  return index;
}

/** Names of the attributes in a LastEvaluatedKey. */
function startKeyNames(table: Table, index: TableIndex | undefined): string[] {
  const own = attributesOf(table.definition.keys);
  return [...new Set([...own, ...(index ? attributesOf(index.keys) : [])].map(({ name }) => name))];
}

function startColumns(raw: Fields, table: Table, index: TableIndex | undefined): KeyColumn[] {
  const key = readItem(raw);
  if (Object.keys(key).length !== startKeyNames(table, index).length) {
    throw invalid("Exclusive Start Key must have same size as table's key schema");
  }
  const schemas = index ? [index.keys, table.definition.keys] : [table.definition.keys];
  return schemas.flatMap(({ hash, range }) =>
    [hash, range].map((attribute) => {
      if (attribute === undefined) return '';
      const column = keyColumn(attributeOf(key, attribute.name), attribute.type);
      if (column === undefined) throw invalid('The provided starting key is invalid');
      return column;
    }),
  );
}

function compareColumns(left: KeyColumn | undefined, right: KeyColumn | undefined): number {
  return Buffer.compare(Buffer.from(left ?? ''), Buffer.from(right ?? ''));
}

/** Whether a start key lies in the range of a query. */
function requireWithin(range: Range, start: readonly KeyColumn[]): void {
  for (const [at, condition] of range.sql.entries()) {
    const [column, operator] = condition.split(' ');
    const order = compareColumns(start[column?.startsWith('p') ? 0 : 1], range.values[at]);
    const holds = {
      '=': order === 0,
      '<': order < 0,
      '<=': order <= 0,
      '>': order > 0,
      '>=': order >= 0,
    }[operator ?? '='];
    if (!holds) throw invalid('The provided starting key does not match the range key predicate');
  }
}

function limitOf(fields: Fields): number {
  const limit = numberField(fields, 'Limit');
  if (limit !== undefined && limit < 1) throw invalid('Limit must be greater than or equal to 1');
  return limit ?? Number.POSITIVE_INFINITY;
}

function filterOf(fields: Fields, placeholders: Placeholders): Condition | undefined {
  const text = textField(fields, 'FilterExpression');
  return text === undefined ? undefined : readCondition('FilterExpression', text, placeholders);
}

function lastKey(item: Item, names: readonly string[]): string {
  const key: Item = {};
  for (const name of names) {
    const value = attributeOf(item, name);
    if (value !== undefined) setAttribute(key, name, value);
  }
  return JSON.stringify(key);
}

/** Whether an item that an index holds only parts of is read whole from the table. */
function fetches({ shown, index }: PageRequest): boolean {
  if (index?.holds === undefined) return false;
  const { holds } = index;
  if (shown.kind === 'all') return true;
  return shown.kind === 'parts' && [...shown.parts.parts.keys()].some((name) => !holds.has(String(name)));
}

class Page {
  readonly #request: PageRequest;
  readonly #fetches: boolean;
  readonly #found: string[] = [];
  #count = 0;
  #scanned = 0;
  #bytes = 0;
  #fetchedUnits = 0;
  #last: Item | undefined;

  constructor(request: PageRequest) {
    this.#request = request;
    this.#fetches = fetches(request);
  }

  /** Takes rows until the page is full. @param goesOn - whether a full page may have a next one */
  fill(rows: Iterable<Stored>, goesOn = true): void {
    const { limit } = this.#request;
    for (const stored of rows) {
      this.#take(stored);
      if (this.#scanned >= limit || this.#bytes >= mostPageBytes) {
        if (goesOn) this.#last = parseItem(stored.json);
        return;
      }
    }
  }

  #take(stored: Stored): void {
    const { index, filter, shown } = this.#request;
    this.#scanned += 1;
    const isWhole = index?.holds === undefined;
    if (isWhole && filter === undefined && shown.kind !== 'parts') {
      this.#bytes += stored.size;
      this.#count += 1;
      if (shown.kind !== 'count') this.#found.push(stored.json);
      return;
    }
    const whole = parseItem(stored.json);
    const held = index ? (copyIn(index, whole) ?? whole) : whole;
    this.#bytes += isWhole ? stored.size : sizeOfItem(held);
    if (this.#fetches) {
      this.#fetchedUnits += readUnits(stored.size, this.#request.isConsistent);
    }
    const item = this.#fetches ? whole : held;
    if (filter !== undefined && !meets(filter, item)) return;
    this.#count += 1;
    if (shown.kind === 'parts') this.#found.push(JSON.stringify(project(item, shown.parts)));
    else if (shown.kind !== 'count') this.#found.push(item === whole ? stored.json : JSON.stringify(item));
  }

  answer(): string {
    const { table, index, detail, isConsistent, shown } = this.#request;
    const capacity = new Capacity(table);
    capacity.addRead(readUnits(this.#bytes, isConsistent), index);
    if (index && this.#fetchedUnits > 0) capacity.addRead(this.#fetchedUnits);
    return answerOf({
      Items: shown.kind === 'count' ? undefined : listOf(this.#found),
      Count: String(this.#count),
      ScannedCount: String(this.#scanned),
      LastEvaluatedKey: this.#last && lastKey(this.#last, startKeyNames(table, index)),
      ConsumedCapacity: shownCapacity(capacity, detail),
    });
  }
}

/** Reads rows in order, as many as somebody takes. */
function* rowsOf(
  { table, index, isConsistent }: PageRequest,
  range: Range,
  isForward: boolean,
  late: LateIndexes | undefined,
): Generator<Stored & { partition: KeyColumn }> {
  const lags = late !== undefined && index?.isGlobal === true && !isConsistent;
  const source = lags ? late.copyOf(table, index) : table.sqlName;
  const columns = sortColumns(index);
  const where = index ? [`${columns[0]} IS NOT NULL`, ...range.sql] : range.sql;
  const order = columns.map((column) => `${column} ${isForward ? 'ASC' : 'DESC'}`).join(', ');
  const sql = `SELECT item, size, ${columns[0]} AS partition FROM ${source}${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''} ORDER BY ${order}`;
  for (const row of table.statement(sql).iterate(...range.values)) {
    yield { ...storedOf(row), partition: columnOf(row.partition) };
  }
}

function startBehind(
  range: Range,
  start: readonly KeyColumn[],
  columns: readonly string[],
  isForward: boolean,
): Range {
  const marks = columns.map(() => '?').join(', ');
  return {
    sql: [...range.sql, `(${columns.join(', ')}) ${isForward ? '>' : '<'} (${marks})`],
    values: [...range.values, ...start],
  };
}

function requireNoKeys(
  filter: Condition | undefined,
  { table, index }: { table: Table; index: TableIndex | undefined },
): void {
  if (filter === undefined) return;
  const names = new Set(pathsOfCondition(filter).map(([head]) => head));
  const found = attributesOf(index?.keys ?? table.definition.keys).find(({ name }) => names.has(name));
  if (found !== undefined) {
    throw invalid(
      `Filter Expression can only contain non-primary key attributes: Primary key attribute: ${found.name}`,
    );
  }
}

function keyCount(table: Table): number {
  return attributesOf(table.definition.keys).length;
}

/** Query. */
export function query({ tables, late }: PageAccess, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  const indexName = textField(fields, 'IndexName');
  refuseOldParameters(fields);
  requireExpressions(fields, ['ProjectionExpression', 'FilterExpression', 'KeyConditionExpression']);
  const limit = limitOf(fields);
  const detail = capacityDetail(fields);
  const isForward = flagField(fields, 'ScanIndexForward', true);
  const keyText = textField(fields, 'KeyConditionExpression');
  if (keyText === undefined) {
    throw invalid(
      'Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.',
    );
  }
  const placeholders = placeholdersOf(fields);
  const filter = filterOf(fields, placeholders);
  const parts = projectionIn(fields, placeholders);
  const keyCondition = readCondition('KeyConditionExpression', keyText, placeholders);
  placeholders.requireAllUsed();
  const table = tables.get(name);
  const index = indexOf(table, indexName);
  const isConsistent = flagField(fields, 'ConsistentRead');
  if (isConsistent && index?.isGlobal) throw invalid('Consistent read cannot be true when querying a GSI');
  const columns = sortColumns(index);
  const shown = selectOf(fields, parts, index);
  const request: PageRequest = { table, index, isConsistent, filter, shown, limit, detail };
  requireHeld(request, 'Query');
  let range = queryRange(keyCondition, index?.keys ?? table.definition.keys, columns);
  requireNoKeys(filter, { table, index });
  // The key of one item leads to no further page.
  const isOfOneItem =
    index === undefined && range.sql.filter((each) => each.includes(' = ')).length === keyCount(table);
  const start = recordField(fields, 'ExclusiveStartKey');
  if (start !== undefined) {
    const startAt = startColumns(start, table, index);
    requireWithin(range, startAt);
    range = startBehind(range, startAt, columns, isForward);
  }
  const page = new Page(request);
  page.fill(rowsOf(request, range, isForward, late), !isOfOneItem);
  return page.answer();
}

/** @throws StoreFailure when a global index does not hold what is wanted, or a path leads into a key */
function requireHeld({ table, index, filter, shown }: PageRequest, operation: 'Query' | 'Scan'): void {
  const filtered = filter ? pathsOfCondition(filter) : [];
  const projected = shown.kind === 'parts' ? pathsOfProjection(shown.parts) : [];
  table.requireScalarKeys([...filtered, ...projected]);
  if (index?.holds === undefined) return;
  const { holds, name, isGlobal } = index;
  const missing = (paths: readonly DocumentPath[]) => [
    ...new Set(paths.map(([head]) => String(head)).filter((head) => !holds.has(head))),
  ];
  const unfiltered = missing(filtered);
  if (operation === 'Query' && unfiltered.length > 0) {
    throw invalidParameter(
      `Secondary index ${name} does not project one or more filter attributes: [${unfiltered.join(', ')}]`,
    );
  }
  const unprojected = missing(projected);
  if (isGlobal && unprojected.length > 0) {
    throw invalidParameter(`Global secondary index ${name} does not project [${unprojected.join(', ')}]`);
  }
}

/** A part of a scan that several share. */
interface Segment {
  number: number;
  of: number;
}

function segmentOf(fields: Fields): Segment | undefined {
  const number = numberField(fields, 'Segment');
  const of = numberField(fields, 'TotalSegments');
  if (number === undefined && of === undefined) return undefined;
  if (of === undefined) {
    throw invalid(
      'The TotalSegments parameter is required but was not present in the request when Segment parameter is present',
    );
  }
  if (number === undefined) {
    throw invalid(
      'The Segment parameter is required but was not present in the request when parameter TotalSegments is present',
    );
  }
  if (number >= of) {
    throw invalid(
      `The Segment parameter is zero-based and must be less than parameter TotalSegments: Segment: ${number} is not less than TotalSegments: ${of}`,
    );
  }
  return { number, of };
}

function* inSegment<R extends { partition: KeyColumn }>(rows: Iterable<R>, { number, of }: Segment) {
  for (const row of rows) {
    let hash = 0;
    for (const byte of Buffer.from(row.partition)) hash = (Math.imul(hash, 31) + byte) >>> 0;
    if (hash % of === number) yield row;
  }
}

/** Scan. */
export function scan({ tables, late }: PageAccess, fields: Fields): string {
  const name = requireName(textField(fields, 'TableName'));
  const indexName = textField(fields, 'IndexName');
  refuseOldParameters(fields);
  requireExpressions(fields, ['ProjectionExpression', 'FilterExpression']);
  const limit = limitOf(fields);
  const detail = capacityDetail(fields);
  const segment = segmentOf(fields);
  const placeholders = placeholdersOf(fields);
  const filter = filterOf(fields, placeholders);
  const parts = projectionIn(fields, placeholders);
  placeholders.requireAllUsed();
  const table = tables.get(name);
  const index = indexOf(table, indexName);
  const isConsistent = flagField(fields, 'ConsistentRead');
  if (isConsistent && index?.isGlobal) {
    throw invalid('Consistent read cannot be true when scanning a GSI');
  }
  const shown = selectOf(fields, parts, index);
  const request: PageRequest = { table, index, isConsistent, filter, shown, limit, detail };
  requireHeld(request, 'Scan');
  let range: Range = { sql: [], values: [] };
  const start = recordField(fields, 'ExclusiveStartKey');
  if (start !== undefined) {
    range = startBehind(range, startColumns(start, table, index), sortColumns(index), true);
  }
  const rows = rowsOf(request, range, true, late);
  const page = new Page(request);
  page.fill(segment ? inSegment(rows, segment) : rows);
  return page.answer();
}
