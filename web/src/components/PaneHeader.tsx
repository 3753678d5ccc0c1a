import type { ReactNode } from 'react';
import classes from './PaneHeader.module.css';

interface Properties {
  title: string;
  note?: string;
  /** Something of this list is open beside or over it, and has the first heading. */
  beside: boolean;
  children?: ReactNode;
}

export function PaneHeader({ title, note, beside, children }: Properties) {
  const Title = beside ? 'h2' : 'h1';
  return (
    <header className={classes['header']}>
      <Title className={classes['title']} tabIndex={-1} data-route-heading>
        {title}
      </Title>
      {note && <span className={classes['note']}>{note}</span>}
      <span className={classes['actions']}>{children}</span>
    </header>
  );
}
