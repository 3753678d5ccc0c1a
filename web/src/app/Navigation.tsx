import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { NavLink } from 'react-router';
import { ChatsIcon, MoreIcon, PatientsIcon, ScribeIcon } from '@/components/icons';
import { Mark } from '@/components/Mark';
import { conversationsQuery } from '@/lib/cache/conversations';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './Navigation.module.css';

/** The sections there are: a bar under the thumb on a phone, a rail on a desk. */
export function Navigation() {
  const { t, tn } = useI18n();
  const { data: conversations } = useQuery(conversationsQuery);
  const unread = conversations?.reduce((sum, conversation) => sum + conversation.unread, 0) ?? 0;

  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) ${t('app.name')}` : t('app.name');
  }, [unread, t]);

  const sections = [
    { to: '/chats', name: t('nav.chats'), icon: <ChatsIcon />, badge: unread },
    { to: '/patients', name: t('nav.patients'), icon: <PatientsIcon />, badge: 0 },
    { to: '/scribe', name: t('nav.scribe'), icon: <ScribeIcon />, badge: 0 },
    { to: '/more', name: t('nav.more'), icon: <MoreIcon />, badge: 0 },
  ];

  return (
    <nav className={classes['navigation']} aria-label={t('app.sections')}>
      <span className={classes['mark']}>
        <Mark size={32} lead />
      </span>
      {sections.map(({ to, name, icon, badge }) => (
        <NavLink key={to} to={to} className={classes['section'] ?? ''} data-testid={`nav-${to.slice(1)}`}>
          <span className={classes['icon']}>
            {icon}
            {badge > 0 && (
              <span className={classes['badge']}>
                <span aria-hidden="true">{badge > 99 ? '99+' : badge}</span>
                <span className="seen-by-readers-only">{tn('chats.unread', badge)}</span>
              </span>
            )}
          </span>
          <span>{name}</span>
        </NavLink>
      ))}
    </nav>
  );
}
