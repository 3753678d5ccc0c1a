/** NHS CUI: family name first, in capitals. */
export function patientName(familyName: string, givenName: string, language = 'en'): string {
  const family = familyName.toLocaleUpperCase(language);
  return givenName ? `${family}, ${givenName}` : family;
}

const titles = /^(dr|dra|prof|nurse|enf|enfª|sr|sra|mr|mrs|ms)\.?$/i;

function words(name: string): string[] {
  return name.split(/\s+/).filter((word) => word !== '' && !titles.test(word));
}

export function initials(name: string): string {
  const kept = words(name);
  const letters = kept.length > 1 ? [kept[0], kept.at(-1)] : [kept[0]];
  return letters.map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}

/** What colleagues say across the ward: the title with the family name, or the given name. */
export function shortName(name: string): string {
  const all = name.split(/\s+/).filter(Boolean);
  const [first = name] = all;
  return titles.test(first) && all.length > 1 ? `${first} ${all.at(-1)}` : first;
}

/** One of a few quiet tints, the same for the same person everywhere. */
export function tintOf(id: string, tints: number): number {
  let hash = 0;
  for (const character of id) hash = (hash * 31 + character.codePointAt(0)!) >>> 0;
  return hash % tints;
}
