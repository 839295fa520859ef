/** A line over the time of a day, and a quieter one that it is compared with. @module */

import { scaleLinear } from '@visx/scale';
import { LinePath } from '@visx/shape';
import styles from './chart.module.css';
import { Drawing } from './drawing.tsx';
import { ticksFrom0 } from './scales.ts';
import { isRightToLeft, silent, usePoints, useWidth } from './use-points.ts';

/** One line. */
export interface Line {
  label: string;
  /** A value for each place; it may end before the last place. */
  values: readonly number[];
}

/** Lines. */
export interface LinesProps {
  /** What the chart is called aloud. */
  label: string;
  main: Line;
  other?: Line | undefined;
  /** How a place is called. */
  placeOf: (index: number) => string;
  /** Number of places. */
  places: number;
  /** Places that are named on the axis. */
  named: readonly number[];
  tick: (value: number) => string;
}

const top = 24;
const plot = 140;
const bottom = 24;
const axis = 40;

/** Lines from a zero line. */
export function Lines({ label, main, other, placeOf, places, named, tick }: LinesProps) {
  const [place, width] = useWidth();
  const [shown, pointOf] = usePoints(main.values.length, main.values.length - 1);
  const isRtl = isRightToLeft();
  const ticks = ticksFrom0(Math.max(0, ...main.values, ...(other?.values ?? [])), {
    isWhole: true,
    count: 3,
  });
  const y = scaleLinear({ domain: [0, ticks.at(-1) || 1], range: [top + plot, top] });
  const x = scaleLinear({
    domain: [0, Math.max(1, places - 1)],
    range: isRtl ? [width - axis, 8] : [axis, width - 8],
  });
  const height = top + plot + bottom;
  const step = Math.abs(x(1) - x(0));
  const value = shown === undefined ? undefined : main.values[shown];
  return (
    <div ref={place} className={styles.chart} style={{ minBlockSize: height }}>
      {width > 0 && (
        <Drawing label={label} width={width} height={height}>
          <g {...silent}>
            {ticks.map((one) => (
              <g key={one}>
                <line
                  className={one === 0 ? styles.zero : styles.grid}
                  x1={isRtl ? 0 : axis}
                  x2={isRtl ? width - axis : width}
                  y1={y(one)}
                  y2={y(one)}
                />
                <text
                  className={styles.axis}
                  x={isRtl ? width - axis + 8 : axis - 8}
                  y={y(one)}
                  textAnchor="end"
                >
                  {tick(one)}
                </text>
              </g>
            ))}
            {named.map((one) => (
              <text key={one} className={styles.axis} x={x(one)} y={top + plot + 14} textAnchor="middle">
                {placeOf(one)}
              </text>
            ))}
            {other && (
              <LinePath
                className={styles.second ?? ''}
                data={[...other.values.keys()]}
                x={(index) => x(index)}
                y={(index) => y(other.values[index] ?? 0)}
              />
            )}
            <LinePath
              className={styles.main ?? ''}
              data={[...main.values.keys()]}
              x={(index) => x(index)}
              y={(index) => y(main.values[index] ?? 0)}
            />
          </g>
          {main.values.map((one, index) => (
            <g
              // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place
              key={index}
              {...pointOf(
                index,
                [
                  `${placeOf(index)}: ${main.label} ${tick(one)}`,
                  ...(other ? [`${other.label} ${tick(other.values[index] ?? 0)}`] : []),
                ].join(', '),
              )}
              className={styles.point}
            >
              <rect className={styles.touch} x={x(index) - step / 2} y={top} width={step} height={plot} />
              {shown === index && <circle className={styles.dot} cx={x(index)} cy={y(one)} r={4} />}
            </g>
          ))}
          {shown !== undefined && value !== undefined && (
            <text
              {...silent}
              className={styles.value}
              x={Math.min(Math.max(x(shown), 96), width - 96)}
              y={10}
              textAnchor="middle"
            >
              {`${placeOf(shown)}  ${tick(value)}${other ? ` (${tick(other.values[shown] ?? 0)})` : ''}`}
            </text>
          )}
        </Drawing>
      )}
      <ul className={styles.key}>
        <li className={styles.keyMain}>{main.label}</li>
        {other && <li className={styles.keySecond}>{other.label}</li>}
      </ul>
    </div>
  );
}
