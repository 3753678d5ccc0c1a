import '@mantine/core/styles/ModalBase.css';
import '@mantine/core/styles/Modal.css';
import '@mantine/core/styles/Paper.css';
import '@mantine/core/styles/Overlay.css';
import '@mantine/core/styles/CloseButton.css';
import '@mantine/core/styles/Skeleton.css';
import '@mantine/core/styles/SegmentedControl.css';
import '@mantine/core/styles/FloatingIndicator.css';
import '@mantine/core/styles/Switch.css';
import '@mantine/core/styles/InlineInput.css';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Navigate, Outlet, useLocation, useNavigate } from 'react-router';
import { ConnectionLine } from '@/components/ConnectionLine';
import { DemoMark } from '@/components/DemoMark';
import { ApiError } from '@/lib/api/http';
import type { Me } from '@/lib/api/get-me';
import type { Arrived } from '@/lib/cache/bind-live';
import { conversationsQuery } from '@/lib/cache/conversations';
import { shortName } from '@/lib/format/names';
import { useI18n } from '@/lib/i18n/i18n';
import { LiveProvider } from '@/lib/live/LiveProvider';
import { meQuery } from '@/lib/session/me';
import { SessionContext } from '@/lib/session/session-context';
import { Leaving } from './Leaving';
import { Navigation } from './Navigation';
import { SessionLine } from './SessionLine';
import classes from './Shell.module.css';
import { Unreachable } from './Unreachable';
import { useRouteFocus } from './use-route-focus';
import { Waiting } from './Waiting';

/** Where the signed-in life happens; without a session it leads to the sign-in and back. */
export function Shell() {
  const me = useQuery(meQuery);
  const location = useLocation();
  const wasIn = useRef(false);
  useEffect(() => {
    if (me.data) wasIn.current = true;
  }, [me.data]);

  if (me.data) return <SignedIn me={me.data} />;
  if (me.error instanceof ApiError && me.error.status === 401) {
    return <Navigate to="/sign-in" replace state={{ to: location.pathname, ended: wasIn.current }} />;
  }
  if (me.error) return <Unreachable onRetry={() => void me.refetch()} />;
  return <Waiting />;
}

function SignedIn({ me }: { me: Me }) {
  const { t } = useI18n();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [spoken, setSpoken] = useState('');
  const [leaving, setLeaving] = useState(false);
  useRouteFocus();

  const arrived = useCallback(
    ({ conversationId, message }: Arrived) => {
      const conversation = cache.getQueryData(conversationsQuery.queryKey)?.find((each) => each.id === conversationId);
      const author = conversation?.participants.find((person) => person.id === message.author_id);
      setSpoken(t('chat.arrived', { name: shortName(author?.display_name ?? ''), text: message.content.slice(0, 200) }));
    },
    [cache, t],
  );

  const ended = useCallback(() => {
    cache.clear();
    void navigate('/sign-in', { replace: true, state: { to: location.pathname, ended: true } });
  }, [cache, navigate]);

  const session = useMemo(() => ({ me, leave: () => setLeaving(true) }), [me]);

  // Inside a conversation, a record or a note a phone has no room for the bar; Back leads out.
  const inside = /^\/(chats|patients|scribe)\/./.test(pathname);

  if (leaving) return <Leaving userId={me.user.id} />;

  return (
    <SessionContext value={session}>
      <LiveProvider userId={me.user.id} onArrived={arrived} onEnded={ended}>
        <div className={classes['shell']} data-inside={inside}>
          <a href="#content" className={classes['skip']}>
            {t('app.skip')}
          </a>
          <div className={classes['lines']}>
            {me.demo && <DemoMark />}
            <ConnectionLine />
            <SessionLine />
          </div>
          <Navigation />
          <main id="content" tabIndex={-1} className={classes['content']}>
            <Outlet />
          </main>
          <div className="seen-by-readers-only" aria-live="polite" data-testid="announcer">
            {spoken}
          </div>
        </div>
      </LiveProvider>
    </SessionContext>
  );
}
