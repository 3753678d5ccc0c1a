import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface Properties {
  icon: ReactNode;
  title: string;
  text?: string;
  /** `h1` where nothing else on the screen has one. */
  level?: 'h1' | 'h2';
  children?: ReactNode;
}

export function EmptyState({ icon, title, text, level: Title = 'h2', children }: Properties) {
  return (
    <div className={classes['empty']}>
      <span className={classes['icon']}>{icon}</span>
      <Title className={classes['title']}>{title}</Title>
      {text && <p className={classes['text']}>{text}</p>}
      {children && <div className={classes['actions']}>{children}</div>}
    </div>
  );
}
