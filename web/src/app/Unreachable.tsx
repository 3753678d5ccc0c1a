import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { EmptyState } from '@/components/EmptyState';
import { AlertIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './FullPage.module.css';

/** The shell opened from this device, but no server answers to say who is here. */
export function Unreachable({ onRetry }: { onRetry: () => void }) {
  const { t } = useI18n();
  useEffect(() => {
    const again = setInterval(onRetry, 5000);
    addEventListener('online', onRetry);
    return () => {
      clearInterval(again);
      removeEventListener('online', onRetry);
    };
  }, [onRetry]);
  return (
    <main role="alert" className={classes['page']}>
      <EmptyState icon={<AlertIcon size={28} />} level="h1" title={t('error.offline.title')} text={t('error.offline.text')}>
        <Button variant="light" onClick={onRetry}>
          {t('retry')}
        </Button>
      </EmptyState>
    </main>
  );
}
