// Debian's Node 20 lacks one thing that SvelteKit 3 uses while it writes the pages. Loaded by `npm run build`, into its workers too.
Promise.withResolvers ??= function withResolvers() {
  let resolve, reject;
  const promise = new this((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
};
