// Every role and name on the screen, one a line: what to read when a search found nothing.
const { commons, setup, teardown, utils } = axe;
const quiet = new Set(['generic', 'none', 'presentation', 'paragraph', 'listitem', 'list', 'img', 'row', 'rowgroup', null]);
const root = setup(document.documentElement);
try {
  return utils
    .querySelectorAll([root], '*')
    .filter((node) => !quiet.has(commons.aria.getRole(node)) && commons.dom.isVisibleToScreenReaders(node))
    .map((node) => {
      const name = commons.text.accessibleTextVirtual(node).replace(/\s+/g, ' ').trim();
      const off = node.actualNode.disabled || node.actualNode.getAttribute('aria-disabled') === 'true' ? ' (off)' : '';
      return `  ${commons.aria.getRole(node)} “${name.slice(0, 90)}”${off}`;
    })
    .slice(0, 220)
    .join('\n');
} finally {
  teardown();
}
