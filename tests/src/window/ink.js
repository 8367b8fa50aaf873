// Whether the page of a PDF that was drawn has ink on it.
const canvas = document.querySelectorAll('canvas')[arguments[0]];
if (!canvas || canvas.width < 50) return false;
const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
let dark = 0;
for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 200 && data[at] < 90) dark += 1;
return dark > 200;
