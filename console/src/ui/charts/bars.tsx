/** Bars from a zero line, one below the other, each with its name and its value. @module */

import { scaleLinear } from '@visx/scale';
import { Bar } from '@visx/shape';
import styles from './chart.module.css';
import { Drawing } from './drawing.tsx';
import { cutTo } from './scales.ts';
import { isRightToLeft, usePoints, useWidth } from './use-points.ts';

/** One bar. */
export interface BarItem {
  id: string;
  label: string;
  value: number;
  /** The value as it is shown. */
  text: string;
}

const row = 28;
const thickness = 16;
const gap = 8;

/** Horizontal bars. @param label - what the chart is called aloud */
export function Bars({ label, items }: { label: string; items: readonly BarItem[] }) {
  const [place, width] = useWidth();
  const [, pointOf] = usePoints(items.length);
  const isRtl = isRightToLeft();
  const names = Math.min(200, Math.floor(width * 0.35));
  const values = Math.max(48, ...items.map(({ text }) => text.length * 8 + gap));
  const room = Math.max(0, width - names - values - gap);
  const most = Math.max(0, ...items.map(({ value }) => value));
  const scale = scaleLinear({ domain: [0, most || 1], range: [0, room] });
  const height = items.length * row;
  const at = (x: number) => (isRtl ? width - x : x);
  return (
    <div ref={place} className={styles.chart} style={{ minBlockSize: height }}>
      {width > 0 && (
        <Drawing label={label} width={width} height={height}>
          {items.map((item, index) => {
            const length = scale(item.value);
            const middle = index * row + row / 2;
            const start = names + gap;
            return (
              <g key={item.id} {...pointOf(index, `${item.label}: ${item.text}`)} className={styles.point}>
                <rect
                  className={styles.ring}
                  x={1}
                  y={index * row + 1}
                  width={width - 2}
                  height={row - 2}
                  rx={4}
                />
                <text className={styles.name} x={at(names)} y={middle} textAnchor="end">
                  {cutTo(item.label, names)}
                </text>
                <Bar
                  className={styles.bar ?? ''}
                  x={isRtl ? at(start) - length : start}
                  y={middle - thickness / 2}
                  width={length}
                  height={thickness}
                />
                <text className={styles.value} x={at(start + length + gap)} y={middle} textAnchor="start">
                  {item.text}
                </text>
              </g>
            );
          })}
          <line className={styles.zero} x1={at(names + gap)} x2={at(names + gap)} y1={0} y2={height} />
        </Drawing>
      )}
    </div>
  );
}
