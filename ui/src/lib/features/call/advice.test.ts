import { describe, expect, it } from 'vitest';
import type { CallQuestions } from '#lib/ipc/bindings.ts';
import { adviceFor } from './advice.ts';

const questions: CallQuestions = {
  signs: [
    { flag: 'allergy', urgency: 'emergency', ask: 'Lips swollen' },
    { flag: 'pus', urgency: 'same_day', ask: 'Pus' }
  ],
  tell: [
    { urgency: 'emergency', sentences: ['Call 999 now.'] },
    { urgency: 'same_day', sentences: ['A practitioner rings you back today.'] },
    { urgency: 'message', sentences: ['Somebody rings you back.'] }
  ]
};

describe('what a caller is told', () => {
  it('is the worst of what they have', () => {
    expect(adviceFor(questions, ['pus', 'allergy'])?.urgency).toBe('emergency');
    expect(adviceFor(questions, ['pus'])?.urgency).toBe('same_day');
  });

  it('is that somebody rings back where there is no sign', () => {
    expect(adviceFor(questions, [])?.urgency).toBe('message');
  });
});
