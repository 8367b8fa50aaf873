import type { CourseStep, CourseView } from '#lib/ipc/bindings.ts';
import { m } from '#lib/paraglide/messages.js';

/** How far a course is: "2 of 4 done", "Course done", and after it the sessions that keep the result. */
export function courseDone(course: Pick<CourseView, 'done' | 'planned' | 'closed_early'>): string {
  if (course.closed_early) return m.course_closed_early({ done: course.done, planned: course.planned });
  if (course.done < course.planned) return m.course_done({ done: course.done, planned: course.planned });
  const beyond = course.done - course.planned;
  return beyond === 0 ? m.course_finished({ planned: course.planned }) : m.course_finished_and({ planned: course.planned, beyond });
}

/** Which session of its course: one beyond the plan is maintenance, never "5 of 4". */
export function sessionOfCourse(number: number, planned: number): string {
  return number > planned ? m.session_number_maintenance({ number }) : m.session_number_of({ number, planned });
}

/** What was decided about a course. */
export function courseStep(step: CourseStep): string {
  switch (step.step) {
    case 'replanned':
      return m.course_step_replanned({ planned: step.planned_sessions });
    case 'closed_early':
      return m.course_step_closed_early();
    case 'taken_up_again':
      return m.course_step_taken_up_again();
  }
}
