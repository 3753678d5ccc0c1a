import { useEffect, useState } from 'react';
import { QuietLine } from '@/components/QuietLine';
import { useI18n } from '@/lib/i18n/i18n';
import { useLive } from '@/lib/live/live-context';

/** The minute before idleness ends the session: one act keeps it. */
export function SessionLine() {
  const { t } = useI18n();
  const live = useLive();
  const [expiring, setExpiring] = useState(false);
  useEffect(() => live.sessionExpiring.on(() => setExpiring(true)), [live]);
  if (!expiring) return null;
  const stay = async () => {
    const answer = await live.connection.call('extend_session', {});
    if (answer.ok) setExpiring(false);
  };
  return <QuietLine text={t('session.expiring')} action={t('session.stay')} onAction={() => void stay()} />;
}
