import { uuid7 } from './uuid7';

/** Client ids are unique per device; this names the browser profile, not the person. */
export function deviceId(storage: Storage = localStorage): string {
  const kept = storage.getItem('wardline.device');
  if (kept) return kept;
  const made = uuid7();
  storage.setItem('wardline.device', made);
  return made;
}
