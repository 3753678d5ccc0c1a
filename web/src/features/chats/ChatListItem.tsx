import { Link } from 'react-router';
import { Avatar } from '@/components/Avatar';
import { PriorityMark } from '@/components/PriorityMark';
import type { Conversation } from '@/lib/api/list-conversations';
import { shortName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import { useTypists } from '@/lib/live/live-context';
import classes from './ChatList.module.css';
import { useDayWords } from './day-words';
import { typingWords } from './typing-words';

export function ChatListItem({ conversation, me, current }: { conversation: Conversation; me: string; current: boolean }) {
  const { t, tn } = useI18n();
  const { listTime } = useDayWords();
  const typists = useTypists(conversation.id);
  const { last_message: last, unread } = conversation;
  const other = conversation.participants.find((person) => person.id !== me);

  return (
    <li>
      <Link
        to={`/chats/${conversation.id}`}
        className={classes['item'] ?? ''}
        aria-current={current ? 'page' : undefined}
        data-unread={unread > 0}
        data-testid="chat-item"
        data-conversation-id={conversation.id}
      >
        <Avatar
          id={conversation.kind === 'direct' ? (other?.id ?? conversation.id) : conversation.id}
          name={conversation.title}
          kind={conversation.kind === 'direct' ? 'person' : conversation.kind}
        />
        <span className={classes['words']}>
          <span className={classes['top']}>
            <span className={classes['title']}>{conversation.title}</span>
            {last && <span className={classes['time']}>{listTime(last.created_at)}</span>}
          </span>
          <span className={classes['bottom']}>
            {last && unread > 0 && <PriorityMark priority={last.priority} />}
            <span className={classes['preview']}>
              {typists.length > 0 ? (
                <span className={classes['draft']}>{typingWords(typists, t)}</span>
              ) : last ? (
                preview(last.author_id, last.content)
              ) : (
                t('chats.empty')
              )}
            </span>
            {unread > 0 && (
              <span className={classes['badge']} data-testid="unread">
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="seen-by-readers-only">{tn('chats.unread', unread)}</span>
              </span>
            )}
          </span>
        </span>
      </Link>
    </li>
  );

  function preview(authorId: string, content: string): string {
    if (authorId === me) return t('chats.you', { text: content });
    if (conversation.kind === 'direct') return content;
    const author = conversation.participants.find((person) => person.id === authorId);
    return author ? `${shortName(author.display_name)}: ${content}` : content;
  }
}
