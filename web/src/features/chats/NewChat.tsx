import { Button, Modal, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { Avatar } from '@/components/Avatar';
import { CheckIcon, CloseIcon, SearchIcon } from '@/components/icons';
import { moveFocus } from '@/components/move-focus';
import { createConversation } from '@/lib/api/create-conversation';
import { listPeople, type Person } from '@/lib/api/list-people';
import { conversationsQuery } from '@/lib/cache/conversations';
import { useDepartmentNames } from '@/lib/cache/department-names';
import { explain } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';
import { roleName } from '@/lib/i18n/role-name';
import { uuid7 } from '@/lib/realtime/uuid7';
import { useSession } from '@/lib/session/session-context';
import classes from './NewChat.module.css';

export function NewChat({ onClose }: { onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const { me } = useSession();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const [search, setSearch] = useState('');
  const [query] = useDebouncedValue(search.trim(), 200);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [title, setTitle] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  // One id for this dialog: pressing twice, or again after a lost answer, opens one conversation.
  const [clientId, setClientId] = useState(uuid7);
  const list = useRef<HTMLUListElement>(null);
  const namesOf = useDepartmentNames();
  const people = useQuery({
    queryKey: ['people', query],
    queryFn: ({ signal }) => listPeople(query, signal),
    placeholderData: keepPreviousData,
  });
  const group = chosen.length > 1;
  const found = people.data?.filter((person) => person.id !== me.user.id) ?? [];

  const toggle = (person: Person) => {
    setClientId(uuid7());
    setChosen((all) => (all.some((each) => each.id === person.id) ? all.filter((each) => each.id !== person.id) : [...all, person]));
  };

  const start = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen.length === 0) return;
    setBusy(true);
    setError(null);
    try {
      const conversation = await createConversation({
        client_id: clientId,
        kind: group ? 'group' : 'direct',
        ...(group && title.trim() !== '' ? { title: title.trim() } : {}),
        participant_ids: chosen.map((person) => person.id),
      });
      await cache.invalidateQueries({ queryKey: conversationsQuery.queryKey });
      onClose();
      void navigate(`/chats/${conversation.id}`);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('newchat.title')}
      centered
      lockScroll={false}
      closeButtonProps={{ 'aria-label': t('newchat.cancel') }}
    >
      <form onSubmit={(event) => void start(event)} className={classes['form']} data-testid="new-chat-form">
        {chosen.length > 0 && (
          <ul className={classes['chosen']} aria-label={t('newchat.chosen')}>
            {chosen.map((person) => (
              <li key={person.id}>
                <button type="button" className={classes['pill']} aria-label={t('newchat.remove', { name: person.display_name })} onClick={() => toggle(person)}>
                  {person.display_name}
                  <CloseIcon size={14} />
                </button>
              </li>
            ))}
          </ul>
        )}
        <TextInput
          type="search"
          label={t('newchat.find')}
          placeholder={t('newchat.find.hint')}
          leftSection={<SearchIcon size={18} />}
          data-autofocus
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'ArrowDown' && moveFocus(event, list.current)}
          data-testid="people-search"
        />
        {people.data && found.length === 0 && <p className={classes['nobody']}>{t('newchat.nobody', { query: search })}</p>}
        <ul ref={list} className={classes['people']} onKeyDown={(event) => moveFocus(event, list.current)}>
          {found.map((person) => {
            const picked = chosen.some((each) => each.id === person.id);
            return (
              <li key={person.id}>
                <button type="button" className={classes['person']} aria-pressed={picked} onClick={() => toggle(person)} data-testid="person">
                  <Avatar id={person.id} name={person.display_name} size={36} />
                  <span className={classes['words']}>
                    <span>{person.display_name}</span>
                    <span className={classes['role']}>
                      {[...new Set([person.specialty ?? roleName(person.role, t), ...namesOf(person.departments)])].join(' · ')}
                    </span>
                  </span>
                  {picked && <CheckIcon size={20} />}
                </button>
              </li>
            );
          })}
        </ul>
        {group && (
          <TextInput
            label={t('newchat.group')}
            placeholder={t('newchat.group.hint')}
            maxLength={80}
            value={title}
            onChange={(event) => {
              setClientId(uuid7());
              setTitle(event.currentTarget.value);
            }}
          />
        )}
        <div role="alert" className={classes['error']}>
          {error != null && explain(error, i18n)}
        </div>
        <Button type="submit" disabled={chosen.length === 0} loading={busy} data-testid="start-chat">
          {group ? t('newchat.start.group') : t('newchat.start')}
        </Button>
      </form>
    </Modal>
  );
}
