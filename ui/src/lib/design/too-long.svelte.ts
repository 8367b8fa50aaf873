import { m } from '#lib/paraglide/messages.js';

/** Whether a text is longer than what is kept: said once the field was left, and taken back while it is typed in again. */
export class TooLong {
  #left = $state(false);

  constructor(
    private readonly text: () => string,
    private readonly max: () => number
  ) {}

  /** The problem in words, counted in letters as people see them. */
  get problem(): string | undefined {
    return this.#left && [...this.text()].length > this.max() ? m.issue_too_long({ max: this.max() }) : undefined;
  }

  typing(): void {
    this.#left = false;
  }

  left(): void {
    this.#left = true;
  }
}
