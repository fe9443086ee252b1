import { formStyles } from '../shared/form.styles.ts';
import { sheetOf } from './css.ts';

export const styles = sheetOf(formStyles);
