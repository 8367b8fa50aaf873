/** Papers of the clinic's own that are made on Today. */
export const todayPaper = (document: string): string => `/today/paper/${document}`;
