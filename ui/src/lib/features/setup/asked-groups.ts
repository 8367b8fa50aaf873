/** Two different groups, chosen anew each time, so that both halves of the page must be legible. */
export function twoOf(count: number): [number, number] {
  const half = Math.floor(count / 2);
  return [Math.floor(Math.random() * half), half + Math.floor(Math.random() * (count - half))];
}
