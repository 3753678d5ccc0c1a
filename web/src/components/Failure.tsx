import { Button } from '@mantine/core';
import { AlertIcon } from './icons';
import { EmptyState } from './EmptyState';
import { explain } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';

/** Something could not be loaded: what happened, what was kept, what to do. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const i18n = useI18n();
  return (
    <div role="alert">
      <EmptyState icon={<AlertIcon size={28} />} title={i18n.t('error.title')} text={i18n.t('error.load', { reason: explain(error, i18n) })}>
        {onRetry && (
          <Button variant="light" onClick={onRetry}>
            {i18n.t('retry')}
          </Button>
        )}
      </EmptyState>
    </div>
  );
}
