/** The overtime layers of a policy, compiled and in the order in which they take seconds. */
import { type PeriodKind, type Policy, placeOfPeriod } from '../rules/index.ts';
import { compileLayer, isPremium, type LayerPolicy } from './layers/index.ts';

/** The layers of a policy in the form that the engine reads. */
export interface PolicyLayers {
  /** Overtime layers in the order in which they take seconds. */
  readonly serving: readonly LayerPolicy[];
  /** Those of them that decide what counts towards a period: its own, and those that come before it. */
  readonly upTo: Readonly<Record<PeriodKind, readonly LayerPolicy[]>>;
  /** Premiums, in the order of the rules. */
  readonly premiums: readonly LayerPolicy[];
  /** Overtime layers that pay no less than they promise: the rest comes on top. */
  readonly promising: readonly LayerPolicy[];
}

/** Compiles the layers of a policy. */
export function compileLayers(policy: Policy): PolicyLayers {
  const premiums: LayerPolicy[] = [];
  const others: LayerPolicy[] = [];
  for (const { layer, grid } of policy.layers) {
    (isPremium(layer) ? premiums : others).push(compileLayer(layer, grid));
  }
  const serving = inServingOrder(others);
  return {
    serving,
    upTo: {
      weekly: layersUpTo(serving, 'weekly'),
      biweekly: layersUpTo(serving, 'biweekly'),
      monthly: layersUpTo(serving, 'monthly'),
    },
    premiums,
    promising: others.filter((layer) => layer.of.promises),
  };
}

/**
 * The order in which layers take seconds: the higher multiplier first; of equal ones those that name a place in the day,
 * then daily, those that name a day, weekly, longer, and windows last; of the same kind the one that begins later, so that
 * it is not swallowed by the one that begins earlier; then the order of the rules.
 */
function inServingOrder(layers: readonly LayerPolicy[]): LayerPolicy[] {
  return layers.toSorted(
    (a, b) =>
      b.multiplier - a.multiplier || a.of.stage - b.of.stage || (a.kind === b.kind ? b.begins - a.begins : 0),
  );
}

/** The layers of a period and those that come before it in the order daily, weekly, two-weekly, monthly. */
function layersUpTo(layers: readonly LayerPolicy[], kind: PeriodKind): LayerPolicy[] {
  return layers.filter((layer) => layer.period <= placeOfPeriod(kind));
}
