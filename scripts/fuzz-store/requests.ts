/** Draws requests. @module */

import type { Chance } from './chance.ts';
import { Expressions } from './expressions.ts';
import type { Shape } from './shapes.ts';
import { itemOf, keyOf } from './values.ts';

/** A request: an operation of the protocol and its body. */
export interface Request {
  operation: string;
  body: Record<string, unknown>;
}

const capacity = (chance: Chance) =>
  chance.odds(0.3) ? chance.of(['TOTAL', 'INDEXES', 'NONE'] as const) : undefined;

function conditional(chance: Chance): Record<string, unknown> {
  const expressions = new Expressions(chance);
  const condition = chance.odds(0.5) ? expressions.spoilt(expressions.condition()) : undefined;
  return { ConditionExpression: condition, ...expressions.fields() };
}

const onFailure = (chance: Chance) =>
  chance.odds(0.3) ? chance.of(['ALL_OLD', 'NONE'] as const) : undefined;

function put(chance: Chance, shape: Shape): Request {
  return {
    operation: 'PutItem',
    body: {
      TableName: shape.name,
      Item: itemOf(chance, shape),
      ...conditional(chance),
      ReturnValues: chance.odds(0.3) ? chance.of(['ALL_OLD', 'NONE', 'ALL_OLD', 'ALL_NEW']) : undefined,
      ReturnValuesOnConditionCheckFailure: onFailure(chance),
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

function update(chance: Chance, shape: Shape): Request {
  const expressions = new Expressions(chance);
  const updates = chance.odds(0.97) ? expressions.spoilt(expressions.update()) : undefined;
  const condition = chance.odds(0.25) ? expressions.spoilt(expressions.condition()) : undefined;
  return {
    operation: 'UpdateItem',
    body: {
      TableName: shape.name,
      Key: keyOf(chance, shape),
      UpdateExpression: updates,
      ConditionExpression: condition,
      ...expressions.fields(),
      ReturnValues: chance.odds(0.7)
        ? chance.of(['ALL_OLD', 'NONE', 'ALL_NEW', 'UPDATED_OLD', 'UPDATED_NEW'])
        : undefined,
      ReturnValuesOnConditionCheckFailure: onFailure(chance),
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

function remove(chance: Chance, shape: Shape): Request {
  return {
    operation: 'DeleteItem',
    body: {
      TableName: shape.name,
      Key: keyOf(chance, shape),
      ...conditional(chance),
      ReturnValues: chance.odds(0.3) ? chance.of(['ALL_OLD', 'NONE', 'UPDATED_NEW']) : undefined,
      ReturnValuesOnConditionCheckFailure: onFailure(chance),
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

function get(chance: Chance, shape: Shape): Request {
  const expressions = new Expressions(chance);
  const projection = chance.odds(0.5) ? expressions.spoilt(expressions.projection()) : undefined;
  return {
    operation: 'GetItem',
    body: {
      TableName: chance.odds(0.995) ? shape.name : chance.of(['no', 'nothing', 'not allowed']),
      Key: keyOf(chance, shape),
      ProjectionExpression: projection,
      ...expressions.fields(),
      ConsistentRead: chance.odds(0.5) || undefined,
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

function batchGet(chance: Chance, shapes: readonly Shape[]): Request {
  const chosen = shapes.filter(() => chance.odds(0.4));
  return {
    operation: 'BatchGetItem',
    body: {
      RequestItems: Object.fromEntries(
        chosen.map((shape) => {
          const expressions = new Expressions(chance);
          const projection = chance.odds(0.3) ? expressions.spoilt(expressions.projection()) : undefined;
          const { ExpressionAttributeNames } = expressions.fields();
          return [
            shape.name,
            {
              Keys: chance.list(chance.odds(0.01) ? 0 : 1, 8, () => keyOf(chance, shape)),
              ConsistentRead: chance.odds(0.5) || undefined,
              ProjectionExpression: projection,
              ExpressionAttributeNames,
            },
          ];
        }),
      ),
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

function batchWrite(chance: Chance, shapes: readonly Shape[]): Request {
  const chosen = shapes.filter(() => chance.odds(0.4));
  const write = (shape: Shape) =>
    chance.odds(0.7)
      ? { PutRequest: { Item: itemOf(chance, shape) } }
      : { DeleteRequest: { Key: keyOf(chance, shape) } };
  return {
    operation: 'BatchWriteItem',
    body: {
      RequestItems: Object.fromEntries(
        chosen.map((shape) => [
          shape.name,
          chance.list(chance.odds(0.01) ? 0 : 1, chance.odds(0.02) ? 14 : 6, () => write(shape)),
        ]),
      ),
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

const select = (chance: Chance) =>
  chance.odds(0.15)
    ? chance.of(['COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES', 'COUNT'])
    : undefined;

function pages(chance: Chance, shape: Shape, operation: 'Query' | 'Scan'): Request {
  const expressions = new Expressions(chance);
  const index = chance.odds(0.5) ? shape.indexes[chance.below(shape.indexes.length)] : undefined;
  const keys = index?.keys ?? shape.keys;
  const condition = operation === 'Query' ? expressions.spoilt(expressions.keyCondition(keys)) : undefined;
  // What a filter sees of an item that an index holds in part is open: DynamoDB Local shows it the whole item.
  const canFilter = operation === 'Query' || index === undefined || index.projection === 'ALL';
  const filter = canFilter && chance.odds(0.3) ? expressions.spoilt(expressions.condition()) : undefined;
  const projection = chance.odds(0.25) ? expressions.spoilt(expressions.projection()) : undefined;
  return {
    operation,
    body: {
      TableName: shape.name,
      IndexName: chance.odds(0.995) ? index?.name : 'missing',
      KeyConditionExpression: condition,
      FilterExpression: filter,
      ProjectionExpression: projection,
      ...expressions.fields(),
      Select: select(chance),
      Limit: chance.odds(0.4) ? chance.of([1, 2, 3, 5, 10, 0]) || undefined : undefined,
      ScanIndexForward: operation === 'Query' && chance.odds(0.4) ? false : undefined,
      ConsistentRead: chance.odds(0.15) || undefined,
      ReturnConsumedCapacity: capacity(chance),
    },
  };
}

/** The next request. */
export function drawRequest(chance: Chance, shapes: readonly [Shape, ...Shape[]]): Request {
  const shape = chance.of(shapes);
  const kind = chance.number();
  if (kind < 0.25) return put(chance, shape);
  if (kind < 0.5) return update(chance, shape);
  if (kind < 0.57) return remove(chance, shape);
  if (kind < 0.65) return get(chance, shape);
  if (kind < 0.7) return batchGet(chance, shapes);
  if (kind < 0.76) return batchWrite(chance, shapes);
  return pages(chance, shape, kind < 0.95 ? 'Query' : 'Scan');
}
