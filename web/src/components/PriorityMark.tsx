import { useI18n } from '@/lib/i18n/i18n';
import type { Priority } from '@/lib/realtime/wire';
import { FlagIcon } from './icons';
import classes from './PriorityMark.module.css';

/** Words beside the colour: colour alone tells nobody anything. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const { t } = useI18n();
  if (priority === 'routine') return null;
  return (
    <span className={classes['mark']} data-priority={priority}>
      <FlagIcon size={13} />
      {priority === 'urgent' ? t('chat.priority.urgent') : t('chat.priority.critical')}
    </span>
  );
}
