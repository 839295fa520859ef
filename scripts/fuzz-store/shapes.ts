/** The tables that the fuzz works on: keys of every type, indexes of every kind. @module */

/** A key attribute: its name and type. */
export type KeyPart = readonly [name: string, type: 'S' | 'N' | 'B'];

/** A table of the fuzz. */
export interface Shape {
  name: string;
  keys: readonly KeyPart[];
  indexes: readonly {
    name: string;
    isGlobal: boolean;
    keys: readonly KeyPart[];
    projection: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  }[];
}

/** What INCLUDE indexes hold besides keys. */
const included = ['x', 'y'];

/** The tables, under names with a prefix of their own. */
export function shapesFor(prefix: string): [Shape, ...Shape[]] {
  return [
    {
      name: `${prefix}.text`,
      keys: [
        ['pk', 'S'],
        ['sk', 'S'],
      ],
      indexes: [
        {
          name: 'local',
          isGlobal: false,
          keys: [
            ['pk', 'S'],
            ['n', 'N'],
          ],
          projection: 'INCLUDE',
        },
        {
          name: 'all',
          isGlobal: true,
          keys: [
            ['g', 'S'],
            ['n', 'N'],
          ],
          projection: 'ALL',
        },
        { name: 'keys', isGlobal: true, keys: [['g', 'S']], projection: 'KEYS_ONLY' },
      ],
    },
    {
      name: `${prefix}.number`,
      keys: [['pk', 'N']],
      indexes: [
        {
          name: 'some',
          isGlobal: true,
          keys: [
            ['x', 'S'],
            ['pk', 'N'],
          ],
          projection: 'INCLUDE',
        },
      ],
    },
    {
      name: `${prefix}.mixed`,
      keys: [
        ['pk', 'S'],
        ['sk', 'N'],
      ],
      indexes: [
        {
          name: 'binary',
          isGlobal: true,
          keys: [
            ['b', 'B'],
            ['g', 'S'],
          ],
          projection: 'ALL',
        },
        {
          name: 'local',
          isGlobal: false,
          keys: [
            ['pk', 'S'],
            ['g', 'S'],
          ],
          projection: 'KEYS_ONLY',
        },
      ],
    },
    {
      name: `${prefix}.binary`,
      keys: [
        ['pk', 'B'],
        ['sk', 'B'],
      ],
      indexes: [],
    },
  ];
}

function keySchema(keys: readonly KeyPart[]) {
  return keys.map(([AttributeName], at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}

/** The CreateTable request for a table. */
export function creationOf(shape: Shape) {
  const types = new Map([...shape.keys, ...shape.indexes.flatMap(({ keys }) => keys)]);
  const indexes = (isGlobal: boolean) => {
    const found = shape.indexes.filter((index) => index.isGlobal === isGlobal);
    if (found.length === 0) return undefined;
    return found.map(({ name, keys, projection }) => ({
      IndexName: name,
      KeySchema: keySchema(keys),
      Projection: {
        ProjectionType: projection,
        ...(projection === 'INCLUDE' ? { NonKeyAttributes: included } : {}),
      },
    }));
  };
  return {
    TableName: shape.name,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [...types].map(([AttributeName, AttributeType]) => ({
      AttributeName,
      AttributeType,
    })),
    KeySchema: keySchema(shape.keys),
    LocalSecondaryIndexes: indexes(false),
    GlobalSecondaryIndexes: indexes(true),
  };
}
