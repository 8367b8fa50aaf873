/**
 * Makes an area that scrolls reachable by keyboard, and only while it really scrolls:
 * a stop in the tab order that does nothing is a nuisance.
 */
export function scrollsByKey(node: HTMLElement): () => void {
  const look = () => {
    const scrolls = node.scrollHeight > node.clientHeight + 1;
    if (scrolls) node.tabIndex = 0;
    else node.removeAttribute('tabindex');
  };
  const size = new ResizeObserver(look);
  size.observe(node);
  const content = new MutationObserver(look);
  content.observe(node, { childList: true, subtree: true });
  look();
  return () => {
    size.disconnect();
    content.disconnect();
  };
}
