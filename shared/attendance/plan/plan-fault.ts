/**
 * The closed set of reasons for which the engine cannot compute a plan although it fits its schema. Anything else
 * that the engine throws is a defect of ours, and nobody's plan.
 * @module
 */

/** The facts of each reason. `userId` is the user whose days were asked for. */
export interface PlanFaultFacts {
  /** The runtime's list of zones lacks this one: it is older than the runtime that took the name in. */
  'zone.unknown': { userId: string; zone: string };
}

/** A reason for which a plan cannot be computed. */
export type PlanFaultCode = keyof PlanFaultFacts;

const sentences: { [C in PlanFaultCode]: (facts: PlanFaultFacts[C]) => string } = {
  'zone.unknown': ({ userId, zone }) =>
    `The days of user ${userId} cannot be computed: their time zone "${zone}" is not known here. Choose another zone in the settings.`,
};

/** A plan that cannot be computed. Trying again does not help until somebody has changed what it names. */
export class PlanFault<C extends PlanFaultCode = PlanFaultCode> extends Error {
  override readonly name = 'PlanFault';
  readonly code: C;
  readonly facts: PlanFaultFacts[C];

  constructor(code: C, facts: PlanFaultFacts[C]) {
    super(sentences[code](facts));
    this.code = code;
    this.facts = facts;
  }
}
