import { feesEn } from './english/fees.ts';
import { frameEn } from './english/frame.ts';
import { journeyEn } from './english/journey.ts';
import { pressEn } from './english/press.ts';
import { en, type LaterStrings, type Strings } from './strings.ts';

/**
 * All the English there is beside that of the first choice, for the function's pages: `{ ...en, ...laterEn }` is whole.
 * The widget's parts each import their own, so that each is in one file only.
 */
export const laterEn: LaterStrings & Pick<Strings, 'complaints'> = { ...journeyEn, ...frameEn, ...feesEn, ...pressEn, complaints: { ...en.complaints, ...pressEn.complaints } };
