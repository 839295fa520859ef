/** How many people are where, as figures that open the list of them. @module */

import { useLingui } from '@lingui/react/macro';
import type { Overview, PresenceCounts } from '#shared/contract/overview.ts';
import type { Format } from '../day/format-of.ts';
import { type PresenceState, presenceLooks } from '../day/looks.ts';
import { Shape } from '../day/shapes.tsx';
import { useFormat } from '../day/use-format.ts';
import type { Tone } from '../ui/chip.tsx';
import { Tile, TileLink, Tiles } from '../ui/tile.tsx';
import { unheardNames } from './to-do.ts';

/** A figure about the people of today. */
export interface PresenceFigure {
  state: PresenceState;
  count: number;
  note?: string | undefined;
}

/** The figures in their order. `inside` holds those who came late, too: they are in. */
export function usePresenceFigures(
  counts: PresenceCounts,
  overview: Overview | undefined,
  format: Format,
): PresenceFigure[] {
  const { t } = useLingui();
  const names = overview ? unheardNames(overview) : [];
  const unheard =
    names.length > 3
      ? t`${format.list(names.slice(0, 2))} and ${names.length - 2} more are not heard of`
      : names.length > 0
        ? t`${format.list(names)} not heard of`
        : undefined;
  const planned = counts.people - counts.off - counts.leave;
  return [
    {
      state: 'inside',
      count: counts.inside + counts.late,
      note: t`of ${format.count(planned)} who are expected today`,
    },
    { state: 'late', count: counts.late, note: t`inside, and came late` },
    { state: 'expected', count: counts.expected, note: t`expected, no punch so far` },
    { state: 'out', count: counts.out, note: t`have left, or are on a break` },
    { state: 'leave', count: counts.leave },
    {
      state: 'unknown',
      count: counts.unknown,
      note: counts.unknown > 0 || names.length > 0 ? unheard : t`all terminals are heard of`,
    },
    ...(counts.absent > 0 ? [{ state: 'absent' as const, count: counts.absent }] : []),
  ];
}

/** The colour of a state where somebody is in it; a normal zero is quiet. */
export function toneOf({ state, count }: PresenceFigure): Tone {
  const { ink } = presenceLooks[state];
  return count === 0 || ink === 'text' || ink === 'faint' ? 'neutral' : ink;
}

/** The tiles. */
export function PresenceTiles({
  counts,
  overview,
}: {
  counts: PresenceCounts;
  overview: Overview | undefined;
}) {
  const { i18n } = useLingui();
  const format = useFormat();
  const figures = usePresenceFigures(counts, overview, format);
  return (
    <Tiles>
      {figures.map((figure) => {
        const { state, count, note } = figure;
        const { shape, word } = presenceLooks[state];
        const face = {
          label: i18n._(word),
          figure: format.count(count),
          note,
          shape: count > 0 ? <Shape name={shape} /> : undefined,
          tone: toneOf(figure),
        };
        return count === 0 ? (
          <Tile key={state} {...face} />
        ) : (
          <TileLink
            key={state}
            {...face}
            to="/today"
            search={(old) => ({ ...old, state })}
            replace
            resetScroll={false}
          />
        );
      })}
    </Tiles>
  );
}
