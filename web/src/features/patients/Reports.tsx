import type { Report } from '@/lib/api/get-patient';
import { momentOf } from '@/lib/format/dates';
import { useI18n } from '@/lib/i18n/i18n';
import { Card, Nothing } from './Card';
import classes from './Card.module.css';

export function Reports({ reports }: { reports: readonly Report[] }) {
  const { t, language } = useI18n();
  return (
    <Card title={t('patient.reports')} count={reports.length}>
      {reports.length === 0 && <Nothing text={t('patient.reports.none')} />}
      <div className={classes['rows']}>
        {reports.map((report) => (
          <article key={report.id} data-testid="report">
            <header className={classes['row']}>
              <h3 className={classes['main']}>{report.text || report.kind}</h3>
              <time className={classes['note']} dateTime={report.effective_at}>
                {momentOf(report.effective_at, language)}
              </time>
            </header>
            {report.findings.length > 0 && (
              <>
                <p className={classes['note']}>{t('patient.findings')}</p>
                <ul className={classes['findings']}>
                  {report.findings.map((finding) => (
                    <li key={finding}>{finding}</li>
                  ))}
                </ul>
              </>
            )}
            {report.conclusion && (
              <p className={classes['conclusion']}>
                <span className={classes['note']}>{t('patient.conclusion')}: </span>
                {report.conclusion}
              </p>
            )}
          </article>
        ))}
      </div>
    </Card>
  );
}
