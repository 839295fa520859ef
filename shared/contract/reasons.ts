/** The route that lists every reason which the API can give, for whoever shows reasons in another language. @module */

import * as z from 'zod';
import { kindNames, ReasonKey } from '#shared/reasons/index.ts';
import { readers, route } from './route.ts';

const Kind = z.enum(kindNames).meta({ id: 'ReasonValueKind' });

const ListedReason = z
  .looseObject({
    key: ReasonKey,
    template: z
      .string()
      .meta({ description: 'The sentence in English, without a full stop, values as `{name}`' }),
    values: z
      .array(z.looseObject({ name: z.string(), kind: Kind }).meta({ id: 'ListedReasonValue' }))
      .meta({ description: 'Each value that the key has, in the order of the template' }),
  })
  .meta({ id: 'ListedReason' });

/** Routes of reasons. */
export const reasons = {
  listReasons: route({
    method: 'GET',
    path: '/v1/reasons',
    service: 'api',
    principals: readers,
    scopes: ['sheets:read'],
    tag: 'sheets',
    summary:
      'Every reason that rows and explanations give: its key, its sentence and the kinds of its values',
    answer: {
      status: 200,
      body: z
        .looseObject({
          items: z.array(ListedReason),
          kinds: z
            .array(z.looseObject({ kind: Kind, description: z.string() }).meta({ id: 'ListedValueKind' }))
            .meta({ description: 'What a value of each kind is, and how English shows it' }),
        })
        .meta({ id: 'ListedReasons' }),
    },
  }),
};
