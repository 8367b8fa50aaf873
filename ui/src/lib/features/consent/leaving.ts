// The ways out of the patient's form. Each is one tap; all but handing back are the patient's own word and are kept.

export type Leaving = 'question' | 'not_today' | 'take_home' | 'declined' | 'hand_back';
