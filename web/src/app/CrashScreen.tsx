import { Button } from '@mantine/core';
import { EmptyState } from '@/components/EmptyState';
import { AlertIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './FullPage.module.css';

export function CrashScreen() {
  const { t } = useI18n();
  return (
    <main className={classes['page']}>
      <EmptyState icon={<AlertIcon size={28} />} level="h1" title={t('crash.title')} text={t('crash.text')}>
        <Button onClick={() => location.reload()}>{t('crash.reload')}</Button>
      </EmptyState>
    </main>
  );
}
