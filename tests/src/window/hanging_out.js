// Everything that can be seen and reaches past the right edge of the page, unless something around it scrolls.
const edge = document.documentElement.clientWidth + 1;
const scrolls = (element) => {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const style = getComputedStyle(around);
    if (around !== document.body && /auto|scroll|hidden|clip/.test(style.overflowX) && around.getBoundingClientRect().right <= edge) return true;
  }
  return false;
};
return [...document.body.querySelectorAll('*')]
  .map((element) => ({ element, box: element.getBoundingClientRect() }))
  .filter(({ element, box }) => box.width > 0 && box.height > 0 && box.right > edge && !scrolls(element))
  .sort((one, other) => other.box.right - one.box.right)
  .slice(0, 3)
  .map(({ element, box }) => `${element.tagName.toLowerCase()}.${element.className} reaches ${Math.round(box.right - edge)} px too far`);
