import type { ReactNode } from 'react';
import classes from './PaneHeader.module.css';

export function PaneHeader({ title, note, children }: { title: string; note?: string; children?: ReactNode }) {
  return (
    <header className={classes['header']}>
      <h1 className={classes['title']} tabIndex={-1} data-route-heading>
        {title}
      </h1>
      {note && <span className={classes['note']}>{note}</span>}
      <span className={classes['actions']}>{children}</span>
    </header>
  );
}
