import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Mark } from '@/components/Mark';
import { createFirstAdministrator } from '@/lib/api/create-first-administrator';
import { signIn } from '@/lib/api/sign-in';
import { explain } from '@/lib/i18n/explain';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './SetupScreen.module.css';

/** As the server asks (docs/protocol); it decides. */
const shortestPassword = 10;

export function SetupScreen() {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const token = useSearchParams()[0].get('token') ?? '';
  const [name, setName] = useState('');
  const [userName, setUserName] = useState('');
  const [password, setPassword] = useState('');
  const [repeat, setRepeat] = useState('');
  const [problem, setProblem] = useState<string | null>(token === '' ? t('setup.notoken') : null);
  const [busy, setBusy] = useState(false);

  const create = async () => {
    setBusy(true);
    setProblem(null);
    try {
      await createFirstAdministrator({ token, user_name: userName.trim(), display_name: name.trim(), password });
      await signIn(userName.trim(), password);
      await navigate('/chats', { replace: true });
    } catch (error) {
      setProblem(explain(error, i18n));
      setBusy(false);
    }
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (password.length < shortestPassword) setProblem(t('setup.short', { count: shortestPassword }));
    else if (password !== repeat) setProblem(t('setup.mismatch'));
    else void create();
  };

  return (
    <main className={classes['page']}>
      <form onSubmit={submit} className={classes['form']} data-testid="setup-form">
        <span className={classes['mark']}>
          <Mark size={40} lead />
        </span>
        <div>
          <h1 className={classes['title']}>{t('setup.title')}</h1>
          <p className={classes['intro']}>{t('setup.intro')}</p>
        </div>
        <TextInput
          name="display_name"
          label={t('setup.name')}
          description={t('setup.name.hint')}
          autoComplete="name"
          required
          withAsterisk={false}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          name="user_name"
          label={t('signin.user')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          value={userName}
          onChange={(event) => setUserName(event.currentTarget.value)}
        />
        <PasswordInput
          name="password"
          label={t('signin.password')}
          description={t('setup.password.hint', { count: shortestPassword })}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          name="repeat"
          label={t('setup.repeat')}
          autoComplete="new-password"
          required
          withAsterisk={false}
          value={repeat}
          onChange={(event) => setRepeat(event.currentTarget.value)}
        />
        <div role="alert" className={classes['error']}>
          {problem}
        </div>
        <Button type="submit" size="md" loading={busy} disabled={token === ''} data-testid="setup-submit">
          {t('setup.submit')}
        </Button>
      </form>
    </main>
  );
}
