/** What had the focus before the first of a chain of dialogs; the next one in the chain goes back to it as well. */
let outside: HTMLElement | null = null;

/** The control that opens a dialog now: the one in focus, or the first opener where that stands in a dialog itself. */
export function openerOf(): HTMLElement | null {
  const active = document.activeElement instanceof HTMLElement ? document.activeElement : null;
  const inDialog = active?.closest('[role="dialog"]') != null;
  if (!inDialog && active !== document.body) outside = active;
  return outside;
}
