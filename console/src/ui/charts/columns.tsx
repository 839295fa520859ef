/** Columns from a zero line, one beside the other, mostly by day, with a line to compare them with. @module */

import { scaleBand, scaleLinear } from '@visx/scale';
import { Bar, LinePath } from '@visx/shape';
import type { BarItem } from './bars.tsx';
import styles from './chart.module.css';
import { Drawing } from './drawing.tsx';
import { labelEvery, ticksFrom0 } from './scales.ts';
import { isRightToLeft, silent, usePoints, useWidth } from './use-points.ts';

/** Columns. */
export interface ColumnsProps {
  /** What the chart is called aloud. */
  label: string;
  items: readonly BarItem[];
  /** A value of the axis as it is shown. */
  tick: (value: number) => string;
  /** What is round on the axis: 3600 for seconds shown as hours. */
  unit?: number;
  isWhole?: boolean;
  /** A line with a word, such as what was planned: a value for each column. */
  line?: { label: string; values: readonly number[] };
}

const top = 20;
const plot = 160;
const bottom = 24;
const axis = 48;

/** Vertical columns. */
export function Columns({ label, items, tick, unit = 1, isWhole = false, line }: ColumnsProps) {
  const [place, width] = useWidth();
  const [shown, pointOf] = usePoints(items.length);
  const isRtl = isRightToLeft();
  const values = items.map(({ value }) => value);
  const ticks = ticksFrom0(Math.max(0, ...values, ...(line?.values ?? [])), { unit, isWhole });
  const y = scaleLinear({ domain: [0, ticks.at(-1) || 1], range: [top + plot, top] });
  const x = scaleBand({
    domain: items.map(({ id }) => id),
    range: isRtl ? [width - axis, 0] : [axis, width],
    padding: 0.25,
  });
  const height = top + plot + bottom;
  const every = labelEvery(x.step(), 44);
  const most = values.indexOf(Math.max(...values));
  const isLabelled = (index: number) => shown === index || (shown === undefined && index === most);
  const middleOf = (index: number) => (x(items[index]?.id ?? '') ?? 0) + x.bandwidth() / 2;
  const lineEnd = line?.values.at(-1);
  return (
    <div ref={place} className={styles.chart} style={{ minBlockSize: height }}>
      {width > 0 && (
        <Drawing label={label} width={width} height={height}>
          {ticks.map((value) => (
            <g key={value} {...silent}>
              <line
                className={value === 0 ? styles.zero : styles.grid}
                x1={isRtl ? 0 : axis}
                x2={isRtl ? width - axis : width}
                y1={y(value)}
                y2={y(value)}
              />
              <text
                className={styles.axis}
                x={isRtl ? width - axis + 8 : axis - 8}
                y={y(value)}
                textAnchor="end"
              >
                {tick(value)}
              </text>
            </g>
          ))}
          {items.map((item, index) => (
            <g
              key={item.id}
              {...pointOf(
                index,
                line
                  ? `${item.label}: ${item.text}; ${line.label} ${tick(line.values[index] ?? 0)}`
                  : `${item.label}: ${item.text}`,
              )}
              className={styles.point}
            >
              <rect
                className={styles.ring}
                x={middleOf(index) - x.step() / 2}
                y={top}
                width={x.step()}
                height={plot}
                rx={4}
              />
              <Bar
                className={styles.bar ?? ''}
                x={x(item.id) ?? 0}
                y={y(item.value)}
                width={x.bandwidth()}
                height={y(0) - y(item.value)}
              />
              {isLabelled(index) && (
                <text
                  className={styles.value}
                  x={Math.min(Math.max(middleOf(index), 24), width - 24)}
                  y={y(item.value) - 9}
                  textAnchor="middle"
                >
                  {item.text}
                </text>
              )}
              {index % every === 0 && (
                <text className={styles.axis} x={middleOf(index)} y={top + plot + 14} textAnchor="middle">
                  {item.label}
                </text>
              )}
            </g>
          ))}
          {line && (
            <g {...silent}>
              <LinePath
                className={styles.second ?? ''}
                data={[...line.values.keys()]}
                x={(index) => middleOf(index)}
                y={(index) => y(line.values[index] ?? 0)}
              />
              {lineEnd !== undefined && (
                <text
                  className={styles.lineName}
                  x={isRtl ? 4 : width - 4}
                  y={y(lineEnd) - 9}
                  textAnchor="end"
                >
                  {line.label}
                </text>
              )}
            </g>
          )}
        </Drawing>
      )}
    </div>
  );
}
