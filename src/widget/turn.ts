/** A task that takes longer keeps a reader waiting who scrolls or types: half of the 50 ms of a long task (W3C Long Tasks), the other half is the layout's. */
const longestMs = 25;

/** When the turn of this task is over; 0 where nothing was drawn in it yet. */
let ends = 0;
let next: Promise<void> | undefined;

/** Goes on in a task of its own: what the browser has to do meanwhile, it does. */
export const nextTask = (): Promise<void> =>
  (next ??= new Promise((resolve) => {
    setTimeout(() => {
      ends = 0;
      next = undefined;
      resolve();
    });
  }));

/** Of all that are to be drawn in one task, those that come too late wait. @returns what they wait for */
export function turn(): Promise<void> | undefined {
  const now = performance.now();
  if (!ends) {
    ends = now + longestMs;
    void nextTask();
  }
  return now > ends ? nextTask() : undefined;
}
