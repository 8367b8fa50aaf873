import { describe, expect, it } from 'vitest';
import { courseDone, sessionOfCourse } from './course-words.ts';

describe('how far a course is', () => {
  it('counts to its plan, then says that it is done', () => {
    expect(courseDone({ done: 2, planned: 4, closed_early: false })).toBe('2 of 4 done');
    expect(courseDone({ done: 4, planned: 4, closed_early: false })).toBe('Course done: 4 of 4');
    expect(courseDone({ done: 5, planned: 4, closed_early: false })).toBe('Course done: 4 of 4, and 1 since');
  });

  it('says where it was closed early', () => {
    expect(courseDone({ done: 2, planned: 6, closed_early: true })).toBe('Closed early, 2 of 6 done');
  });

  it('a session beyond the plan is maintenance', () => {
    expect(sessionOfCourse(4, 4)).toBe('Session 4 of 4');
    expect(sessionOfCourse(5, 4)).toBe('Session 5, maintenance');
  });
});
