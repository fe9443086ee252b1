/**
 * What the embedded page tells the page around it:
 * - `height`: how tall it is, in CSS pixels, so that it needs no scroll bar of its own
 * - `complete`: the session has just been completed, and the reader stays
 * - `redirect`: the session has just been completed, and the reader is to go on to `url`
 */
export type FrameMessage =
  | { sandbox: 'height'; height: number }
  | { sandbox: 'complete' }
  | { sandbox: 'redirect'; url: string };
