/** The bar of a shift: 36 hours with a handle for each column, dragged, or moved by the arrows. @module */

import { useLingui } from '@lingui/react/macro';
import { type CSSProperties, type KeyboardEvent, type PointerEvent, useRef } from 'react';
import type { Column, Shift } from '#shared/attendance/model/index.ts';
import { columnWords } from '../day/column-words.ts';
import { shareOf, ticksOf } from '../day/strip-scale.ts';
import { useFormat } from '../day/use-format.ts';
import { classNames } from '../ui/class-names.ts';
import { useIsPhone } from '../ui/use-media.ts';
import styles from './shift-bar.module.css';
import {
  axisMinutes,
  bordersOf,
  boundsOf,
  scheduledTimes,
  type WindowRules,
  windowOf,
  withMinute,
} from './shift-times.ts';

const axis = { from: 0, to: axisMinutes };

/** Places are shares of the bar, so that it is right at any width, and from right to left. */
function placed(from: number, to = from): CSSProperties {
  const start = shareOf(from, axis);
  return {
    '--start': `${(start * 100).toFixed(3)}%`,
    '--size': `${((shareOf(to, axis) - start) * 100).toFixed(3)}%`,
  } as CSSProperties;
}

/** A shift on its bar. */
export interface ShiftBarProps {
  /** What the bar is of: "Monday, shift 1". */
  label: string;
  shift: Shift;
  windows: WindowRules;
  /** Without it the bar only shows. */
  onChange?: ((shift: Shift) => void) | undefined;
}

/** The bar: windows as faint brackets, borders between columns as ticks, work filled, breaks hatched, overtime dashed. */
export function ShiftBar({ label, shift, windows, onChange }: ShiftBarProps) {
  const { t } = useLingui();
  const format = useFormat();
  const bar = useRef<HTMLDivElement>(null);
  const times = scheduledTimes(shift);
  const { from, to } = windowOf(shift, windows);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields with words of their own
    <div role="group" aria-label={label} className={styles.whole}>
      <div className={styles.bar} ref={bar}>
        {ticksOf(axis, undefined, 9).map(({ at }) => (
          <span
            key={at}
            className={classNames(styles.hour, at === 1_440 && styles.midnight)}
            style={placed(at)}
          />
        ))}
        <span
          className={styles.window}
          data-open-start={from === null || undefined}
          data-open-end={to === null || undefined}
          style={placed(Math.max(0, from ?? 0), to ?? axisMinutes)}
        />
        {segmentsOf(times).map((segment) => (
          <span
            key={segment.kind + segment.from}
            className={classNames(styles.segment, styles[segment.kind])}
            style={placed(segment.from, segment.to)}
          />
        ))}
        {bordersOf(shift).map(({ column, at, isSet }) => (
          <span
            key={column}
            className={classNames(styles.border, isSet && styles.setBorder)}
            style={placed(at)}
            title={t`Up to ${format.minute(at)} a punch belongs to this column`}
          />
        ))}
        {times.map(({ column, at }) => (
          <Handle key={column} column={column} at={at} shift={shift} bar={bar} onChange={onChange} />
        ))}
      </div>
      <div className={styles.axis} aria-hidden="true">
        {ticksOf(axis, undefined, 9).map(({ at, wall, day }) => (
          <span
            key={at}
            className={styles.tick}
            style={placed(at)}
            data-end={at === axisMinutes || undefined}
          >
            {format.minute(wall).slice(0, 2)}
            {day > 0 && at === 1_440 && <small> +1</small>}
          </span>
        ))}
      </div>
    </div>
  );
}

type SegmentKind = 'work' | 'rest' | 'overtime';

/** The stretches between the scheduled times. */
function segmentsOf(times: readonly { column: Column; at: number }[]) {
  const kinds: Partial<Record<Column, SegmentKind>> = {
    in: 'work',
    break: 'rest',
    resume: 'work',
    ot: 'overtime',
  };
  return times.flatMap(({ column, at }, index) => {
    const next = times[index + 1];
    const kind = kinds[column];
    return next && kind ? [{ kind, from: at, to: next.at }] : [];
  });
}

interface HandleProps {
  column: Column;
  at: number;
  shift: Shift;
  bar: { current: HTMLDivElement | null };
  onChange: ((shift: Shift) => void) | undefined;
}

const isAbove: Record<Column, boolean> = {
  in: true,
  break: false,
  resume: true,
  out: false,
  ot: true,
  done: false,
};

function Handle({ column, at, shift, bar, onChange }: HandleProps) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  // An hour is 9 pixels wide there: the fields below take the times instead.
  const isTooNarrow = useIsPhone();
  const time = format.minute(at);
  const isNextDay = at >= 1_440;
  const text = isNextDay ? t`${time} on the next day` : time;
  const look = classNames(styles.handle, isAbove[column] ? styles.above : styles.below);
  const words = (
    <span className={styles.words} aria-hidden="true">
      <span className={styles.name}>{i18n._(columnWords[column])} </span>
      {time}
      {isNextDay && <small> +1</small>}
    </span>
  );
  if (onChange === undefined || isTooNarrow) {
    return (
      <span className={look} style={placed(at)}>
        <span className="visually-hidden">
          {i18n._(columnWords[column])} {text}
        </span>
        {words}
      </span>
    );
  }
  const { min, max } = boundsOf(shift, column);
  const onKeyDown = (event: KeyboardEvent) => {
    const isRightToLeft = getComputedStyle(event.currentTarget).direction === 'rtl';
    const step = {
      ArrowRight: isRightToLeft ? -1 : 1,
      ArrowLeft: isRightToLeft ? 1 : -1,
      ArrowUp: 1,
      ArrowDown: -1,
    }[event.key];
    const to =
      step !== undefined
        ? at + step * (event.shiftKey ? 1 : 5)
        : { Home: min, End: max, PageUp: at + 60, PageDown: at - 60 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onChange(withMinute(shift, column, to));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !bar.current) return;
    const { left, right, width } = bar.current.getBoundingClientRect();
    const isRightToLeft = getComputedStyle(bar.current).direction === 'rtl';
    const share = (isRightToLeft ? right - event.clientX : event.clientX - left) / width;
    const step = event.shiftKey ? 1 : 5;
    onChange(withMinute(shift, column, Math.round((share * axisMinutes) / step) * step));
  };
  return (
    <span
      role="slider"
      tabIndex={0}
      className={look}
      style={placed(at)}
      aria-label={i18n._(columnWords[column])}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={at}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        event.currentTarget.focus();
        event.preventDefault();
      }}
      onPointerMove={onPointerMove}
    >
      {words}
    </span>
  );
}
