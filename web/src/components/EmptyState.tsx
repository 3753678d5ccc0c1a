import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

export function EmptyState({ icon, title, text, children }: { icon: ReactNode; title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={classes['empty']}>
      <span className={classes['icon']}>{icon}</span>
      <h2 className={classes['title']}>{title}</h2>
      {text && <p className={classes['text']}>{text}</p>}
      {children && <div className={classes['actions']}>{children}</div>}
    </div>
  );
}
