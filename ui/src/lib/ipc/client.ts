import { commands } from './bindings.ts';
import { CallFailed, type Failure } from './failure.ts';
import { fakeCommands } from './fake/commands.ts';

type Answer<T> = T extends { status: 'ok'; data: infer Data } ? Data : T extends { status: 'error' } ? never : T;

/** Every command of the shell. Each promise gives the value or throws CallFailed; nothing else is thrown. */
export type Ipc = {
  [Name in keyof typeof commands]: (
    ...values: Parameters<(typeof commands)[Name]>
  ) => Promise<Answer<Awaited<ReturnType<(typeof commands)[Name]>>>>;
};

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

function isRefusal(answer: unknown): answer is { status: 'error'; error: Failure } {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'error';
}

function isValue(answer: unknown): answer is { status: 'ok'; data: unknown } {
  return typeof answer === 'object' && answer !== null && 'status' in answer && answer.status === 'ok';
}

/** The generated commands answer with a value or a refusal side by side; screens are easier to read with one way out. */
export function unwrapped(command: AnyCommand): AnyCommand {
  return async (...values) => {
    let answer: unknown;
    try {
      answer = await command(...values);
    } catch {
      // The shell itself could not be reached or understood. Its words may hold anything, so they are not kept.
      throw new CallFailed({ code: 'internal', incident: 'shell' });
    }
    if (isRefusal(answer)) throw refused(answer.error);
    return isValue(answer) ? answer.data : answer;
  };
}

const shell = Object.fromEntries(
  Object.entries(commands).map(([name, command]) => [name, unwrapped(command as AnyCommand)])
) as Ipc;

/** The one way to the shell. Sample data stands in for it where a build asks for that; otherwise it is not even bundled. */
export const ipc: Ipc = SAMPLE_DATA ? fakeCommands() : shell;
