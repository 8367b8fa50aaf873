import { describe, expect, it } from 'vitest';
import { marked } from './marked.ts';

const hits = (name: string, query: string) => marked(name, query).filter((part) => part.hit).map((part) => part.text);

describe('what a search found is underlined in the name', () => {
  it('marks the beginning of any word, whatever the case and the marks', () => {
    expect(hits('Marigold Featherstitch', 'fe')).toEqual(['Fe']);
    expect(hits('Łucja Ångström', 'lu an')).toEqual(['Łu', 'Ån']);
  });

  it('never changes the name itself', () => {
    const name = 'Straße O’Thread-Needle 李';
    expect(marked(name, 'stras').map((part) => part.text).join(''), 'a mangled name could be read as another person').toBe(name);
  });
});
