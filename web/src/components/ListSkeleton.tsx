import { Skeleton } from '@mantine/core';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './ListSkeleton.module.css';

export function ListSkeleton({ rows = 8 }: { rows?: number }) {
  const { t } = useI18n();
  return (
    <div role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes['row']}>
          <Skeleton circle height="2.75rem" width="2.75rem" />
          <div className={classes['lines']}>
            <Skeleton height="0.75rem" width={`${45 + ((row * 17) % 30)}%`} />
            <Skeleton height="0.625rem" width={`${65 + ((row * 23) % 30)}%`} />
          </div>
        </div>
      ))}
    </div>
  );
}
