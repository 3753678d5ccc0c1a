import classes from './QuietLine.module.css';

export function QuietLine({ text, action, onAction }: { text: string; action: string; onAction: () => void }) {
  return (
    <div className={classes['line']} role="status">
      <span>{text}</span>
      <button type="button" className={classes['action']} onClick={onAction}>
        {action}
      </button>
    </div>
  );
}
