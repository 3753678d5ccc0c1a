import classes from './Mark.module.css';

/** One line that becomes a W. With `lead` it comes in from the edge of the screen. */
export function Mark({ size = 28, lead = false }: { size?: number; lead?: boolean }) {
  const mark = (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path
        d="M2 11h4.500l4 12L16 11l5.500 12 4-12"
        stroke="currentColor"
        strokeWidth="2.750"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <circle cx="28" cy="11" r="2.250" fill="currentColor" />
    </svg>
  );
  return lead ? (
    <span className={classes['lead']} data-size={size}>
      {mark}
    </span>
  ) : (
    mark
  );
}
