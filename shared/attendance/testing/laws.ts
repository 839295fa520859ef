/**
 * How often a law is tried, and with which numbers: the same ones on every run, so that nothing is red by chance. Others
 * with `PROPERTY_SEED`, more with `PROPERTY_RUNS`; a failure names its seed.
 */
export const lawOptions = {
  numRuns: Number(process.env.PROPERTY_RUNS ?? 150),
  seed: Number(process.env.PROPERTY_SEED ?? 20_260_302),
};
