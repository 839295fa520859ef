/**
 * The closed set of reasons for which the engine cannot compute a plan although it fits its schema. Anything else
 * that the engine throws is a defect of ours, and nobody's plan.
 * @module
 */

import { type Phrase, phrase, type Told, told } from '#shared/reasons/index.ts';

/** The facts of each reason. `userId` is the user whose days were asked for. */
export interface PlanFaultFacts {
  /** The runtime's list of zones lacks this one: it is older than the runtime that took the name in. */
  'zone.unknown': { userId: string; zone: string };
}

/** A reason for which a plan cannot be computed. */
export type PlanFaultCode = keyof PlanFaultFacts;

const reasons: { [C in PlanFaultCode]: (facts: PlanFaultFacts[C]) => Phrase } = {
  'zone.unknown': (facts) => phrase('plan-fault.zone', facts),
};

/** A plan that cannot be computed. Trying again does not help until somebody has changed what it names. */
export class PlanFault<C extends PlanFaultCode = PlanFaultCode> extends Error {
  override readonly name = 'PlanFault';
  readonly code: C;
  readonly facts: PlanFaultFacts[C];

  /** What it says, with a key and values. */
  readonly told: Told;

  constructor(code: C, facts: PlanFaultFacts[C]) {
    const said = told(reasons[code](facts));
    super(`${said.text}.`);
    this.told = said;
    this.code = code;
    this.facts = facts;
  }
}
