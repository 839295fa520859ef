import { weekdayIndex } from '#shared/time/calendar.ts';
import { daySeconds } from '#shared/time/clock-text.ts';
import type { Zone } from '#shared/time/zone.ts';
import type { Spans } from '../model/index.ts';
import type { LayerPolicy } from '../rules/index.ts';

const windowsKept = 4_000;

/** A window of local time on the days around the work; remembered, because every user of a zone asks for it. */
export function windowSpans(layer: LayerPolicy, day: number, zone: Zone): Spans {
  let days = layer.windows.get(zone);
  if (!days) {
    days = new Map();
    layer.windows.set(zone, days);
  }
  const known = days.get(day);
  if (known) return known;
  if (days.size >= windowsKept) days.clear();
  const spans = makeWindowSpans(layer, day, zone);
  days.set(day, spans);
  return spans;
}

function makeWindowSpans(layer: LayerPolicy, day: number, zone: Zone): Spans {
  const spans: Spans = [];
  for (let date = day - 1; date <= day + 1; date += 1) {
    if (layer.weekdays && !layer.weekdays[weekdayIndex(date)]) continue;
    const midnight = date * daySeconds;
    const from = Math.max(zone.toEpoch(midnight + layer.from), spans.at(-1) ?? Number.NEGATIVE_INFINITY);
    const to = zone.toEpoch(midnight + layer.to);
    if (from < to) spans.push(from, to);
  }
  return spans;
}
