import { ActionIcon, Skeleton } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { Link, useNavigate } from 'react-router';
import { Avatar } from '@/components/Avatar';
import { Failure } from '@/components/Failure';
import { ChatsIcon, CloseIcon } from '@/components/icons';
import { PatientBanner } from '@/components/PatientBanner';
import { createConversation } from '@/lib/api/create-conversation';
import { conversationQuery, conversationsQuery } from '@/lib/cache/conversations';
import { patientQuery } from '@/lib/cache/patients';
import { useI18n } from '@/lib/i18n/i18n';
import { uuid7 } from '@/lib/realtime/uuid7';
import { useSession } from '@/lib/session/session-context';
import classes from './DetailsPane.module.css';

export function DetailsPane({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, tn } = useI18n();
  const { me } = useSession();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const close = useRef<HTMLButtonElement>(null);
  const listed = useQuery(conversationsQuery).data?.find((each) => each.id === id);
  const detail = useQuery(conversationQuery(id));
  const conversation = listed ?? detail.data;
  const patientId = conversation?.patient_id;

  useEffect(() => {
    // Over the conversation it is a place of its own, so the focus comes along.
    if (!matchMedia('(min-width: 75em)').matches) close.current?.focus();
  }, []);

  const write = async (personId: string) => {
    const direct = await createConversation({ client_id: uuid7(), kind: 'direct', participant_ids: [personId] });
    void cache.invalidateQueries({ queryKey: conversationsQuery.queryKey });
    void navigate(`/chats/${direct.id}`);
  };

  return (
    <div className={classes['pane']}>
      <header className={classes['header']}>
        <h2 className={classes['title']}>{t('chat.details')}</h2>
        <ActionIcon ref={close} variant="subtle" aria-label={t('chat.details.close')} onClick={onClose}>
          <CloseIcon size={20} />
        </ActionIcon>
      </header>
      <div className={classes['scroll']}>
        {patientId && <PatientOf id={patientId} />}
        <h3 className={classes['heading']}>
          {t('details.people')} <span>{conversation && tn('chat.people', conversation.participants.length)}</span>
        </h3>
        <ul className={classes['people']}>
          {conversation?.participants.map((person) => (
            <li key={person.id} className={classes['person']}>
              <Avatar id={person.id} name={person.display_name} size={36} />
              <span className={classes['name']}>
                {person.display_name}
                {person.id === me.user.id && <span className={classes['you']}> · {t('chat.you')}</span>}
              </span>
              {person.id !== me.user.id && conversation.kind !== 'direct' && (
                <ActionIcon
                  variant="subtle"
                  aria-label={t('details.message', { name: person.display_name })}
                  title={t('details.message', { name: person.display_name })}
                  onClick={() => void write(person.id)}
                >
                  <ChatsIcon size={18} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

function PatientOf({ id }: { id: string }) {
  const { t } = useI18n();
  const summary = useQuery(patientQuery(id));
  if (summary.error) return <Failure error={summary.error} onRetry={() => void summary.refetch()} />;
  return (
    <section className={classes['patient']} aria-label={t('details.patient')}>
      {summary.data ? (
        <>
          <PatientBanner summary={summary.data} compact />
          <Link to={`/patients/${id}`} className={classes['record'] ?? ''}>
            {t('details.open')}
          </Link>
        </>
      ) : (
        <Skeleton height="9rem" />
      )}
    </section>
  );
}
