import { Button } from '@mantine/core';
import { Link } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { MoreIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';

export function NotFoundScreen() {
  const { t } = useI18n();
  return (
    <EmptyState icon={<MoreIcon size={28} />} title={t('notfound.title')} level="h1">
      <Button component={Link} to="/chats" variant="light">
        {t('notfound.home')}
      </Button>
    </EmptyState>
  );
}
