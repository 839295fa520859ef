/** A failure carries the facts of its code and no others; `npm run types` checks this. */
import { expectTypeOf, test } from 'vitest';
import { isProblem, type ProblemCode, type RollcallError } from './errors.ts';

/** What the constructor takes for one code. */
type Given<C extends ProblemCode> = [code: C, facts: ConstructorParameters<typeof RollcallError<C>>[1]];

test('the code decides which facts are given', () => {
  expectTypeOf<Given<'service.busy'>>().toEqualTypeOf<['service.busy', { retryAfterSeconds: number }]>();
  expectTypeOf<Given<'request.not-json'>>().toEqualTypeOf<['request.not-json', { reason: string }]>();
});

test('an unknown code, and facts that are wrong, missing or of another code, do not compile', () => {
  expectTypeOf<'service.busy'>().toExtend<ProblemCode>();
  expectTypeOf<'service.asleep'>().not.toExtend<ProblemCode>();
  expectTypeOf<string>().not.toExtend<ProblemCode>();
  expectTypeOf<{ retryAfterSeconds: string }>().not.toExtend<Given<'service.busy'>[1]>();
  expectTypeOf<Record<never, never>>().not.toExtend<Given<'service.busy'>[1]>();
  expectTypeOf<Given<'request.not-json'>[1]>().not.toExtend<Given<'service.busy'>[1]>();
});

test('an error that is asked for its code has the facts of that code', () => {
  expectTypeOf<RollcallError<'service.busy'>['facts']>().toEqualTypeOf<{ retryAfterSeconds: number }>();
  expectTypeOf(isProblem<'service.busy'>).guards.toEqualTypeOf<RollcallError<'service.busy'>>();
});
