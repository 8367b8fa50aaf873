import type { Commands } from './commands.ts';
import { fakeCommands } from './fake/commands.ts';
import { shellCommands } from './shell.ts';

/** The one way to the shell. Sample data stands in for it where a build asks for that; otherwise it is not even bundled. */
export const ipc: Commands = import.meta.env.VITE_FAKE_IPC === '1' ? fakeCommands() : shellCommands;
