import { Button, SegmentedControl, Switch, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { Avatar } from '@/components/Avatar';
import { languages, useI18n, type Language } from '@/lib/i18n/i18n';
import { roleName } from '@/lib/i18n/role-name';
import { useOutbox } from '@/lib/live/live-context';
import { useSession } from '@/lib/session/session-context';
import { keepMotion, keepTextSize, keptMotion, keptTextSize, type TextSize } from './appearance';
import classes from './MoreScreen.module.css';
import { SignOutDialog } from './SignOutDialog';

export function MoreScreen() {
  const { t, language, setLanguage } = useI18n();
  const { me, leave } = useSession();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [textSize, setTextSize] = useState(keptTextSize);
  const [reduced, setReduced] = useState(keptMotion);
  const [asking, setAsking] = useState(false);
  const waiting = useOutbox().length;

  return (
    <div className={classes['screen']}>
      <div className={classes['column']}>
        <h1 className={classes['title']} tabIndex={-1} data-route-heading>
          {t('more.title')}
        </h1>

        <section className={classes['card']} aria-label={t('more.profile')}>
          <div className={classes['person']}>
            <Avatar id={me.user.id} name={me.user.display_name} size={64} />
            <div className={classes['who']}>
              <p className={classes['name']}>{me.user.display_name}</p>
              <p className={classes['role']}>{[roleName(me.user.role, t), me.user.specialty].filter(Boolean).join(' · ')}</p>
              {me.departments.length > 0 && (
                <p className={classes['role']}>
                  {t('more.wards')}: {me.departments.map((department) => department.name).join(', ')}
                </p>
              )}
            </div>
            <Button
              variant="default"
              className={classes['out'] ?? ''}
              onClick={() => (waiting > 0 ? setAsking(true) : leave())}
              data-testid="sign-out"
            >
              {t('more.signout')}
            </Button>
          </div>
        </section>

        <section className={classes['card']} aria-labelledby="appearance">
          <h2 id="appearance" className={classes['heading']}>
            {t('more.appearance')}
          </h2>
          <Row label={t('more.language')}>
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={language}
                onChange={(value) => setLanguage(value as Language)}
                data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
                data-testid="language"
              />
            )}
          </Row>
          <Row label={t('more.theme')}>
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={colorScheme}
                onChange={(value) => setColorScheme(value as MantineColorScheme)}
                data={[
                  { value: 'auto', label: t('more.theme.auto') },
                  { value: 'light', label: t('more.theme.light') },
                  { value: 'dark', label: t('more.theme.dark') },
                ]}
                data-testid="theme"
              />
            )}
          </Row>
          <Row label={t('more.textsize')}>
            {(id) => (
              <SegmentedControl
                aria-labelledby={id}
                value={textSize}
                onChange={(value) => {
                  setTextSize(value as TextSize);
                  keepTextSize(value as TextSize);
                }}
                data={[
                  { value: 'normal', label: t('more.textsize.normal') },
                  { value: 'large', label: t('more.textsize.large') },
                  { value: 'larger', label: t('more.textsize.larger') },
                ]}
                data-testid="text-size"
              />
            )}
          </Row>
          <div className={classes['row']}>
            <span>
              <span id="reduce-motion">{t('more.motion')}</span>
              <span id="reduce-motion-hint" className={classes['hint']}>
                {t('more.motion.hint')}
              </span>
            </span>
            <Switch
              size="md"
              aria-labelledby="reduce-motion"
              aria-describedby="reduce-motion-hint"
              checked={reduced}
              onChange={(event) => {
                setReduced(event.currentTarget.checked);
                keepMotion(event.currentTarget.checked);
              }}
            />
          </div>
        </section>

        <section className={classes['card']} aria-labelledby="about">
          <h2 id="about" className={classes['heading']}>
            {t('more.about')}
          </h2>
          <p className={classes['about']}>{t('more.about.text')}</p>
          <p className={classes['version']}>{t('more.version', { version: __WARDLINE_VERSION__ })}</p>
        </section>
      </div>
      <SignOutDialog waiting={waiting} opened={asking} onStay={() => setAsking(false)} onDiscard={() => leave()} />
    </div>
  );
}

function Row({ label, children }: { label: string; children: (labelId: string) => ReactNode }) {
  const id = useId();
  return (
    <div className={classes['row']}>
      <span id={id}>{label}</span>
      {children(id)}
    </div>
  );
}
