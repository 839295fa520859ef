/**
 * The kinds of overtime layers: one file for each, and one line here.
 * Which seconds a kind claims is decided in its file; who is served when and what is left, in overtime/.
 * @module
 */
import type { OvertimeLayer } from '../../model/index.ts';
import type { LookBack, TotalGrid } from '../../rules/index.ts';
import { afterOut } from './after-out.ts';
import { beforeIn } from './before-in.ts';
import { callIn } from './call-in.ts';
import { consecutiveDays } from './consecutive-days.ts';
import { daily } from './daily.ts';
import { dayType } from './day-type.ts';
import type { LayerDocument, LayerKind, LayerName } from './layer-kind.ts';
import { biweekly, monthly, weekly } from './period.ts';
import { window } from './window.ts';
import { workedDays } from './worked-days.ts';

/** Every kind by the name that the rules give it. A kind of the schema that lacks its line here does not compile. */
const layerKinds = {
  afterOut,
  beforeIn,
  biweekly,
  callIn,
  consecutiveDays,
  daily,
  dayType,
  monthly,
  weekly,
  window,
  workedDays,
} satisfies { readonly [K in LayerName]: LayerKind<K, unknown> };

/** An overtime layer in the form that the engine reads; `kind` tells what its `own` holds. */
export type LayerPolicy = ReturnType<(typeof layerKinds)[LayerName]['compile']>;

/** A kind as far as its own documents go. */
interface KindOf<K extends LayerName> {
  lookBack(document: LayerDocument<K>): LookBack | null;
  compile(document: LayerDocument<K>, grid: TotalGrid): LayerPolicy;
  readonly premium: { isPremium(document: LayerDocument<K>): boolean } | null;
}
const kinds: { readonly [K in LayerName]: KindOf<K> } = layerKinds;

/** How far back a layer looks; `null` where earlier days decide nothing. */
export function lookBackOf(document: OvertimeLayer): LookBack | null {
  return lookBackBy(document.kind, document);
}

function lookBackBy<K extends LayerName>(kind: K, document: LayerDocument<K>): LookBack | null {
  return kinds[kind].lookBack(document);
}

/** A layer in the form that the engine reads. @param grid - rounding of its total */
export function compileLayer(document: OvertimeLayer, grid: TotalGrid): LayerPolicy {
  return compileBy(document.kind, document, grid);
}

function compileBy<K extends LayerName>(kind: K, document: LayerDocument<K>, grid: TotalGrid): LayerPolicy {
  return kinds[kind].compile(document, grid);
}

/** Whether a layer comes on top of regular time and overtime. */
export function isPremium(document: OvertimeLayer): boolean {
  return isPremiumBy(document.kind, document);
}

function isPremiumBy<K extends LayerName>(kind: K, document: LayerDocument<K>): boolean {
  return kinds[kind].premium?.isPremium(document) === true;
}

export type { Claim } from './claim.ts';
export type { AnyLayer, LayerName, LayerTerms } from './layer-kind.ts';
