import { useI18n } from '@/lib/i18n/i18n';
import classes from './DemoMark.module.css';

/** Loud on purpose and on every screen: nothing typed here is protected as a record. */
export function DemoMark() {
  const { t } = useI18n();
  return (
    <section className={classes['mark']} aria-label={t('demo.mark')} data-testid="demo-mark">
      <strong>{t('demo.mark')}</strong>
      <span>{t('demo.warning')}</span>
    </section>
  );
}
