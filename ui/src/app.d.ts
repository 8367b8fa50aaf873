/// <reference types="vite/client" />

declare global {
  interface ImportMetaEnv {
    /** "1" answers calls from sample data instead of the shell. Development and screenshots only. */
    readonly VITE_FAKE_IPC?: string;
  }
}

export {};
