import { useId, type ReactNode } from 'react';
import classes from './Card.module.css';

export function Card({ title, count, children }: { title: string; count?: number; children: ReactNode }) {
  const id = useId();
  return (
    <section className={classes['card']} aria-labelledby={id}>
      <h2 id={id} className={classes['title']}>
        {title}
        {count !== undefined && count > 0 && <span className={classes['count']}>{count}</span>}
      </h2>
      {children}
    </section>
  );
}

export function Nothing({ text }: { text: string }) {
  return <p className={classes['nothing']}>{text}</p>;
}
