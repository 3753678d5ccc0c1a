import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { DemoMark } from '@/components/DemoMark';
import { Mark } from '@/components/Mark';
import { getSetup } from '@/lib/api/get-setup';
import { listDemoAccounts } from '@/lib/api/list-demo-accounts';
import { signIn } from '@/lib/api/sign-in';
import { explain } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';
import { DemoAccounts } from './DemoAccounts';
import classes from './SignInScreen.module.css';

interface From {
  to?: string;
  ended?: boolean;
  untold?: boolean;
}

export function SignInScreen() {
  const i18n = useI18n();
  const { t } = i18n;
  const cache = useQueryClient();
  const navigate = useNavigate();
  const from = (useLocation().state ?? {}) as From;
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);

  const demo = useQuery({ queryKey: ['demo-accounts'], queryFn: ({ signal }) => listDemoAccounts(signal), staleTime: Infinity });
  const setup = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => getSetup(signal) });
  const accounts = demo.data ?? [];

  const enter = async (name: string, secret: string) => {
    setBusy(name);
    setError(null);
    try {
      await signIn(name, secret);
      cache.clear();
      await navigate(from.to ?? '/chats', { replace: true });
    } catch (failure) {
      setError(failure);
      setBusy(null);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (userName !== '' && password !== '') void enter(userName.trim(), password);
  };

  return (
    <div className={classes['page']}>
      {accounts.length > 0 && <DemoMark />}
      <main className={classes['main']} data-with-demo={accounts.length > 0}>
        <section className={classes['card']} aria-labelledby="sign-in-title">
          <header className={classes['brand']}>
            <Mark size={44} lead />
            <div>
              <p className={classes['name']}>{t('app.name')}</p>
              <p className={classes['tagline']}>{t('app.tagline')}</p>
            </div>
          </header>
          <h1 id="sign-in-title" className="seen-by-readers-only">
            {t('signin.title')}
          </h1>
          {from.ended && <p className={classes['notice']}>{t('session.ended')}</p>}
          {from.untold && <p className={classes['notice']}>{t('signout.failed')}</p>}
          {setup.data?.needed && <p className={classes['notice']}>{t('signin.setup')}</p>}
          <form onSubmit={submit} className={classes['form']} data-testid="sign-in-form">
            <TextInput
              name="user_name"
              label={t('signin.user')}
              autoComplete="username"
              autoCapitalize="none"
              spellCheck={false}
              autoFocus
              required
              withAsterisk={false}
              size="md"
              value={userName}
              onChange={(event) => setUserName(event.currentTarget.value)}
            />
            <PasswordInput
              name="password"
              label={t('signin.password')}
              autoComplete="current-password"
              required
              withAsterisk={false}
              size="md"
              value={password}
              onChange={(event) => setPassword(event.currentTarget.value)}
            />
            <div role="alert" className={classes['error']} data-testid="sign-in-error">
              {error != null && explain(error, i18n)}
            </div>
            <Button type="submit" size="md" fullWidth loading={busy !== null && busy === userName.trim()} data-testid="sign-in-submit">
              {t('signin.submit')}
            </Button>
          </form>
        </section>
        {accounts.length > 0 && (
          <DemoAccounts accounts={accounts} busy={busy} onChoose={(account) => void enter(account.user_name, account.password)} />
        )}
      </main>
    </div>
  );
}
