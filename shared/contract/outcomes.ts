/** The schema of what became of each thing of a batch. @module */

import * as z from 'zod';
import { Count } from './fields.ts';

/**
 * Why one thing of many was refused.
 * @param id - name of the schema
 */
export function refusal(id: string) {
  return z
    .looseObject({
      code: z.string(),
      detail: z.string(),
      facts: z
        .record(z.string(), z.unknown())
        .optional()
        .meta({ description: 'As in the problem document of the same code, to say it in another language' }),
    })
    .meta({ id, description: 'Why it was refused, with a code of the closed set' })
    .optional();
}

/**
 * What became of each thing of a batch, in the order of the request.
 * @param name - begins the names of both schemas: `…Outcome` and `…Outcomes`
 * @param done - what the others than the refused ones are
 * @param shape - what an outcome has besides: the thing, and why it was refused
 */
export function outcomes<const D extends string, S extends z.ZodRawShape>(name: string, done: D, shape: S) {
  const outcome = z
    .looseObject({ result: z.enum([done, 'refused']), ...shape })
    .meta({ id: `${name}Outcome` });
  return z
    .looseObject({
      items: z.array(outcome).meta({ description: 'In the order of the request' }),
      done: Count,
      refused: Count,
    })
    .meta({ id: `${name}Outcomes` });
}
