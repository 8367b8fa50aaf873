// The ways out of the patient's form. Each is one tap; three of them are the patient's own word and enter the record.
import type { Reply } from '#lib/ipc/bindings.ts';

export type Leaving = 'question' | 'not_today' | 'take_home' | 'declined' | 'hand_back';

const REPLIES: Partial<Record<Leaving, Reply>> = { not_today: 'not_today', take_home: 'taken_home', declined: 'declined' };

/** What is journaled for a way out; nothing for a question or for handing back. */
export const replyOf = (leaving: Leaving): Reply | null => REPLIES[leaving] ?? null;
