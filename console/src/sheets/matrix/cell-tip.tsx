/** The tooltip of the matrix: one for all cells, above the one on which the pointer rests or which the keys have reached. @module */

import { useQuery } from '@tanstack/react-query';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { addDays } from '#shared/time/calendar.ts';
import { api } from '../../api/index.ts';
import { DayTip } from '../../day/day-cell.tsx';
import type { PersonDay } from '../address.ts';
import styles from './matrix.module.css';
import type { MatrixPerson } from './matrix-pages.ts';
import type { Cell } from './movement.ts';

const restMilliseconds = 600;
const gap = 6;

/** @param dayAt - the day at a position */
export function CellTip({
  grid,
  dayAt,
  people,
}: {
  grid: RefObject<HTMLDivElement | null>;
  dayAt: (cell: Cell) => PersonDay | undefined;
  people: readonly MatrixPerson[];
}) {
  const [shown, setShown] = useState<{ cell: Cell; box: DOMRect }>();
  useEffect(() => {
    const element = grid.current;
    if (element === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const hide = () => {
      clearTimeout(timer);
      setShown(undefined);
    };
    const wait = (event: Event) => {
      const target =
        event.target instanceof Element ? event.target.closest<HTMLElement>('[data-cell]') : null;
      hide();
      if (target === null || (event.type === 'focusin' && !target.matches(':focus-visible'))) return;
      const row = Number(target.closest<HTMLElement>('[data-row]')?.dataset.row);
      const column = Number(target.dataset.cell);
      if (column < 0) return;
      timer = setTimeout(
        () => setShown({ cell: { row, column }, box: target.getBoundingClientRect() }),
        restMilliseconds,
      );
    };
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && hide();
    element.addEventListener('pointerover', wait);
    element.addEventListener('focusin', wait);
    element.addEventListener('pointerleave', hide);
    element.addEventListener('focusout', hide);
    element.addEventListener('scroll', hide);
    element.addEventListener('pointerdown', hide);
    document.addEventListener('keydown', onKey);
    return () => {
      hide();
      element.removeEventListener('pointerover', wait);
      element.removeEventListener('focusin', wait);
      element.removeEventListener('pointerleave', hide);
      element.removeEventListener('focusout', hide);
      element.removeEventListener('scroll', hide);
      element.removeEventListener('pointerdown', hide);
      document.removeEventListener('keydown', onKey);
    };
  }, [grid]);
  const at = shown && dayAt(shown.cell);
  const day = at && people[shown.cell.row]?.days.find(({ date }) => date === at.date);
  if (shown === undefined || at === undefined || day === undefined) return null;
  return <Tip key={`${at.userId}:${at.date}`} at={at} day={day} box={shown.box} />;
}

function Tip({ at, day, box }: { at: PersonDay; day: MatrixPerson['days'][number]; box: DOMRect }) {
  const place = useRef<HTMLDivElement>(null);
  const [offset, setOffset] = useState<{ x: number; y: number }>();
  const { data: row } = useQuery({
    queryKey: ['listSheets', 'tip', at],
    queryFn: async ({ signal }) => {
      const query = { userId: at.userId, from: at.date, to: addDays(at.date, 1), fields: 'summary' } as const;
      return (
        (await api.listSheets({ query: { ...query, userId: [query.userId] } }, { signal })).items[0] ?? null
      );
    },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a row that has come makes the box larger
  useLayoutEffect(() => {
    const size = place.current?.getBoundingClientRect();
    if (size === undefined) return;
    const x = Math.max(
      gap,
      Math.min(box.left + box.width / 2 - size.width / 2, innerWidth - size.width - gap),
    );
    const above = box.top - size.height - gap;
    setOffset({ x, y: above < gap ? box.bottom + gap : above });
  }, [box, row]);
  return (
    <div
      ref={place}
      role="tooltip"
      className={styles.tip}
      data-placed={offset !== undefined || undefined}
      style={{ transform: `translate(${offset?.x ?? 0}px, ${offset?.y ?? 0}px)` }}
    >
      <DayTip day={day} row={row ?? undefined} />
    </div>
  );
}
