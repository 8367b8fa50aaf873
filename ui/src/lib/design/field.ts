/** What the store or the domain found wrong with one value: a code and its data, never a sentence. */
export interface Issue {
  /** The value it is about, as the form names it: "clinic.phone". */
  path: string;
  code: string;
  params: { [key in string]?: string };
}

/** The attributes a control takes from the Field around it. */
export interface FieldControl {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  'aria-required': true | undefined;
}
