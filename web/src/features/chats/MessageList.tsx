import { ActionIcon, Skeleton } from '@mantine/core';
import { useLayoutEffect, useRef, useState } from 'react';
import { DownIcon } from '@/components/icons';
import type { Participant } from '@/lib/api/list-conversations';
import type { Message } from '@/lib/api/list-messages';
import { useI18n } from '@/lib/i18n/i18n';
import { tickOf, type TickState, type Watermark } from '@/lib/realtime/ticks';
import { Bubble } from './Bubble';
import { useDayWords } from './day-words';
import classes from './MessageList.module.css';
import type { Line, Row } from './timeline';

interface Properties {
  rows: readonly Row[];
  loading: boolean;
  older: { exist: boolean; loading: boolean; load: () => void };
  me: string;
  others: readonly Participant[];
  group: boolean;
  receipts: ReadonlyMap<string, Watermark>;
  messages: readonly Message[];
  onReply: (line: Line) => void;
}

const nearEdge = 160;

export function MessageList({ rows, loading, older, me, others, group, receipts, messages, onReply }: Properties) {
  const { t, tn } = useI18n();
  const { day } = useDayWords();
  const scroller = useRef<HTMLDivElement>(null);
  const [away, setAway] = useState(false);
  const seen = useRef<{ last: string | undefined; height: number; top: number; atEnd: boolean; placed: boolean }>({
    last: undefined,
    height: 0,
    top: 0,
    atEnd: true,
    placed: false,
  });

  const lines = rows.filter((row): row is Line => row.kind === 'message');
  const last = lines.at(-1);

  // Whoever is at the end stays there, and whoever wrote goes there. For anybody else what is being read stays put:
  // with the same last line, whatever grew did so above.
  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box || lines.length === 0) return;
    const before = seen.current;
    if (!before.placed) {
      const mark = box.querySelector<HTMLElement>('[data-row="new"]');
      box.scrollTop = mark ? mark.offsetTop - box.clientHeight / 3 : box.scrollHeight;
      before.placed = true;
    } else if (before.atEnd || (before.last !== last?.key && last?.waiting)) {
      box.scrollTop = box.scrollHeight;
    } else if (before.last === last?.key) {
      box.scrollTop = before.top + box.scrollHeight - before.height;
    }
    remember(box);
  });

  const remember = (box: HTMLDivElement) => {
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 48;
    seen.current = { last: last?.key, height: box.scrollHeight, top: box.scrollTop, atEnd, placed: seen.current.placed };
  };

  useLayoutEffect(() => {
    const box = scroller.current;
    if (!box) return;
    // The keyboard opens, the window turns, a font arrives: whoever was at the end stays there.
    const watcher = new ResizeObserver(() => {
      if (seen.current.atEnd) box.scrollTop = box.scrollHeight;
    });
    watcher.observe(box);
    return () => watcher.disconnect();
  }, []);

  const scrolled = () => {
    const box = scroller.current;
    if (!box) return;
    remember(box);
    setAway(!seen.current.atEnd);
    if (box.scrollTop < nearEdge && older.exist && !older.loading) older.load();
  };

  const names = new Map(others.map((person) => [person.id, person.display_name]));
  const otherIds = others.map((person) => person.id);

  const stateOf = (line: Line): TickState | null => {
    if (line.waiting) return line.waiting.refused ? 'refused' : 'clock';
    if (line.author_id !== me || !line.message) return null;
    return tickOf(line.message.position, otherIds, receipts);
  };

  const quoted = (line: Line) => {
    if (!line.reply_to) return undefined;
    const original = messages.find((message) => message.id === line.reply_to);
    if (!original) return { name: t('chat.reply.gone'), text: '' };
    return { name: nameOf(original.author_id), text: original.content };
  };

  const nameOf = (id: string) => (id === me ? t('chat.you') : (names.get(id) ?? t('chat.someone')));

  return (
    <div className={classes['frame']}>
      <div ref={scroller} className={classes['scroller']} onScroll={scrolled} tabIndex={0} role="region" aria-label={t('chat.messages')} data-testid="messages">
        {older.loading && (
          <p className={classes['note']} role="status">
            {t('chat.older')}
          </p>
        )}
        {loading && <BubbleSkeleton />}
        {!loading && !older.exist && <p className={classes['note']}>{t('chat.start')}</p>}
        <ol className={classes['rows']}>
          {rows.map((row) => {
            if (row.kind === 'day') {
              return (
                <li key={row.key} className={classes['day']} data-row="day">
                  <span>{day(row.at)}</span>
                </li>
              );
            }
            if (row.kind === 'new') {
              return (
                <li key={row.key} className={classes['new']} data-row="new">
                  <span>{tn('chat.new', row.count)}</span>
                </li>
              );
            }
            const own = row.author_id === me;
            return (
              <Bubble
                key={row.key}
                line={row}
                own={own}
                state={stateOf(row)}
                author={{ id: row.author_id, name: nameOf(row.author_id) }}
                showAuthor={group && !own}
                quote={quoted(row)}
                onReply={row.message ? () => onReply(row) : undefined}
              />
            );
          })}
        </ol>
      </div>
      {away && (
        <ActionIcon
          className={classes['down'] ?? ''}
          variant="default"
          size="xl"
          radius="xl"
          aria-label={t('chat.down')}
          onClick={() => scroller.current?.scrollTo({ top: scroller.current.scrollHeight, behavior: 'smooth' })}
        >
          <DownIcon size={20} />
        </ActionIcon>
      )}
    </div>
  );
}

function BubbleSkeleton() {
  const { t } = useI18n();
  return (
    <div className={classes['skeleton']} role="status" aria-label={t('loading')}>
      {[52, 38, 60, 44, 30].map((width, row) => (
        <Skeleton key={width} className={row % 2 ? (classes['right'] ?? '') : ''} height="2.5rem" width={`${width}%`} radius="lg" />
      ))}
    </div>
  );
}
