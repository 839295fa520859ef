/** Settings of the property tests: how often each law is tried, and from which seed. @module */

/**
 * How often a law is tried, and with which numbers: the same ones on every run, so that no test fails by chance.
 * `PROPERTY_SEED` chooses others, `PROPERTY_RUNS` tries more; a failure names its seed.
 */
export const lawOptions = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_260_302),
};
