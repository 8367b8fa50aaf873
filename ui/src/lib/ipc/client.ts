import { commands } from './bindings.ts';
import { CallFailed, type Failure } from './failure.ts';
import { fakeCommands } from './fake/commands.ts';

/** Every command of the shell. Each promise gives the value or throws CallFailed; nothing else is thrown. */
export type Ipc = typeof commands;

type AnyCommand = (...values: unknown[]) => Promise<unknown>;

let onLocked: () => void = () => undefined;

/** Whoever shows the unlock screen is told when a call finds the store locked. */
export function whenLocked(tell: () => void): void {
  onLocked = tell;
}

function refused(failure: Failure): CallFailed {
  if (failure.code === 'locked') onLocked();
  return new CallFailed(failure);
}

/** A use case refuses with a code and its data; an Error or a text is the shell's own trouble. */
function isRefusal(thrown: unknown): thrown is Failure {
  return typeof thrown === 'object' && thrown !== null && !(thrown instanceof Error) && 'code' in thrown;
}

/** What is thrown becomes the one thing that screens know how to show. */
export function guarded(command: AnyCommand): AnyCommand {
  return async (...values) => {
    try {
      return await command(...values);
    } catch (thrown) {
      if (isRefusal(thrown)) throw refused(thrown);
      // The shell itself could not be reached or understood. Its words may hold anything, so they are not kept.
      throw new CallFailed({ code: 'internal', incident: 'shell' });
    }
  };
}

const shell = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, guarded(command as AnyCommand)])
) as Ipc;

/** The one way to the shell. Sample data stands in for it where a build asks for that; otherwise it is not even bundled. */
export const ipc: Ipc = SAMPLE_DATA ? fakeCommands() : shell;
