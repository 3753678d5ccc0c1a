import type { Observation } from '@/lib/api/get-patient';
import { momentOf } from '@/lib/format/dates';
import { flagOf, measured, unitWords, type Flag } from '@/lib/format/numbers';
import type { Key } from '@/lib/i18n/catalogue';
import { useI18n } from '@/lib/i18n/i18n';
import { Card, Nothing } from './Card';
import { Chart } from './Chart';
import classes from './Observations.module.css';
import { flaggedFirst, seriesOf, type Series } from './series';

const flagWords = {
  low: 'flag.low',
  high: 'flag.high',
  critical_low: 'flag.critical.low',
  critical_high: 'flag.critical.high',
  abnormal: 'flag.abnormal',
} as const satisfies Record<NonNullable<Flag>, Key>;

interface Properties {
  category: Observation['category'];
  observations: readonly Observation[];
}

export function Observations({ category, observations }: Properties) {
  const { t } = useI18n();
  const laboratory = category === 'laboratory';
  const all = laboratory ? flaggedFirst(seriesOf(observations, category)) : seriesOf(observations, category);
  return (
    <Card title={laboratory ? t('patient.labs') : t('patient.vitals')} count={all.length}>
      {all.length === 0 && <Nothing text={laboratory ? t('patient.labs.none') : t('patient.vitals.none')} />}
      <ul className={classes['rows']}>
        {all.map((series) => (
          <Result key={series.key} series={series} />
        ))}
      </ul>
    </Card>
  );
}

function Result({ series: { name, latest, points } }: { series: Series }) {
  const { t, language } = useI18n();
  const flag = flagOf(latest);
  const { reference_low: low, reference_high: high } = latest;
  const unit = latest.unit ? unitWords(latest.unit) : '';
  const withUnit = (value: number) => `${measured(value, language)}${unit ? ` ${unit}` : ''}`;
  return (
    <li className={classes['result']} data-testid="result" data-flag={flag ?? undefined}>
      <div className={classes['what']}>
        <span className={classes['name']}>{name}</span>
        <span className={classes['note']}>
          {low == null && high == null ? t('patient.reference.unknown') : t('patient.reference', { range: range() })}
        </span>
      </div>
      {points.length > 0 ? (
        <Chart
          points={points}
          low={low}
          high={high}
          flagged={flag !== null}
          label={t('chart.trend', {
            name,
            values: points.map((point) => `${momentOf(point.at, language)} ${withUnit(point.value)}`).join('; '),
          })}
        />
      ) : (
        <span />
      )}
      <div className={classes['value']} data-flag={flag ?? undefined}>
        <span className={classes['figure']}>
          {flag && <strong className={classes['flag']}>{t(flagWords[flag])}</strong>}{' '}
          {latest.value == null ? (latest.value_text ?? t('patient.unknown')) : measured(latest.value, language)}
          {latest.value != null && unit && <span className={classes['unit']}> {unit}</span>}
        </span>
        <time className={classes['note']} dateTime={latest.effective_at}>
          {momentOf(latest.effective_at, language)}
        </time>
      </div>
    </li>
  );

  function range(): string {
    if (low == null) return `< ${measured(high ?? 0, language)}`;
    if (high == null) return `> ${measured(low, language)}`;
    return `${measured(low, language)}–${measured(high, language)}`;
  }
}
