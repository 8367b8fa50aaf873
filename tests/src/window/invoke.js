// Calls every command with arguments that no page of ours sends, until the time is over; counts what came of it.
const [commands, seed, seconds] = arguments;
const done = arguments[arguments.length - 1];
let state = (seed * 2654435761) >>> 0 || 1;
const roll = (limit) => {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % limit;
};
const pool = [
  null, true, -1, 0, 1, 255, 4294967296, 1e308, -0.5, '', ' ', 'x'.repeat(100000), '\u0000', '\ud800', '<script>', '../../etc',
  '2026-02-30', '2027-03-01', '9999-12-31T23:59:59Z', '00000000-0000-0000-0000-000000000000', '018f0000-0000-7000-8000-000000000001',
  'owner', "'; DROP TABLE patient; --", [], [[]], {}, { id: null }, { kind: 'x', body: '{}' }, '{"a":', '(01)0950110153000'
];
const anything = (depth) => {
  if (depth > 0 && roll(4) === 0) return Array.from({ length: roll(4) }, () => anything(depth - 1));
  if (depth > 0 && roll(4) === 0) return Object.fromEntries(Array.from({ length: roll(4) }, () => [String(pool[roll(pool.length)]).slice(0, 40), anything(depth - 1)]));
  return pool[roll(pool.length)];
};
const count = { asked: 0, answered: 0, silent: [], strange: [] };
const until = Date.now() + seconds * 1000;
const late = (name) => new Promise((resolve) => setTimeout(() => resolve({ late: name }), 15000));
const call = (name, given) => window.__TAURI_INTERNALS__.invoke(name, given).then(() => ({ ok: true }), (error) => ({ error }));
(async () => {
  while (Date.now() < until) {
    const [name, names] = commands[roll(commands.length)];
    const given = Object.fromEntries(names.filter(() => roll(12) !== 0).map((argument) => [argument, anything(3)]));
    count.asked += 1;
    const came = await Promise.race([call(name, given), late(name)]);
    if (came.ok) count.answered += 1;
    else if (came.late) count.silent.push(name);
    // A word of the shell about arguments it cannot read, or one of our own errors. Anything else is a fault of ours.
    else if (typeof came.error !== 'string' && (typeof came.error?.code !== 'string' || came.error.code === 'internal')) count.strange.push([name, came.error]);
  }
  done(count);
})();
