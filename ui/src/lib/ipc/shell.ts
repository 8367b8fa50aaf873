import { invoke } from '@tauri-apps/api/core';
import type { Commands } from './commands.ts';
import { CallFailed, type Failure } from './failure.ts';

function snake(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

async function call(command: string, args: Record<string, unknown>): Promise<unknown> {
  try {
    return await invoke(snake(command), args);
  } catch (refused) {
    throw new CallFailed(refused as Failure);
  }
}

export const shellCommands = new Proxy({} as Commands, {
  get: (_, command: string) => (...args: unknown[]) => call(command, { args })
});
