/** Initials in place of a name, for a screen that others can see. */
export function discreetName(name: string, discreet: boolean): string {
  if (!discreet) return name;
  return name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${word.match(/\p{L}/u)?.[0] ?? ''}.`)
    .join(' ');
}
