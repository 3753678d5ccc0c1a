import { Mark } from '@/components/Mark';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './Waiting.module.css';

export function Waiting() {
  const { t } = useI18n();
  return (
    <div className={classes['waiting']} role="status" aria-label={t('loading')}>
      <Mark size={44} />
    </div>
  );
}
