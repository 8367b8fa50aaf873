export interface MarkedPart {
  text: string;
  hit: boolean;
}

/** Letters without their marks, as the search reads them: case and diacritics do not matter. */
function folded(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLocaleLowerCase()
    .replace(/ł/g, 'l')
    .replace(/ø/g, 'o')
    .replace(/đ/g, 'd');
}

/** Splits a name so that the beginnings of words that were searched for can be underlined. */
export function marked(name: string, query: string): MarkedPart[] {
  const wanted = query.split(/\s+/).filter(Boolean).map(folded);
  const parts: MarkedPart[] = [];
  for (const word of name.split(/(\s+)/)) {
    const hit = wanted.filter((part) => folded(word).startsWith(part)).sort((a, b) => b.length - a.length)[0];
    // Only where folding keeps the length can the letters be told apart; otherwise nothing is underlined.
    if (hit === undefined || folded(word).length !== word.length) {
      parts.push({ text: word, hit: false });
    } else {
      parts.push({ text: word.slice(0, hit.length), hit: true }, { text: word.slice(hit.length), hit: false });
    }
  }
  return parts.filter((part) => part.text !== '');
}
