// The first thing on the screen with the role and name asked for, inside the ancestors asked for.
// arguments: [{ role, name, how: 'exactly' | 'starting' | 'containing', nth, within: {...} | null }]
const [wanted] = arguments;
const { commons, setup, teardown, utils } = axe;

const tidy = (text) => text.replace(/\s+/g, ' ').trim();
const named = (node, spot) => {
  const name = tidy(commons.text.accessibleTextVirtual(node));
  if (spot.how === 'starting') return name.startsWith(spot.name);
  if (spot.how === 'containing') return name.includes(spot.name);
  return name === spot.name;
};
const usable = (node) => {
  const element = node.actualNode;
  if (element.closest('[inert]')) return false;
  return commons.dom.isVisibleToScreenReaders(node) && element.getClientRects().length > 0;
};
// A passphrase field has no role of its own in the standard; to a person it is a box to type in.
// A canvas has none either; drawn on or looked at, it is a picture.
const roleOf = (node) => {
  const { type, localName } = node.actualNode;
  if (type === 'password') return 'textbox';
  return commons.aria.getRole(node) ?? (localName === 'canvas' ? 'img' : null);
};
const matches = (tree, spot) => {
  const roots = spot.within ? matches(tree, spot.within) : tree;
  return roots
    .flatMap((root) => utils.querySelectorAll([root], '*'))
    .filter((node) => roleOf(node) === spot.role)
    .filter((node) => usable(node) && named(node, spot));
};

const root = setup(document.documentElement);
try {
  const found = matches([root], wanted)[wanted.nth];
  return found ? found.actualNode : null;
} finally {
  teardown();
}
