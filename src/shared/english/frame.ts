import type { FrameStrings } from '../strings.ts';

/** English for the dialog and the bar. */
export const frameEn: FrameStrings = { close: 'Close' };
