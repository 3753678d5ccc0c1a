import { useMediaQuery } from '@mantine/hooks';
import { useState } from 'react';
import { useParams } from 'react-router';
import { EmptyState } from '@/components/EmptyState';
import { ChatsIcon } from '@/components/icons';
import { useI18n } from '@/lib/i18n/i18n';
import { ChatList } from './ChatList';
import classes from './ChatsScreen.module.css';
import { ConversationPane } from './ConversationPane';
import { DetailsPane } from './DetailsPane';

const detailsKey = 'wardline.details';

/** List | conversation | patient or people. A phone shows one at a time. */
export function ChatsScreen() {
  const { t } = useI18n();
  const { conversationId } = useParams();
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [pinned, setPinned] = useState(() => localStorage.getItem(detailsKey) !== 'closed');
  const [overlay, setOverlay] = useState<string | null>(null);

  const details = conversationId !== undefined && (wide ? pinned : overlay === conversationId);
  const toggle = () => {
    if (!wide) return setOverlay(details ? null : (conversationId ?? null));
    localStorage.setItem(detailsKey, pinned ? 'closed' : 'open');
    setPinned(!pinned);
  };

  return (
    <div className={classes['panes']} data-open={conversationId !== undefined} data-details={details}>
      <section className={classes['list']} aria-label={t('chats.title')}>
        <ChatList current={conversationId} />
      </section>
      <div className={classes['conversation']}>
        {conversationId ? (
          <ConversationPane key={conversationId} id={conversationId} details={details} onDetails={toggle} />
        ) : (
          <EmptyState icon={<ChatsIcon size={28} />} title={t('chats.pick.title')} text={t('chats.pick.text')} />
        )}
      </div>
      {details && (
        <aside className={classes['details']} aria-label={t('chat.details')}>
          <DetailsPane id={conversationId} onClose={toggle} />
        </aside>
      )}
    </div>
  );
}
