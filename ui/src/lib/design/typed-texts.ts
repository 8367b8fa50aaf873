import { getContext, hasContext, setContext } from 'svelte';

/** Keeps what was typed into a field while it is no value yet; a draft does, for the fields of its form. */
export interface TypedTexts {
  of: (path: string) => string | undefined;
  /** Without a text: the field holds a value again, or nothing. */
  keep: (path: string, text: string | undefined) => void;
}

const KEY = Symbol('typed texts');

export const setTypedTexts = (texts: TypedTexts): void => void setContext(KEY, texts);

/** The texts of the form around a field. A form without a draft keeps none. */
export const typedTexts = (): TypedTexts | undefined => (hasContext(KEY) ? getContext<TypedTexts>(KEY) : undefined);
