/**
 * Puts with a condition as PartiQL, because a batch of statements is the one request in which DynamoDB writes several
 * items, each under a condition of its own, at the price of plain writes.
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
 * @module
 */

/** An item to be written if what is there is as its writer has seen it. */
export interface ConditionalPut {
  readonly item: Readonly<Record<string, unknown>> & { readonly pk: string; readonly sk: string };
  /**
   * Attributes that the stored item must have with these values, or must not have where the value is `undefined`;
   * without it there must be no item.
   */
  readonly seen?: Readonly<Record<string, string | number | undefined>> | undefined;
  /** Attributes that an item which is there may have, and loses unless the new one has them. */
  readonly mayHave: readonly string[];
}

/** The condition of a put, for a request of its own. */
export function conditionOf({ seen }: ConditionalPut) {
  if (seen === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const conditions: string[] = [];
  const names: Record<string, string> = {};
  const values: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(seen)) {
    names[`#${name}`] = name;
    conditions.push(value === undefined ? `attribute_not_exists(#${name})` : `#${name} = :${name}`);
    if (value !== undefined) values[`:${name}`] = value;
  }
  return {
    ConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ...(Object.keys(values).length === 0 ? {} : { ExpressionAttributeValues: values }),
  };
}

/** A statement with its parameters, as a batch of statements takes it. */
export interface Statement {
  Statement: string;
  Parameters: unknown[];
}

/** The statement that does what a put under this condition does. @param table - its physical name */
export function statementOf(table: string, { item, seen, mayHave }: ConditionalPut): Statement {
  const present = Object.entries(item).filter(([, value]) => value !== undefined);
  if (seen === undefined) {
    const fields = present.map(([name]) => `'${name}': ?`).join(', ');
    return {
      Statement: `INSERT INTO "${table}" VALUE {${fields}}`,
      Parameters: present.map(([, value]) => value),
    };
  }
  const set = present.filter(([name]) => name !== 'pk' && name !== 'sk');
  const has = new Set(set.map(([name]) => name));
  const changes = [
    ...set.map(([name]) => `SET "${name}" = ?`),
    ...mayHave.filter((name) => !has.has(name)).map((name) => `REMOVE "${name}"`),
  ];
  const conditions = Object.entries(seen);
  const where = [
    '"pk" = ? AND "sk" = ?',
    ...conditions.map(([name, value]) => (value === undefined ? `"${name}" IS MISSING` : `"${name}" = ?`)),
  ];
  return {
    Statement: `UPDATE "${table}" ${changes.join(' ')} WHERE ${where.join(' AND ')}`,
    Parameters: [
      ...set.map(([, value]) => value),
      item.pk,
      item.sk,
      ...conditions.flatMap(([, value]) => (value === undefined ? [] : [value])),
    ],
  };
}
