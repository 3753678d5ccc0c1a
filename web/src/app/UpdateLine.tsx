import { useRegisterSW } from 'virtual:pwa-register/react';
import { QuietLine } from '@/components/QuietLine';
import { useI18n } from '@/lib/i18n/i18n';

/** Installs the offline shell, and offers a new version when it is ready instead of swapping it under the person. */
export function UpdateLine() {
  const { t } = useI18n();
  const {
    needRefresh: [ready],
    updateServiceWorker,
  } = useRegisterSW();
  if (!ready) return null;
  return <QuietLine text={t('app.update.ready')} action={t('app.update.load')} onAction={() => void updateServiceWorker(true)} />;
}
