/// <reference types="vite/client" />

declare global {
  /** Calls are answered from sample data instead of the shell: `VITE_FAKE_IPC=1`, for development and screenshots only. */
  const SAMPLE_DATA: boolean;
}

export {};
