import { expect, test } from 'vitest';
import { foundWords } from './found-words.ts';

test('a screen reader hears how many were found, and that a typing error was forgiven', () => {
  expect(foundWords(0, 'exact')).toBe('Nobody and nothing found');
  expect(foundWords(1, 'exact')).toBe('1 found');
  expect(foundWords(7, 'exact')).toBe('7 found');
  expect(foundWords(20, 'exact')).toBe('The first 20 are shown. Type more to narrow it down.');
  expect(foundWords(1, 'typo')).toBe('Nobody is spelt so. 1 name is close:');
  expect(foundWords(2, 'typo')).toBe('Nobody is spelt so. 2 names are close:');
});
