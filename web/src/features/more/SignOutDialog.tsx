import { Button, Modal } from '@mantine/core';
import { useI18n } from '@/lib/i18n/i18n';
import classes from './MoreScreen.module.css';

interface Properties {
  waiting: number;
  opened: boolean;
  onStay: () => void;
  onDiscard: () => void;
}

/** Words that were written and not sent are never thrown away without asking. */
export function SignOutDialog({ waiting, opened, onStay, onDiscard }: Properties) {
  const { t, tn } = useI18n();
  return (
    <Modal opened={opened} onClose={onStay} title={tn('signout.title', waiting)} centered lockScroll={false} withCloseButton={false}>
      <p className={classes['about']}>{t('signout.text')}</p>
      <div className={classes['actions']}>
        <Button variant="subtle" className={classes['discard'] ?? ''} onClick={onDiscard} data-testid="sign-out-discard">
          {t('signout.discard')}
        </Button>
        <Button onClick={onStay} data-autofocus>
          {t('signout.stay')}
        </Button>
      </div>
    </Modal>
  );
}
