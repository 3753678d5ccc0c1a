import { initials, tintOf } from '@/lib/format/names';
import classes from './Avatar.module.css';
import { GroupIcon, PatientsIcon } from './icons';

type Kind = 'person' | 'group' | 'department' | 'patient';

/** Initials on a quiet tint; people are round, rooms are square. Decoration: the name stands beside it. */
export function Avatar({ id, name, kind = 'person', size = 44 }: { id: string; name: string; kind?: Kind; size?: 28 | 36 | 44 | 64 }) {
  return (
    <span className={classes['avatar']} data-kind={kind} data-size={size} data-tint={tintOf(id, 6)} aria-hidden="true">
      {kind === 'group' ? (
        <GroupIcon size={size * 0.5} />
      ) : kind === 'patient' ? (
        <PatientsIcon size={size * 0.5} />
      ) : kind === 'department' ? (
        name.slice(0, 2).toUpperCase()
      ) : (
        initials(name)
      )}
    </span>
  );
}
