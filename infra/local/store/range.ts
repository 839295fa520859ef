/** Which rows a Query or Scan reads, and in which order: its WHERE and ORDER BY. @module */

import { type Condition, type KeyCondition, keyConditionsOf } from './expressions/index.ts';
import { invalid, invalidParameter } from './failure.ts';
import {
  columnBehind,
  isEmptyKey,
  type KeyAttribute,
  type KeyColumn,
  type KeySchema,
  keyColumn,
} from './keys.ts';
import type { TableIndex } from './table.ts';
import type { AttributeValue } from './values.ts';

/** Conditions on columns, with the values of their marks. */
export interface Range {
  sql: string[];
  values: KeyColumn[];
}

/** The columns that a source is sorted by: those of the index, then those of the table. */
export function sortColumns(index: TableIndex | undefined): string[] {
  return index === undefined ? ['p', 's'] : [`p${index.number}`, `s${index.number}`, 'p', 's'];
}

function columnFor(value: AttributeValue, { name, type }: KeyAttribute): KeyColumn {
  const column = keyColumn(value, type);
  if (column === undefined) {
    throw invalidParameter('Condition parameter type does not match schema type');
  }
  if (isEmptyKey(value)) {
    throw invalid(
      `One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty ${type === 'S' ? 'string' : 'binary'} value. Key: ${name}`,
    );
  }
  return column;
}

function addRange(range: Range, column: string, condition: KeyCondition, attribute: KeyAttribute): void {
  const add = (operator: string, value: KeyColumn) => {
    range.sql.push(`${column} ${operator} ?`);
    range.values.push(value);
  };
  switch (condition.kind) {
    case 'compare':
      add(condition.operator, columnFor(condition.value, attribute));
      break;
    case 'between':
      add('>=', columnFor(condition.low, attribute));
      add('<=', columnFor(condition.high, attribute));
      break;
    case 'beginsWith': {
      if (attribute.type === 'N') {
        throw invalidParameter('ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type');
      }
      const prefix = columnFor(condition.prefix, attribute);
      const behind = columnBehind(prefix);
      add('>=', prefix);
      if (behind !== undefined) add('<', behind);
    }
  }
}

/** What a Query asks of the keys of a table or an index. @throws StoreFailure */
export function queryRange(condition: Condition, keys: KeySchema, columns: readonly string[]): Range {
  const conditions = keyConditionsOf(condition);
  if (conditions.size > 2) throw invalid('Conditions can be of length 1 or 2 only');
  const { hash, range: sort } = keys;
  const onHash = conditions.get(hash.name);
  if (onHash === undefined) throw invalid('Query condition missed key schema element');
  const onSort = sort && conditions.get(sort.name);
  if (conditions.size === 2 && onSort === undefined) {
    throw invalid(
      sort === undefined ? 'Query key condition not supported' : 'Query condition missed key schema element',
    );
  }
  if (onHash.kind !== 'compare' || onHash.operator !== '=') {
    throw invalid('Query key condition not supported');
  }
  const [first = 'p', second = 's'] = columns;
  const range: Range = { sql: [`${first} = ?`], values: [columnFor(onHash.value, hash)] };
  if (sort && onSort) addRange(range, second, onSort, sort);
  return range;
}
