// The shell serves files only; every page is drawn in the window.
export const ssr = false;
export const trailingSlash = 'never';
