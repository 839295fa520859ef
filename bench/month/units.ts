/** Counts the requests of this process to the tables, and the capacity units that they use. @module */

import { DynamoDb } from '../../functions/store/dynamodb.ts';

/** Requests and units since the last reset. */
export interface Units {
  requests: number;
  writeUnits: number;
  readUnits: number;
}

type Consumed = { CapacityUnits?: number };

function sumOf(answer: { ConsumedCapacity?: Consumed | Consumed[] }): number {
  return [answer.ConsumedCapacity ?? []].flat().reduce((sum, { CapacityUnits: units = 0 }) => sum + units, 0);
}

/** Begins to count. Asking for the units takes the store some time: a run that is timed is not counted. */
export function countUnits(): { reset(): void; read(): Units } {
  let units: Units = { requests: 0, writeUnits: 0, readUnits: 0 };
  const { send } = DynamoDb.prototype;
  async function counted(this: DynamoDb, ...args: unknown[]): Promise<unknown> {
    const [name, request] = args as [string, Record<string, unknown>];
    request.ReturnConsumedCapacity = 'TOTAL';
    const answer = (await Reflect.apply(send, this, args)) as { ConsumedCapacity?: Consumed };
    units.requests += 1;
    if (/Get|Query/.test(name)) units.readUnits += sumOf(answer);
    else units.writeUnits += sumOf(answer);
    return answer;
  }
  Object.assign(DynamoDb.prototype, { send: counted });
  return {
    reset() {
      units = { requests: 0, writeUnits: 0, readUnits: 0 };
    },
    read: () => units,
  };
}
