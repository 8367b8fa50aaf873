/** A page that loads its record may take this long before its heading stands. */
const WAIT_MS = 4000;
const SETTLE_MS = 400;

/**
 * After a change of page the keyboard stands in the new page: in the field that the page itself chose (a restored draft, a
 * first question), else on its heading. Until one of them is there it stands in the work area, never nowhere.
 */
export function focusPage(root: ParentNode = document): void {
  const work = root.querySelector<HTMLElement>('#work');
  if (work === null) return;
  work.focus({ preventScroll: true });
  const until = performance.now() + WAIT_MS;
  const look = (): void => {
    const active = document.activeElement;
    // The page chose its own field, or a dialog stands over it.
    if (active !== work && (work.contains(active) || active?.closest('[role="dialog"]') != null)) return;
    // A dialog that closed on the way here gives the focus back to the frame at once; whoever goes there later meant it.
    const isNowhere = active === work || active === document.body;
    if (!isNowhere && performance.now() > until - WAIT_MS + SETTLE_MS) return;
    const heading = work.querySelector<HTMLElement>('h1');
    if (heading) {
      heading.tabIndex = -1;
      heading.focus({ preventScroll: true });
    } else if (performance.now() < until) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
