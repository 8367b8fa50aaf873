/** Where the stock book's screens are. */
export const stockPath = {
  book: '/stock',
  recall: (text: string): string => `/stock/recall?text=${encodeURIComponent(text)}`,
  paper: (document: string): string => `/stock/paper/${document}`
};
