// Everything that can be seen and reaches past the right edge of the page, unless something around it scrolls; and
// everything that reaches below the panel it belongs to, where it would lie over the next one or be cut off.
const edge = document.documentElement.clientWidth + 1;
const seen = (element, box) => box.width > 0 && box.height > 0 && element.checkVisibility();
const named = (element) => `${element.tagName.toLowerCase()}.${element.className}`;

const scrollsAcross = (element) => {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (around !== document.body && /auto|scroll|hidden|clip/.test(style.overflowX) && around.getBoundingClientRect().right <= edge) return true;
  }
  return false;
};
const tooWide = [...document.body.querySelectorAll('*')]
  .map((element) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ element, box }) => seen(element, box) && box.right > edge && !scrollsAcross(element))
  .sort((one, other) => other.box.right - one.box.right)
  .slice(0, 3)
  .map(({ element, box }) => `${named(element)} reaches ${Math.round(box.right - edge)} px too far`);

const scrollsWithin = (panel, element) => {
  for (let around = element.parentElement; around && around !== panel; around = around.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(around).overflowY)) return true;
  }
  return false;
};
const isLaidOut = (element) => !/absolute|fixed/.test(getComputedStyle(element).position) && !element.closest('.spoken');
const tooDeep = [...document.body.querySelectorAll('[data-panel]')]
  .filter((panel) => !/auto|scroll/.test(getComputedStyle(panel).overflowY))
  .flatMap((panel) => {
    const end = panel.getBoundingClientRect().bottom + 2;
    const under = [...panel.querySelectorAll('*')].find((element) => {
      const box = element.getBoundingClientRect();
      return seen(element, box) && box.bottom > end && isLaidOut(element) && !scrollsWithin(panel, element);
    });
    return under ? [`${named(under)} reaches below ${named(panel)}`] : [];
  });

return [...tooWide, ...tooDeep.slice(0, 3)];
