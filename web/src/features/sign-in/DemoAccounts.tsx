import { Avatar } from '@/components/Avatar';
import type { DemoAccount } from '@/lib/api/list-demo-accounts';
import { useI18n } from '@/lib/i18n/i18n';
import { roleName } from '@/lib/i18n/role-name';
import classes from './DemoAccounts.module.css';

interface Properties {
  accounts: readonly DemoAccount[];
  busy: string | null;
  onChoose: (account: DemoAccount) => void;
}

export function DemoAccounts({ accounts, busy, onChoose }: Properties) {
  const { t } = useI18n();
  return (
    <section className={classes['accounts']} aria-labelledby="demo-accounts">
      <h2 id="demo-accounts" className={classes['title']}>
        {t('signin.demo.title')}
      </h2>
      <p className={classes['hint']}>{t('signin.demo.hint')}</p>
      <ul className={classes['list']}>
        {accounts.map((account) => (
          <li key={account.user_name}>
            <button
              type="button"
              className={classes['account']}
              disabled={busy !== null}
              data-busy={busy === account.user_name}
              data-testid="demo-account"
              data-user-name={account.user_name}
              onClick={() => onChoose(account)}
            >
              <Avatar id={account.user_name} name={account.display_name} size={36} />
              <span className={classes['words']}>
                <span className={classes['name']}>{account.display_name}</span>
                <span className={classes['role']}>
                  {account.specialty ?? [roleName(account.role, t), account.departments.join(', ')].filter(Boolean).join(' · ')}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
