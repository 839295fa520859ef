/** A type that strips loose objects of their index signature, so that our code uses named fields only. @module */

type NamedKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] };

/**
 * A type as the schemas name it, without the index signature that loose objects carry: answers may grow fields on the
 * wire, our own code uses the named ones only.
 */
export type Plain<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : [NamedKeys<T>] extends [never]
      ? T
      : { [K in keyof T as string extends K ? never : K]: Plain<T[K]> };
