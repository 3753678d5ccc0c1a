import { ActionIcon, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useRef, useState } from 'react';
import { EmptyState } from '@/components/EmptyState';
import { Failure } from '@/components/Failure';
import { ChatsIcon, PlusIcon, SearchIcon } from '@/components/icons';
import { ListSkeleton } from '@/components/ListSkeleton';
import { PaneHeader } from '@/components/PaneHeader';
import { moveFocus } from '@/components/move-focus';
import { conversationsQuery, inListOrder } from '@/lib/cache/conversations';
import { useI18n } from '@/lib/i18n/i18n';
import { useSession } from '@/lib/session/session-context';
import { ChatListItem } from './ChatListItem';
import classes from './ChatList.module.css';

const NewChat = lazy(async () => ({ default: (await import('./NewChat')).NewChat }));

export function ChatList({ current }: { current: string | undefined }) {
  const { t, language } = useI18n();
  const { me } = useSession();
  const conversations = useQuery(conversationsQuery);
  const [search, setSearch] = useState('');
  const [creating, setCreating] = useState(false);
  const list = useRef<HTMLUListElement>(null);

  const wanted = search.trim().toLocaleLowerCase(language);
  const shown = inListOrder(conversations.data ?? []).filter((conversation) =>
    conversation.title.toLocaleLowerCase(language).includes(wanted),
  );

  return (
    <div className={classes['pane']}>
      <PaneHeader title={t('chats.title')} beside={current !== undefined}>
        <ActionIcon
          variant="light"
          size="lg"
          radius="xl"
          aria-label={t('chats.new')}
          title={t('chats.new')}
          onClick={() => setCreating(true)}
          data-testid="new-chat"
        >
          <PlusIcon size={20} />
        </ActionIcon>
      </PaneHeader>
      <div className={classes['search']}>
        <TextInput
          type="search"
          aria-label={t('chats.search')}
          placeholder={t('chats.search')}
          leftSection={<SearchIcon size={18} />}
          radius="xl"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'ArrowDown' && moveFocus(event, list.current)}
        />
      </div>
      <div className={classes['scroll']}>
        {conversations.isPending && <ListSkeleton />}
        {conversations.error && !conversations.data && <Failure error={conversations.error} onRetry={() => void conversations.refetch()} />}
        {conversations.data?.length === 0 && (
          <EmptyState icon={<ChatsIcon size={28} />} title={t('chats.none.title')} text={t('chats.none.text')} />
        )}
        {conversations.data && conversations.data.length > 0 && shown.length === 0 && (
          <p className={classes['nothing']}>{t('chats.nomatch', { query: search })}</p>
        )}
        <ul ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
          {shown.map((conversation) => (
            <ChatListItem key={conversation.id} conversation={conversation} me={me.user.id} current={conversation.id === current} />
          ))}
        </ul>
      </div>
      {creating && (
        <Suspense>
          <NewChat onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </div>
  );
}
