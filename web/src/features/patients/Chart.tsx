import classes from './Chart.module.css';
import { scaleOf } from './series';

interface Properties {
  points: readonly { at: string; value: number }[];
  low: number | null | undefined;
  high: number | null | undefined;
  flagged: boolean;
  label: string;
}

const width = 88;
const height = 36;
const margin = 5;

/** The course of one result over its reference range. Spaced by time, since that is what a trend means. */
export function Chart({ points, low, high, flagged, label }: Properties) {
  const scale = scaleOf(points.map((point) => point.value), low, high);
  const times = points.map((point) => Date.parse(point.at));
  const start = times[0] ?? 0;
  const span = (times.at(-1) ?? 0) - start;
  const x = (index: number) => (span === 0 ? width - margin : margin + ((times[index]! - start) / span) * (width - 2 * margin));
  const y = (value: number) => height - scale.place(value) * height;
  const top = high == null ? 0 : y(high);
  const bottom = low == null ? height : y(low);
  const last = points.length - 1;
  return (
    <svg className={classes['chart']} viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-label={label} data-flagged={flagged}>
      {(low != null || high != null) && (
        <rect className={classes['range']} x="0" y={top} width={width} height={Math.max(1, bottom - top)} rx="2" />
      )}
      {points.length > 1 && (
        <polyline className={classes['course']} points={points.map((point, index) => `${x(index)},${y(point.value)}`).join(' ')} />
      )}
      {points.slice(0, last).map((point, index) => (
        <circle key={point.at} className={classes['past']} cx={x(index)} cy={y(point.value)} r="1.750" />
      ))}
      {points[last] && <circle className={classes['latest']} cx={x(last)} cy={y(points[last].value)} r="3.500" />}
    </svg>
  );
}
